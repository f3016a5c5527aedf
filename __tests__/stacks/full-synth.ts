import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import type { Registry } from "../../lib/config/registry";
import { AccessStack } from "../../stacks/access-stack";
import { RepositoriesStack } from "../../stacks/repositories-stack";

/** Every file that synth writes for a registry, path → text, byte for byte. */
export function fullSynth(registry: Registry): Record<string, string> {
  const outdir = mkdtempSync(join(tmpdir(), "synth-"));
  try {
    const app = new App({ outdir });
    new RepositoriesStack(app, "ecr-repositories", registry);
    new AccessStack(app, "ecr-access", registry);
    app.synth();
    const files = readdirSync(outdir, { recursive: true, withFileTypes: true }).filter((file) =>
      file.isFile(),
    );
    return Object.fromEntries(
      files.map(({ parentPath, name }) => {
        const file = join(parentPath, name);
        return [file.slice(outdir.length + 1), readFileSync(file, "utf8")];
      }),
    );
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
