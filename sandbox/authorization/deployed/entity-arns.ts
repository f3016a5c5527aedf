import type { MotoIam } from "../../moto/iam";
import { text, tree } from "../../moto/xml";
import type { Cache } from "./cache";

/** The operation that shows an entity of that kind, and the element that holds it. */
const SHOWN_BY: Readonly<Record<string, readonly [operation: string, parameter: string, element: string]>> = {
  role: ["GetRole", "RoleName", "Role"],
  user: ["GetUser", "UserName", "User"],
  group: ["GetGroup", "GroupName", "Group"],
  "instance-profile": ["GetInstanceProfile", "InstanceProfileName", "InstanceProfile"],
};

/** Calls name entities by name, policies by ARN, with the path in it: the deployed entity knows both. */
export class EntityArns {
  constructor(
    private readonly iam: MotoIam,
    private readonly cache: Cache,
  ) {}

  /** The ARN of the entity; `undefined` when there is none of that name. */
  arn(account: string, kind: string, name: string): Promise<string | undefined> {
    const shown = SHOWN_BY[kind];
    if (!shown) return Promise.resolve(undefined);
    const [operation, parameter, element] = shown;
    return this.cache.get(`arn ${account} ${kind} ${name}`, async () => {
      const answer = await this.iam.read(account, operation, { [parameter]: name });
      return text(tree(answer?.[element]).Arn);
    });
  }
}
