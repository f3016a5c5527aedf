import { Keys } from "./authentication/keys";
import { type DecisionRecord, refusalRecord } from "./decisions";
import { makeDeployer } from "./deployer";
import { withFaults } from "./faults/inject";
import { Backend } from "./gateway/backend";
import { Gateway } from "./gateway/gateway";
import type { MotoClient } from "./moto/client";
import type { SandboxOptions } from "./sandbox";
import { type TokenClaims, WebIdentityIssuer } from "./sts/issuer";

type Settings = Pick<SandboxOptions, "region" | "clock" | "faults">;

/** Puts the parts together, each of which can be read and tested by itself; moto may be any that answers. */
export function assemble(
  { region, clock = () => new Date(), faults }: Settings,
  moto: Pick<MotoClient, "send">,
  record: (decision: DecisionRecord) => void,
) {
  const keys = new Keys();
  const issuer = new WebIdentityIssuer(clock);
  const iamPropagationMilliseconds = faults?.iamPropagationMilliseconds ?? 0;
  const backend = new Backend({ moto, keys, region, clock, iamPropagationMilliseconds });
  const gateway = new Gateway({ backend, keys, issuer, region, clock, record });
  return {
    backend,
    serving: {
      clock,
      handle: withFaults((incoming) => gateway.handle(incoming), faults?.rules ?? []),
      onUnreadable: (error: Parameters<typeof refusalRecord>[0]) => record(refusalRecord(error, clock(), {})),
    },
    deployerOf: (account: string) => makeDeployer(backend, keys, account, region),
    webIdentityToken: (claims: TokenClaims) => issuer.token(claims),
    issuerKey: issuer.key,
  };
}
