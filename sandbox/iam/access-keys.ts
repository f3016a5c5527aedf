import type { Keys } from "../authentication/keys";
import type { Call } from "../gateway/call";
import type { MotoAnswer } from "../moto/client";
import { resultOf, text, tree } from "../moto/xml";

type Form = Readonly<Record<string, string | undefined>>;

/** After a write that succeeded: the gateway's own table of keys follows what IAM answered. */
export function followKeys(
  { operation, parameters }: Call,
  account: string,
  answer: MotoAnswer,
  keys: Keys,
): void {
  const { UserName, NewUserName, AccessKeyId, Status } = parameters as Form;
  if (operation === "CreateAccessKey") {
    const key = tree(resultOf(answer.body).AccessKey);
    keys.addUserKey({
      accessKeyId: text(key.AccessKeyId) ?? "",
      secretAccessKey: text(key.SecretAccessKey) ?? "",
      active: true,
      caller: { type: "user", account, userName: text(key.UserName) ?? "" },
    });
  } else if (operation === "DeleteAccessKey" && AccessKeyId) {
    keys.removeUserKey(AccessKeyId);
  } else if (operation === "UpdateAccessKey" && AccessKeyId) {
    keys.setActive(AccessKeyId, Status === "Active");
  } else if (operation === "UpdateUser" && UserName && NewUserName) {
    keys.renameUser(account, UserName, NewUserName);
  }
}
