import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pythonWithMoto } from "../../sandbox/moto/python";

describe("a moto_server on the PATH", () => {
  let folder: string;
  const path = process.env.PATH;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "ecr-access-path-"));
    process.env.PATH = folder;
  });

  afterEach(() => {
    process.env.PATH = path;
    rmSync(folder, { recursive: true });
  });

  const script = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    chmodSync(join(folder, name), 0o755);
  };
  /** A Python that says that it has that version of moto. */
  const python = (version: string) => script("python3", `#!/bin/sh\necho ${version}\n`);
  const motoServer = () => script("moto_server", `#!${folder}/python3\nimport moto.server\n`);

  test("fits when its own Python has exactly the version that is wanted", async () => {
    python("5.2.5");
    motoServer();
    expect(await pythonWithMoto("5.2.5")).toBe(join(folder, "python3"));
  });

  test("fits through a link as well", async () => {
    python("5.2.5");
    script("real", `#!${folder}/python3\n`);
    symlinkSync(join(folder, "real"), join(folder, "moto_server"));
    expect(await pythonWithMoto("5.2.5")).toBe(join(folder, "python3"));
  });

  test.each([["5.2.1"], ["5.2.50"], ["6.0.0"]])("does not fit when that is %s", async (version) => {
    python(version);
    motoServer();
    expect(await pythonWithMoto("5.2.5")).toBeUndefined();
  });

  test("does not fit when it is a shim of pyenv's, which stands for another Python in each folder", async () => {
    script("moto_server", "#!/usr/bin/env bash\nexec pyenv exec moto_server\n");
    expect(await pythonWithMoto("5.2.5")).toBeUndefined();
  });

  test("does not fit when its Python is gone or does not start", async () => {
    motoServer();
    expect(await pythonWithMoto("5.2.5")).toBeUndefined();
    script("python3", "#!/bin/sh\nexit 1\n");
    expect(await pythonWithMoto("5.2.5")).toBeUndefined();
  });
});
