import { readLines } from "./lines";
import { decode } from "./text";

/** Keys of a profile that make the AWS CLI or an SDK take other credentials than the profile's keys. */
export const WINS_OVER_KEYS = ["role_arn", "sso_session", "sso_account_id"] as const;

/**
 * The key in a config file's section of a profile that wins over keys in the credentials file.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html
 */
export function winsOverKeys(config: Buffer, profile: string): string | undefined {
  let inProfile = false;
  const keys = readLines(decode(config).text).lines.flatMap(({ kind, name }) => {
    if (kind === "header") inProfile = profileOf(name!) === profile;
    return inProfile && kind === "option" ? [name!] : [];
  });
  return WINS_OVER_KEYS.find((key) => keys.includes(key));
}

/** `[profile NAME]`, the name in quotes perhaps; `[default]` alone does without the word. */
function profileOf(section: string): string | undefined {
  const name = section.trim();
  if (name === "default") return name;
  return /^profile\s+(["']?)(.*?)\1$/.exec(name)?.[2]?.trim();
}
