/** The answers about many teams at once, beside asking the evaluator cell by cell. */
import { repositoryArn } from "../../lib/aws/arn";
import { levelActions } from "../../lib/config/levels";
import { evaluate } from "../../lib/iam/evaluate";
import { PROBED_ACTIONS } from "../../lib/matrix/cell";
import { changesBetween } from "../../lib/matrix/changes";
import { ON_REPOSITORIES, sessionOf } from "../../lib/matrix/every-name";
import { isolationOf } from "../../lib/matrix/isolation";
import { Matrix, hasRepository } from "../../lib/matrix/matrix";
import { policySetOf } from "../../lib/matrix/every-name/policy-set";
import type { Inventory } from "../../lib/terraform/inventory";
import { Random } from "../iam/differential-random";
import { grant, registry, repository, role, share, team } from "../policies/registry";
import { synthesizedInventory, touches } from "./support";

const TEAMS = 60;
const SAMPLES = 1500;
const LOCATION = { partition: "aws", region: "us-west-2", account: "123456789012" };

const namespaces = Array.from({ length: TEAMS }, (_, number) => `team-${number}`);
const large = registry(
  namespaces.map((namespace, number) => {
    const shared = `team-${(number + 1) % TEAMS}/api`;
    const to = { type: "namespaces" as const, namespaces: [`team-${(number + TEAMS - 1) % TEAMS}`] };
    return team(namespace, {
      repositories: ["api", "web", "worker"].map((name) => repository(`${namespace}/${name}`)),
      shares: [share({ to, actions: ["ecr:ListImages"], repositories: [`${namespace}/api`] })],
      roles: [
        role(`${namespace}-reader`, {
          grants: [grant({ actions: levelActions("pull"), on: [`${namespace}/*`] })],
        }),
        role(`${namespace}-ci`, {
          grants: [
            grant({ actions: levelActions("push"), on: [`${namespace}/*`] }),
            grant({ actions: ["ecr:ListImages"], on: [shared] }),
          ],
        }),
      ],
    });
  }),
);
const sound = synthesizedInventory(large);
/** The slash is dropped for every fourth team or so, among them team-1, whose names then are those of ten others too. */
const broken = synthesizedInventory(large, (text) => text.replace(/(repository\/team-\d*[15])\/\*/g, "$1*"));

const names = sound.repositories.map(({ name }) => name);
const random = new Random(60);
const pick = <Item>(items: readonly Item[]): Item => items[random.int(0, items.length - 1)]!;
const someName = () =>
  pick([pick(names), `${pick(namespaces)}/new`, `${pick(namespaces)}x/new`, `${pick(namespaces)}-x`]);

function isAllowed(inventory: Inventory, who: string, action: string, name: string): boolean {
  const policies = policySetOf(
    inventory.roles.find((one) => one.name === who)!,
    [],
    "",
  );
  const principal = sessionOf(who, LOCATION.account, LOCATION.partition);
  const resource = repositoryArn(LOCATION, name);
  const request = { principal, action, resource, resourceAccountId: LOCATION.account, context: {} };
  return evaluate(request, policies).result === "Allowed";
}

const roleNames = sound.roles.map(({ name }) => name);
const samples = Array.from({ length: SAMPLES }, () => ({
  who: pick(roleNames),
  action: pick(ON_REPOSITORIES),
  name: someName(),
}));
/** Half of them where something can be: the role's own namespace, or one that begins like it. */
const near = samples.map((sample, number) =>
  number % 2
    ? { ...sample, name: `${sample.who.replace(/-[a-z]+$/, "")}${pick(["/api", "1/api", "x", "/new"])}` }
    : sample,
);

test("diff says for every sampled role, action and name what asking both sides says", () => {
  const { access } = changesBetween(sound, broken);
  const answers = near.map(({ who, action, name }) => {
    const said = access.some(
      (change) =>
        change.who === who &&
        change.direction === "gained" &&
        change.certain &&
        change.actions.includes(action) &&
        touches(change, name),
    );
    const asked = !isAllowed(sound, who, action, name) && isAllowed(broken, who, action, name);
    return { who, action, name, said, asked };
  });

  expect(answers.filter(({ said, asked }) => said !== asked)).toEqual([]);
  expect(answers.filter(({ asked }) => asked).length).toBeGreaterThan(20);
  expect(access.filter(({ direction }) => direction === "lost")).toEqual([]);
});

test("isolation says for every sampled role, action and name what asking says beyond the registry", () => {
  const { leaks } = isolationOf(broken, large);
  const answers = near.map(({ who, action, name }) => {
    const said = leaks.some(
      (leak) => leak.who === who && leak.actions.includes(action) && touches(leak, name),
    );
    const asked = isAllowed(broken, who, action, name) && !isAllowed(sound, who, action, name);
    return { who, action, name, said, asked };
  });

  expect(answers.filter(({ said, asked }) => said !== asked)).toEqual([]);
  expect(isolationOf(sound, large).leaks).toEqual([]);
});

test("the matrix says for every sampled cell what asking says", () => {
  const matrix = new Matrix(broken, undefined);
  const probed = PROBED_ACTIONS.filter(hasRepository);
  const answers = Array.from({ length: SAMPLES }, (_, number) => {
    const who = number % 2 ? pick(matrix.roles) : matrix.roles.find(({ name }) => name === "team-1-ci")!;
    const on = pick(matrix.repositories);
    const action = pick(probed);
    const { predicted } = matrix.predict(who, on)(action);
    return {
      cell: `${who.name} ${action} ${on.name}`,
      predicted,
      asked: isAllowed(broken, who.name, action, on.name),
    };
  });

  expect(answers.filter(({ predicted, asked }) => predicted !== (asked ? "allowed" : "denied"))).toEqual([]);
  expect(answers.filter(({ asked }) => asked).length).toBeGreaterThan(20);
});
