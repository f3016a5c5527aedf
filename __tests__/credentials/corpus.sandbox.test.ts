import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../../cli/root";
import { writeProfile } from "../../lib/credentials/profile";
import { pythonEnvironment } from "../../sandbox/moto/environment";
import { type AcceptedCase, ACCEPTED, bytesOf, NEW, NEW_KEYS, profileOf, REFUSED } from "./corpus";

interface Seen {
  readonly error?: string;
  readonly sections?: Record<string, Record<string, unknown>>;
  readonly keys?: readonly string[];
}

const MINUTE = 60_000;
const readable = ACCEPTED.filter((each) => each.utf8 !== false);
const unreadable = ACCEPTED.filter((each) => each.utf8 === false);

let python: string;
let folder: string;

beforeAll(async () => {
  python = await pythonEnvironment(join(ROOT, "requirements-dev.txt"));
  folder = mkdtempSync(join(tmpdir(), "ecr-access-credentials-"));
}, 10 * MINUTE);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const cli = (file?: string) => ({
  PATH: "/usr/bin:/bin",
  LC_ALL: "C.UTF-8",
  AWS_CONFIG_FILE: "/nonexistent",
  AWS_EC2_METADATA_DISABLED: "true",
  ...(file && { AWS_SHARED_CREDENTIALS_FILE: file }),
});

function readAsBotocore(files: readonly (readonly [string, string])[]): Seen[] {
  const script = join(__dirname, "read-as-cli.py");
  const output = execFileSync(python, [script], {
    input: JSON.stringify(files),
    env: cli(),
    maxBuffer: 1 << 26,
  });
  return JSON.parse(output.toString()) as Seen[];
}

async function written(each: AcceptedCase): Promise<string> {
  const file = join(folder, `${each.file}.after`);
  writeFileSync(file, bytesOf("accepted", each.file));
  await writeProfile(file, profileOf(each), NEW, { force: each.force ?? false });
  return file;
}

const before = (each: AcceptedCase) => join(__dirname, "data", "accepted", each.file);

test(
  "botocore reads the new profile, and every other one as before",
  async () => {
    const after = readAsBotocore(
      await Promise.all(readable.map(async (each) => [await written(each), profileOf(each)] as const)),
    );
    const old = readAsBotocore(readable.map((each) => [before(each), profileOf(each)]));
    readable.forEach((each, index) => {
      const { [profileOf(each)]: profile, ...others } = after[index]!.sections!;
      const { [profileOf(each)]: earlier = {}, ...rest } = old[index]!.sections!;
      const kept = Object.entries(earlier).filter(([key]) => !/^aws_/.test(key));
      expect({ file: each.file, keys: after[index]!.keys, others }).toEqual({
        file: each.file,
        keys: Object.values(NEW_KEYS),
        others: rest,
      });
      expect(profile).toEqual({ ...Object.fromEntries(kept), ...NEW_KEYS, ...defaults(others) });
    });
  },
  MINUTE,
);

/** configparser gives every section the keys of `[DEFAULT]`. */
function defaults(others: Record<string, Record<string, unknown>>): Record<string, unknown> {
  const region = Object.values(others).every(({ region: each }) => each === "eu-central-1");
  return region && Object.keys(others).length > 0 ? { region: "eu-central-1" } : {};
}

test.each(unreadable.map((each) => [each.file, each] as const))(
  "the AWS CLI can't read %s, neither before nor after",
  async (_name, each) => {
    const seen = readAsBotocore([
      [before(each), profileOf(each)],
      [await written(each), profileOf(each)],
    ]);
    expect(seen).toEqual([{ error: "ConfigParseError" }, { error: "ConfigParseError" }]);
  },
);

/** The AWS CLI takes a second to start; botocore, which reads for it, has read every file above. */
const sample = readable.filter((_each, index) => index % 4 === 0);

test.each(sample.map((each) => [each.file, each] as const))(
  "aws configure list shows the new profile in %s",
  async (_name, each) => {
    const file = await written(each);
    const list = ["-m", "awscli", "configure", "list", "--profile", profileOf(each)];
    const output = execFileSync(python, list, { env: cli(file), encoding: "utf8" });
    expect(output).toMatch(/access_key +\*+NEW2 shared-credentials-file/);
    expect(output).toMatch(/secret_key +\*+key= shared-credentials-file/);
  },
  MINUTE,
);

test(
  "what is refused as unreadable is what botocore or the JavaScript SDK can't read, or reads otherwise",
  () => {
    const files = REFUSED.map((each) => [join(__dirname, "data", "refused", each.file), "dev"] as const);
    const good = REFUSED.filter(
      (_each, index) => readAsBotocore([files[index]!])[0]!.error !== "ConfigParseError",
    );
    // NUL bytes it reads as characters; the rest is about whose the section is, or about the other reader
    expect(good.map(({ file }) => file)).toEqual([
      "nul",
      "proto",
      "continued-header",
      "glued-comment",
      "glued-next-header",
      "continued-header-inside",
      "continued-key-of-ours",
      "key-nested-for-one-reader",
      "key-behind-byte-order-mark",
      "header-behind-carriage-return",
      "not-ours",
      "almost-ours",
      "almost-ours-date",
      "ours-not-directly-below",
      "ours-behind-header",
      "ours-of-another",
    ]);
  },
  MINUTE,
);
