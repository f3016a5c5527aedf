import type { Command } from "commander";

/** `ecr-access validate`: is the registry good? Nothing else: no network, nothing written. */
export function addValidate(program: Command): void {
  program
    .command("validate")
    .description("check the registry's files; nothing else")
    .option("--config <FILE>", "the registry", "registry.yaml")
    .addHelpText(
      "after",
      `
Prints how many teams, repositories and roles there are; otherwise every problem of all files on stderr, one line each:
the file with line and column, the field, what is asked of it, what was got.

Exit status: 0 good, 2 bad.`,
    )
    .action(({ config }: { config: string }) => {
      const { readRegistry } = require("./read-registry") as typeof import("./read-registry");
      const { teams } = readRegistry(config);
      const counts = [
        counted(teams.length, "team", "teams"),
        counted(teams.flatMap((team) => team.repositories).length, "repository", "repositories"),
        counted(teams.flatMap((team) => team.roles).length, "role", "roles"),
      ];
      console.log(counts.join(", "));
    });
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
