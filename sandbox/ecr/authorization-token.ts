import { type Correction, jsonOf, withJson } from "./correction";

const VALID_SECONDS = 12 * 60 * 60;

/** GetAuthorizationToken: moto's tokens have expired in 2015, ECR's are good for twelve hours. */
export const authorizationToken: Correction = async ({ call, now, send }) => {
  const answer = await send("GetAuthorizationToken", call.parameters);
  if (answer.status !== 200) return answer;
  const content = jsonOf(answer);
  const expiresAt = Math.floor(now.getTime() / 1_000) + VALID_SECONDS;
  const tokens = (content.authorizationData as readonly object[]).map((token) => ({ ...token, expiresAt }));
  return withJson(answer, { ...content, authorizationData: tokens });
};
