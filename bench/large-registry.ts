import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const REPOSITORIES = ["api", "web", "worker"];

/** A registry of that many teams, a file each, with these repositories (3 unless told otherwise) and 2 roles. @returns its file */
export function writeLargeRegistry(folder: string, teams: number, repositories = REPOSITORIES): string {
  const registry = join(folder, "registry.yaml");
  mkdirSync(join(folder, "teams"));
  writeFileSync(registry, 'account: "123456789012"\nregion: us-west-2\ninclude: [teams/*.yaml]\n');
  for (let number = 0; number < teams; number++) {
    writeFileSync(join(folder, "teams", `team-${number}.yaml`), team(`team-${number}`, repositories));
  }
  return registry;
}

const team = (namespace: string, repositories: readonly string[]) => `namespace: ${namespace}
repositories:
${repositories.map((name) => `  - name: ${name}`).join("\n")}
roles:
  - name: ${namespace}-developer
    grants: [{ level: pull }]
  - name: ${namespace}-ci
    grants: [{ level: push }]
`;
