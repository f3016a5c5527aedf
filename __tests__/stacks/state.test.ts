import { homedir, hostname, tmpdir } from "node:os";
import { AccessStack } from "../../stacks/access-stack";
import { RepositoriesStack } from "../../stacks/repositories-stack";
import { lab, registry } from "../policies/registry";
import { fullSynth } from "./full-synth";
import { synthesize } from "./synthesize";

const stacks = [
  ["ecr-repositories", RepositoriesStack],
  ["ecr-access", AccessStack],
] as const;

describe.each(stacks)("the stack %s", (id, Stack) => {
  const backend = (settings: object) =>
    synthesize(Stack, id, { ...lab(), ...settings }).terraform.backend.local as Record<string, string>;

  test("keeps its state outside cdktf.out, by account, region and stack", () => {
    expect(backend({})).toEqual({
      path: `../../../state/123456789012/us-west-2/${id}/terraform.tfstate`,
      workspace_dir: `../../../state/123456789012/us-west-2/${id}/workspaces`,
    });
  });

  test("shares no state with another account or region", () => {
    const places = [{}, { account: "210987654321" }, { region: "eu-west-1" }].map(backend);
    expect(new Set(places.map(({ path }) => path)).size).toBe(3);
    expect(new Set(places.map(({ workspace_dir }) => workspace_dir)).size).toBe(3);
  });

  test("refuses every account but its own, and works in the registry's region", () => {
    expect(synthesize(Stack, id, lab()).provider).toEqual({
      aws: [{ region: "us-west-2", allowed_account_ids: ["123456789012"] }],
    });
  });

  test("takes the provider that the test machines hold", () => {
    expect(synthesize(Stack, id, lab()).terraform.required_providers).toEqual({
      aws: { source: "aws", version: "5.100.0" },
    });
  });
});

describe("what synth writes", () => {
  test("holds nothing of the machine, the user or the moment", () => {
    const text = JSON.stringify(fullSynth(lab()));
    for (const trace of [process.cwd(), homedir(), hostname(), tmpdir(), "stackTrace"]) {
      expect(text).not.toContain(trace);
    }
    expect(text).not.toMatch(/"\/[a-z]/);
  });

  test("is the same bytes each time", () => {
    expect(fullSynth(lab())).toEqual(fullSynth(lab()));
  });

  test("is valid where no team has anything yet", () => {
    const files = fullSynth(registry([]));
    expect(Object.keys(files).sort()).toEqual([
      "manifest.json",
      "stacks/ecr-access/cdk.tf.json",
      "stacks/ecr-repositories/cdk.tf.json",
    ]);
  });
});
