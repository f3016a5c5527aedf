import type { Keys } from "./authentication/keys";
import { AwsError } from "./gateway/aws-error";
import type { Backend } from "./gateway/backend";
import type { JsonObject } from "./gateway/json";

/** An IAM user with administrator rights: the identity that deploys. It is judged like everybody else. */
export interface Deployer {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly arn: string;
}

const NAME = "deployer";
const ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";

/** Makes the deployer of an account, the only thing in it that no caller made. */
export async function makeDeployer(
  backend: Backend,
  keys: Keys,
  account: string,
  region: string,
): Promise<Deployer> {
  const call = async (operation: string, parameters: JsonObject) => {
    const answer = await backend.carryOut(
      { service: "iam", operation, region, parameters },
      account,
      new Date(0),
    );
    if (answer.status !== 200)
      throw new AwsError("InternalFailure", `moto refused ${operation} with ${answer.status}`);
  };
  await call("CreateUser", { UserName: NAME });
  await call("AttachUserPolicy", { UserName: NAME, PolicyArn: ADMINISTRATOR });
  await call("CreateAccessKey", { UserName: NAME });
  const key = keys.ofUser(account, NAME);
  const user = await backend.identities.user(account, NAME);
  if (!key || !user) throw new Error("moto has not made the deployer");
  return { accessKeyId: key.accessKeyId, secretAccessKey: key.secretAccessKey, arn: user.arn };
}
