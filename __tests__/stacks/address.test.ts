import fc from "fast-check";
import { isRepositoryName } from "../../lib/aws/repository-name";
import { iamAddress, repositoryAddress } from "../../stacks/address";

/** @see https://developer.hashicorp.com/terraform/language/syntax/configuration#identifiers */
const terraformName = /^[A-Za-z_][A-Za-z0-9_-]*$/;

describe("a repository's Terraform name", () => {
  test.each([
    ["team-a/alpine", "team-a_alpine"],
    ["team-a/base/alpine", "team-a_base_alpine"],
    ["team-a/my_app", "team-a_my__app"],
    ["team-a/my.app", "team-a_my___app"],
    ["team-a/my__app", "team-a_my____app"],
    ["team--a/x", "team--a_x"],
    ["1team/x", "_1team_x"],
  ])("of %s is %s", (name, address) => {
    expect(repositoryAddress(name)).toBe(address);
  });

  test("can be read back, so no two repositories share one", () => {
    const readBack = (address: string) =>
      address
        .replace(/^_/, "")
        .replace(/_+/g, (run) => ["", "/", "_", ".", "__"][run.length] ?? "several names make this");
    fc.assert(
      fc.property(repositoryName(), (name) => {
        expect(repositoryAddress(name)).toMatch(terraformName);
        expect(readBack(repositoryAddress(name))).toBe(name);
      }),
    );
  });
});

describe("a role's or policy's Terraform name", () => {
  test.each([
    ["ecr_access_teama_role", "ecr_access_teama_role"],
    ["Team-A", "Team-A"],
    ["ci@prod", "ci_x40_prod"],
    ["team.a+b=c,d", "team_x2e_a_x2b_b_x3d_c_x2c_d"],
    ["1st", "_x31_st"],
    ["-x", "_x2d_x"],
    ["ci_x40_prod", "ci_x5f_x40_prod"],
    ["_x2e.", "_x5f_x2e_x2e_"],
    ["__proto__", "_x5f__proto__"],
  ])("of %s is %s", (name, address) => {
    expect(iamAddress(name)).toBe(address);
  });

  test("can be read back, so no two names share one", () => {
    const readBack = (address: string) =>
      address.replace(/_x([0-9a-f]{2})_/g, (_sign, code) => String.fromCharCode(parseInt(code, 16)));
    fc.assert(
      fc.property(fc.stringMatching(/^([\w+=,.@-]|_x[0-9a-f]{2}_?){1,20}$/), (name) => {
        expect(iamAddress(name)).toMatch(terraformName);
        expect(readBack(iamAddress(name))).toBe(name);
      }),
    );
  });
});

function repositoryName(): fc.Arbitrary<string> {
  const word = fc.stringMatching(/^[a-z0-9]{1,3}$/);
  const separator = fc.constantFrom("/", "_", "__", ".", "-", "--", "---");
  return fc
    .tuple(word, fc.array(fc.tuple(separator, word), { maxLength: 6 }))
    .map(([first, rest]) => first + rest.flat().join(""))
    .filter(isRepositoryName);
}
