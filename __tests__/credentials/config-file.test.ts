import fs from "node:fs";
import { configWarning } from "../../cli/credentials/files";
import { winsOverKeys } from "../../lib/credentials/config-file";

afterEach(() => jest.restoreAllMocks());

test.each([
  [
    "role_arn",
    "[profile ecrTester]\nrole_arn = arn:aws:iam::123456789012:role/x\nsource_profile = default\n",
    "ecrTester",
    "role_arn",
  ],
  ["role_arn in quotes of a name with blanks", '[profile "my team"]\nrole_arn = x\n', "my team", "role_arn"],
  ["role_arn of the default profile", "[default]\nrole_arn = x\n", "default", "role_arn"],
  ["role_arn with blanks around", "[ profile   ecrTester ]\n  role_arn = x\n", "ecrTester", "role_arn"],
  ["an SSO session", "[profile ecrTester]\nsso_session = corp\n", "ecrTester", "sso_session"],
  ["nothing but a region", "[profile ecrTester]\nregion = us-west-2\n", "ecrTester", undefined],
  ["role_arn in a comment", "[profile ecrTester]\n# role_arn = x\n", "ecrTester", undefined],
  ["role_arn nested below a key", "[profile ecrTester]\ns3 =\n  role_arn = x\n", "ecrTester", undefined],
  ["role_arn of a name almost the same", "[profile ecrTester2]\nrole_arn = x\n", "ecrTester", undefined],
  ["role_arn of a section without the word profile", "[ecrTester]\nrole_arn = x\n", "ecrTester", undefined],
  [
    "role_arn of the section that follows",
    "[profile ecrTester]\n[profile b]\nrole_arn = x\n",
    "ecrTester",
    undefined,
  ],
  [
    "role_arn in a file that is otherwise broken",
    "junk\n[profile ecrTester]\nrole_arn = x\n",
    "ecrTester",
    "role_arn",
  ],
])("a config file with %s", (_what, text, profile, expected) => {
  expect(winsOverKeys(Buffer.from(text), profile)).toBe(expected);
});

test("a config file that the user can't read is told of, after a write that was done", () => {
  const denied = Object.assign(new Error("EACCES: permission denied, open"), { code: "EACCES" });
  jest.spyOn(fs, "readFileSync").mockImplementationOnce(() => {
    throw denied;
  });
  expect(configWarning("ecrTester", { AWS_CONFIG_FILE: __filename })).toBe(
    `${__filename}: this user can't read it (EACCES), so a role_arn of profile "ecrTester" there, which would win, is not seen`,
  );
});
