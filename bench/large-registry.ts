import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A registry of that many teams, a file each, with 3 repositories and 2 roles. @returns its file */
export function writeLargeRegistry(folder: string, teams: number): string {
  const registry = join(folder, "registry.yaml");
  mkdirSync(join(folder, "teams"));
  writeFileSync(registry, 'account: "123456789012"\nregion: us-west-2\ninclude: [teams/*.yaml]\n');
  for (let number = 0; number < teams; number++) {
    writeFileSync(join(folder, "teams", `team-${number}.yaml`), team(`team-${number}`));
  }
  return registry;
}

const team = (namespace: string) => `namespace: ${namespace}
repositories:
  - name: api
  - name: web
  - name: worker
roles:
  - name: ${namespace}-developer
    grants: [{ level: pull }]
  - name: ${namespace}-ci
    grants: [{ level: push }]
`;
