import { execFile } from "node:child_process";
import { closeSync, openSync, readSync, realpathSync } from "node:fs";
import { basename } from "node:path";
import { promisify } from "node:util";
import { programsOnPath } from "../../lib/system/programs";

const run = promisify(execFile);

/** The Python that a script of pip's starts with; `undefined` for anything else, such as a pyenv shim. */
function interpreterOf(script: string): string | undefined {
  const buffer = Buffer.alloc(512);
  const descriptor = openSync(realpathSync(script), "r");
  try {
    readSync(descriptor, buffer);
  } finally {
    closeSync(descriptor);
  }
  const interpreter = /^#!\s*(\/[^\n\r]*\/[^\n\r/]+)[\n\r]/.exec(buffer.toString("latin1"))?.[1];
  return interpreter && basename(interpreter).startsWith("python") ? interpreter : undefined;
}

const VERSION_OF_MOTO = `
from importlib.metadata import version
import flask, flask_cors
print(version("moto"))
`;

async function motoVersion(python: string): Promise<string | undefined> {
  try {
    const { stdout } = await run(python, ["-c", VERSION_OF_MOTO], {
      env: { PATH: process.env.PATH },
      timeout: 20_000,
    });
    return stdout.trim();
  } catch {
    return undefined; // no moto there, or one that does not start: it does not fit
  }
}

/** The Python behind a `moto_server` on the PATH, if that is exactly the version that the sandbox is made for. */
export async function pythonWithMoto(version: string): Promise<string | undefined> {
  for (const script of programsOnPath("moto_server", process.env.PATH)) {
    const python = interpreterOf(script);
    if (python && (await motoVersion(python)) === version) return python;
  }
  return undefined;
}
