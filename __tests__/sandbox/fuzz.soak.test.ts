import fc from "fast-check";
import { MotoClient } from "../../sandbox/moto/client";
import { startMoto } from "../../sandbox/moto/process";
import { allow, trusts } from "./support/fake-moto";
import { fuzzedRequest, survives } from "./support/fuzz";
import { startGateway } from "./support/gateway";

jest.setTimeout(60 * 60_000);

test("10,000 seeded requests crash nothing, and moto carries out none that was not allowed", async () => {
  const moto = await startMoto();
  const client = new MotoClient(moto);
  const gateway = await startGateway({}, undefined, client);
  try {
    const { deployer } = gateway;
    for (const RoleName of ["team-a", "other"]) {
      const AssumeRolePolicyDocument = JSON.stringify(trusts("root"));
      await gateway.query(deployer, "iam", { Action: "CreateRole", RoleName, AssumeRolePolicyDocument });
    }
    const PolicyDocument = JSON.stringify(
      allow("ecr:ListImages", "arn:aws:ecr:us-west-2:123456789012:repository/team-a/*"),
    );
    await gateway.query(deployer, "iam", {
      Action: "PutRolePolicy",
      RoleName: "team-a",
      PolicyName: "p",
      PolicyDocument,
    });
    const [session, other] = [
      await gateway.assume(deployer, "team-a"),
      await gateway.assume(deployer, "other"),
    ];

    await fc.assert(
      fc.asyncProperty(fuzzedRequest, (fuzzed) =>
        survives(fuzzed, gateway, { deployer, session, other }, 1000),
      ),
      { seed: 20261124, numRuns: 10_000 },
    );

    expect((await gateway.query(deployer, "sts", { Action: "GetCallerIdentity" })).status).toBe(200);
  } finally {
    await gateway.close();
    await client.close();
    await moto.stop();
  }
});
