import fc from "fast-check";
import { allow } from "./support/fake-moto";
import { fuzzedRequest, survives } from "./support/fuzz";
import { startGateway } from "./support/gateway";

test("300 seeded requests of all kinds crash nothing, and none is carried out that was not allowed", async () => {
  const gateway = await startGateway();
  try {
    const listImages = allow(["ecr:ListImages"], ["arn:aws:ecr:us-west-2:123456789012:repository/team-a/*"]);
    gateway.moto.role("team-a", { inline: { list: listImages } });
    gateway.moto.role("other", {});
    const { deployer } = gateway;
    const [session, other] = [
      await gateway.assume(deployer, "team-a"),
      await gateway.assume(deployer, "other"),
    ];
    const holders = { deployer, session, other };

    await fc.assert(
      fc.asyncProperty(fuzzedRequest, (fuzzed) => survives(fuzzed, gateway, holders, 150)),
      { seed: 20261124, numRuns: 300 },
    );

    expect((await gateway.query(deployer, "sts", { Action: "GetCallerIdentity" })).status).toBe(200);
    expect(gateway.carriedOut.length).toBeGreaterThan(5);
  } finally {
    await gateway.close();
  }
}, 60_000);
