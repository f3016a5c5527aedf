import { loadSharedConfigFiles } from "@smithy/core/config";

/** Every profile of a credentials file, as the AWS SDK for JavaScript's own parser reads it. */
export async function readAsJavaScript(
  file: string,
): Promise<Record<string, Record<string, string | undefined>>> {
  const { credentialsFile } = await loadSharedConfigFiles({
    filepath: file,
    configFilepath: "/nonexistent",
    ignoreCache: true,
  });
  return credentialsFile;
}
