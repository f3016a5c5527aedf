/** What a diff says of repositories that stand in more than one region. */
import { changesBetween } from "../../lib/matrix/changes";
import type { Inventory } from "../../lib/terraform/inventory";
import { allow, inventoryOf, repositoryArn, roleArn, type SmallStack } from "./small-stack";

const PUT = "ecr:PutImage";
const shared = (principal: string) => [{ Effect: "Allow", Principal: { AWS: principal }, Action: PUT }];

/** The repositories of the stack, each in these regions. */
function inRegions(stack: SmallStack, ...regions: readonly string[]): Inventory {
  const inventory = inventoryOf(stack);
  const repositories = regions.flatMap((region) => inventory.repositories.map((one) => ({ ...one, region })));
  return { ...inventory, repositories };
}

test("a repository that moves to another region lets in there, and no longer where it was", () => {
  const at = (region: string) =>
    inRegions({ repositories: { "team-a/api": { policy: shared("210987654321") } } }, region);
  const moved = changesBetween(at("us-west-2"), at("eu-west-1")).access;

  expect(moved.map(({ who, direction, witness }) => [who, direction, witness.split(":")[3]])).toEqual([
    ["account 210987654321", "lost", "us-west-2"],
    ["account 210987654321", "gained", "eu-west-1"],
  ]);
  expect(changesBetween(at("us-west-2"), at("us-west-2")).access).toEqual([]);
});

describe("the existing repositories that a role's change touches", () => {
  const of = (...patterns: readonly string[]): SmallStack => ({
    roles: { reader: { statements: patterns.length ? [allow(PUT, undefined, patterns)] : [] } },
    repositories: { "team-a/api": {} },
  });
  const there = repositoryArn("team-a/*").replace("us-west-2", "eu-west-1");
  const touched = (head: SmallStack, ...regions: readonly string[]) =>
    changesBetween(inRegions(of(), ...regions), inRegions(head, ...regions)).access.map(
      ({ pattern, repositories }) => [pattern, repositories],
    );

  test("are those of its region", () => {
    expect(touched(of(there), "us-west-2", "us-west-2", "eu-west-1")).toEqual([[there, ["team-a/api"]]]);
    expect(touched(of(there), "us-west-2")).toEqual([[there, []]]);
    expect(touched(of(repositoryArn("team-a/*")), "us-west-2")).toEqual([["team-a/*", ["team-a/api"]]]);
  });

  test("leave what another repository of the name lets in to be said", () => {
    const [here, elsewhere] = ["us-west-2", "eu-west-1"];
    const granted = (stack: SmallStack, policy?: readonly object[]): Inventory => {
      const inventory = inRegions(stack, here!);
      const other = inRegions({ repositories: { "team-a/api": policy ? { policy } : {} } }, elsewhere!);
      return { ...inventory, repositories: [...inventory.repositories, ...other.repositories] };
    };
    const { access } = changesBetween(
      granted(of()),
      granted(of(repositoryArn("team-a/*")), shared(roleArn("reader"))),
    );

    expect(access.filter(({ who }) => who === "reader").map(({ witness }) => witness.split(":")[3])).toEqual([
      here,
      elsewhere,
    ]);
  });
});

describe("a registry's policy", () => {
  const WHOLE = "arn:aws:ecr:eu-west-1:123456789012:repository/*";
  const ofRegistry = (Resource: string, region: string): Inventory => {
    const lets = {
      Effect: "Allow",
      Principal: { AWS: "210987654321" },
      Action: "ecr:ReplicateImage",
      Resource,
    };
    const inventory = inventoryOf({ registry: [lets], repositories: { "team-a/api": {} } });
    const registryPolicies = inventory.registryPolicies.map((policy) => ({ ...policy, region }));
    return { ...inventory, registryPolicies };
  };
  const nothing = inventoryOf({ repositories: { "team-a/api": {} } });
  const changed = (base: Inventory, head: Inventory) =>
    changesBetween(base, head).access.map(({ direction, certain, pattern, except, witness }) => {
      return [direction, certain, pattern, except, witness.split(":")[3]];
    });

  test.each([
    ["for every resource", "*"],
    ["for its own region", WHOLE],
    ["for every region", WHOLE.replace("eu-west-1", "*")],
  ])("of another region lets in to names that nobody has created there, %s", (_name, resource) => {
    const there = ofRegistry(resource, "eu-west-1");

    expect(changed(nothing, there)).toEqual([["gained", true, WHOLE, [], "eu-west-1"]]);
    expect(changed(there, nothing)).toEqual([["lost", true, WHOLE, [], "eu-west-1"]]);
  });

  test("lets in to nothing outside of its region, whatever its resources are", () => {
    const anywhere = ofRegistry(WHOLE.replace("eu-west-1", "*"), "us-west-2");

    expect(changed(nothing, anywhere)).toEqual([
      ["gained", true, "team-a/api", [], "us-west-2"],
      ["gained", true, "*", [], "us-west-2"],
    ]);
    expect(changed(nothing, ofRegistry(WHOLE, "us-west-2"))).toEqual([]);
  });

  test("is not said to let in by a statement that stands in no file", () => {
    const [change] = changesBetween(nothing, ofRegistry("*", "eu-west-1")).access;

    expect(change).toMatchObject({ who: "account 210987654321" });
    expect(change).not.toHaveProperty("statement");
  });
});
