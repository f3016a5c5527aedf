import { type Command, Option } from "commander";
import type { CredentialsOptions } from "./credentials/options";

/** `ecr-access credentials`: temporary credentials of a role, printed or in a profile. Its parts are in `cli/credentials/`. */
export function addCredentials(program: Command): void {
  program
    .command("credentials")
    .argument("[ROLE]", "name of a role in the registry; none with --forget")
    .description("assume a role and print its temporary credentials, or write them into a profile")
    .option("--config <FILE>", "the registry that declares the role", "registry.yaml")
    .addOption(
      new Option(
        "--format <FORMAT>",
        "how to print them (default: env; with --write-profile: not at all)",
      ).choices(["env", "json", "ini", "process"]),
    )
    .option("--write-profile <NAME>", "write them into this profile of the credentials file")
    .option("--forget <NAME>", "remove a profile that --write-profile wrote")
    .option(
      "--file <FILE>",
      "the credentials file (default: AWS_SHARED_CREDENTIALS_FILE, else ~/.aws/credentials)",
    )
    .option("--force", "write a profile that ecr-access did not write")
    .option("--session-name <S>", "last part of the caller's ARN (default: user@host)")
    .option("--duration <SECONDS>", "how long they are valid, 900 to the role's longest session")
    .option("--policy <FILE>", "session policy: IAM JSON that limits the session further")
    .addHelpText(
      "after",
      `
The caller's own credentials and the endpoint come from the AWS SDK's usual places. A profile that calls this command
needs no secret on the disk, in ~/.aws/config:
  [profile NAME]
  credential_process = env -u AWS_PROFILE npx --no ecr-access credentials ROLE --format process

Exit status: 0 done, 2 bad input or an endpoint that is down, 4 refused by AWS or by the file.`,
    )
    .action(async (role: string | undefined, options: CredentialsOptions) => {
      const { runCredentials } = require("./credentials/run") as typeof import("./credentials/run");
      await runCredentials(role, options);
    });
}
