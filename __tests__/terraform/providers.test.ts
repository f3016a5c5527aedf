import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { cliConfigFile, findProvider } from "../../lib/terraform/providers";

describe("findProvider", () => {
  let home: string;

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "providers-"));
  });

  afterEach(() => rmSync(home, { recursive: true }));

  const mirrorAt = (directory: string): string => {
    mkdirSync(join(directory, "registry.terraform.io/hashicorp/aws/5.100.0/linux_amd64"), {
      recursive: true,
    });
    return directory;
  };

  test("takes the directory that ECR_ACCESS_PROVIDER_MIRROR names before all else", () => {
    writeFileSync(join(home, ".terraformrc"), "");
    const mirror = mirrorAt(join(home, "my mirror"));
    expect(findProvider({ HOME: home, ECR_ACCESS_PROVIDER_MIRROR: mirror })).toEqual({ mirror });
    const fromHere = relative(process.cwd(), mirror);
    expect(findProvider({ HOME: home, ECR_ACCESS_PROVIDER_MIRROR: fromHere })).toEqual({ mirror });
  });

  test("refuses a directory that ECR_ACCESS_PROVIDER_MIRROR names and that holds no provider", () => {
    expect(() => findProvider({ HOME: home, ECR_ACCESS_PROVIDER_MIRROR: home })).toThrow(
      `ECR_ACCESS_PROVIDER_MIRROR must name a directory that holds registry.terraform.io/hashicorp/aws, got "${home}"`,
    );
  });

  test("finds a CLI configuration that is named from here, wherever Terraform runs", () => {
    const file = join(home, "my.tfrc");
    writeFileSync(file, "");
    const fromHere = relative(process.cwd(), file);
    expect(findProvider({ HOME: home, TF_CLI_CONFIG_FILE: fromHere })).toEqual({ file });
  });

  test("leaves a CLI configuration that exists alone", () => {
    const file = join(home, "my.tfrc");
    writeFileSync(file, "");
    expect(findProvider({ HOME: home, TF_CLI_CONFIG_FILE: file })).toEqual({ file });
    expect(cliConfigFile({ file }, join(home, "generated"))).toBe(file);
    expect(existsSync(join(home, "generated"))).toBe(false);
  });

  test("takes ~/.terraformrc where TF_CLI_CONFIG_FILE names a file that is not there", () => {
    const file = join(home, ".terraformrc");
    writeFileSync(file, "");
    expect(findProvider({ HOME: home, TF_CLI_CONFIG_FILE: join(home, "gone") })).toEqual({ file });
  });

  test("writes a configuration for a mirror, and only for the AWS provider", () => {
    const mirror = mirrorAt(join(home, "add-ons/plugins"));
    const generated = join(home, "generated.tfrc");
    expect(cliConfigFile({ mirror }, generated)).toBe(generated);
    expect(readFileSync(generated, "utf8")).toContain(`path    = "${mirror}"`);
    expect(readFileSync(generated, "utf8")).toContain('exclude = ["registry.terraform.io/hashicorp/aws"]');
  });

  test("sets nothing where Terraform finds its own way", () => {
    expect(cliConfigFile(undefined, join(home, "generated"))).toBeUndefined();
    expect(existsSync(join(home, "generated"))).toBe(false);
  });
});
