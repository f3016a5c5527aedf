import { partitionOf } from "../lib/aws/partition";
import type { Keys } from "./authentication/keys";
import type { Backend } from "./gateway/backend";
import type { JsonObject } from "./gateway/json";

/** An IAM user with administrator rights: the identity that deploys. It is judged like everybody else. */
export interface Deployer {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly arn: string;
}

const NAME = "deployer";

/** The deployer of an account, made at the first call: the only thing in it that no caller made. */
export async function makeDeployer(
  backend: Backend,
  keys: Keys,
  account: string,
  region: string,
): Promise<Deployer> {
  const call = async (operation: string, parameters: JsonObject) => {
    const { status } = await backend.carryOutAtOnce(
      { service: "iam", operation, region, parameters },
      account,
    );
    if (status !== 200) throw new Error(`moto refused ${operation} with ${status}`);
  };
  if (!keys.ofUser(account, NAME)) {
    await call("CreateUser", { UserName: NAME });
    await call("AttachUserPolicy", {
      UserName: NAME,
      PolicyArn: `arn:${partitionOf(region)}:iam::aws:policy/AdministratorAccess`,
    });
    await call("CreateAccessKey", { UserName: NAME });
  }
  const key = keys.ofUser(account, NAME);
  const user = await backend.identities.user(account, NAME);
  if (!key || !user) throw new Error("moto has not made the deployer");
  return { accessKeyId: key.accessKeyId, secretAccessKey: key.secretAccessKey, arn: user.arn };
}
