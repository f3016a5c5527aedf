/** The examples, deployed for real by Terraform to the sandbox. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { STACKS } from "../../cli/lab/deploy";
import { type DeployedExample, deployedExample } from "./deployed-example";

describe.each([
  ["company", "eu-central-1"],
  ["govcloud", "us-gov-west-1"],
  ["lab", "us-west-2"],
])("the example %s in %s", (name, region) => {
  let example: DeployedExample;

  beforeAll(async () => {
    example = await deployedExample(name, region);
  });

  afterAll(() => example.remove());

  test("synthesizes without a word", async () => {
    expect(await example.synthesize()).toMatchObject({ status: 0, stderr: "" });
  });

  test.each(STACKS)("deploys %s, and a second plan shows no change", async (stack) => {
    await example.apply(stack);
    expect(await example.plan(stack)).toEqual({ status: 0, changes: [] });
  });

  if (name !== "company") return;

  test("plans exactly one policy update where one team's grant is changed", async () => {
    const file = join(example.files, "teams/payments.yaml");
    const text = readFileSync(file, "utf8");
    const changed = text.replace("on: base/*", "on: base/node");
    expect(changed).not.toBe(text);
    writeFileSync(file, changed);
    await example.synthesize();
    expect(await example.plan("ecr-repositories")).toEqual({ status: 0, changes: [] });
    expect(await example.plan("ecr-access")).toEqual({
      status: 2,
      changes: ["update aws_iam_policy.ecr-payments-developer-access"],
    });
  });
});
