import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesize } from "../../cli/lab/synthesize";

test.each([
  ["an error that nobody caught", "node -e 'null.x'", /^synthesis failed: TypeError: Cannot read properties/],
  [
    "a line of its own",
    "echo registry.yaml:1:1: wrong >&2; exit 2",
    /^synthesis failed: registry\.yaml:1:1: wrong$/,
  ],
  ["nothing", "exit 1", /^synthesis failed: it printed nothing$/],
])("a synthesis that fails with %s is said in one line", async (_how, app, message) => {
  const root = mkdtempSync(join(tmpdir(), "synthesize-"));
  try {
    writeFileSync(join(root, "cdktf.json"), JSON.stringify({ app }));
    const { signal } = new AbortController();
    await expect(synthesize(root, { PATH: process.env.PATH }, root, signal)).rejects.toThrow(message);
  } finally {
    rmSync(root, { recursive: true });
  }
});

test("the folder to synthesize into may lie in one that is not there yet", async () => {
  const root = mkdtempSync(join(tmpdir(), "synthesize-"));
  try {
    writeFileSync(join(root, "cdktf.json"), JSON.stringify({ app: 'mkdir "$CDKTF_OUTDIR"' }));
    const { signal } = new AbortController();
    await synthesize(root, { PATH: process.env.PATH }, join(root, "a", "b"), signal);
    expect(readdirSync(join(root, "a"))).toEqual(["b"]);
  } finally {
    rmSync(root, { recursive: true });
  }
});
