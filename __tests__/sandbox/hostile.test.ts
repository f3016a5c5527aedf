import cases from "./hostile.json";
import { allow, trusts } from "./support/fake-moto";
import { startGateway, type TestGateway } from "./support/gateway";
import { type HostileCase, hostileRequest } from "./support/hostile";
import type { Credentials } from "./support/raw-client";
import { bytesOf, exchange } from "./support/raw-client";

let gateway: TestGateway;
let holders: Record<string, Credentials>;

beforeAll(async () => {
  gateway = await startGateway();
  const listImages = allow(["ecr:ListImages"], ["arn:aws:ecr:us-west-2:123456789012:repository/team-a/*"]);
  gateway.moto.role("team-a", { inline: { list: listImages } });
  gateway.moto.role("other", {});
  gateway.moto.role("closed", { trust: trusts("user/somebody-else") });
  gateway.moto.repositories["team-a/alpine"] = {};
  gateway.moto.repositories["team-b/alpine"] = {};
  const { deployer } = gateway;
  const [session, other] = [
    await gateway.assume(deployer, "team-a"),
    await gateway.assume(deployer, "other"),
  ];
  holders = { deployer, session, other };
});

afterAll(() => gateway.close());

test("the table has at least 60 requests", () => {
  expect(cases.length).toBeGreaterThanOrEqual(60);
});

test("what the table's session may do, it may do", async () => {
  const answer = await gateway.ecr(holders.session!, "ListImages", { repositoryName: "team-a/alpine" });
  expect(answer).toMatchObject({ status: 200, body: '{"imageIds":[]}' });
});

test.each((cases as unknown as HostileCase[]).map((hostile) => [hostile.name, hostile] as const))(
  "%s is refused, logged and never carried out",
  async (_name, hostile) => {
    const [carriedOut, decided] = [gateway.carriedOut.length, gateway.decisions.length];

    const request = await hostileRequest(hostile, gateway.port, holders);
    const answer = await exchange(gateway.port, bytesOf(request), 1_000);

    const code = answer.code ?? (answer.status === 0 || answer.body === "" ? "closed" : answer.body);
    expect([hostile.answer].flat()).toContain(code);
    expect(gateway.carriedOut.slice(carriedOut)).toEqual([]);
    if (code !== "closed") expect(gateway.decisions.length).toBeGreaterThan(decided);
    const alive = await gateway.query(holders.deployer!, "sts", { Action: "GetCallerIdentity" });
    expect(alive.status).toBe(200);
  },
);
