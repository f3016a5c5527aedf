import {
  createPrivateKey,
  createPublicKey,
  createSign,
  createVerify,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
} from "node:crypto";

/** What a token says, besides who issued it and when. */
export interface TokenClaims {
  /**
   * URL of the identity provider that the token is from.
   *
   * @default "https://token.actions.githubusercontent.com"
   */
  readonly issuer?: string;
  /** `sub`, such as `repo:OWNER@1/REPO@2:ref:refs/heads/main`. */
  readonly subject: string;
  /** @default "sts.amazonaws.com" */
  readonly audience?: string;
  /** @default 300 */
  readonly lifetimeSeconds?: number;
  /** More claims. */
  readonly claims?: Readonly<Record<string, string>>;
}

export type VerifiedClaims = Readonly<Record<string, unknown>>;

const GITHUB = "https://token.actions.githubusercontent.com";

/** Of ES256. */
const SIGNATURE_BYTES = 64;

const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

/**
 * The sandbox's own identity provider: it signs for any issuer's name with one key, which no one else has. A token of the
 * real provider is worth nothing here, and the other way round.
 */
export class WebIdentityIssuer {
  readonly #key: KeyObject;
  readonly #publicKey: KeyObject;

  /** @param key of another issuer, as its `key` gives it: both then issue the same; a new one otherwise */
  constructor(
    private readonly clock: () => Date,
    key?: string,
  ) {
    this.#key =
      key === undefined
        ? generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey
        : createPrivateKey({ key: Buffer.from(key, "base64"), format: "der", type: "pkcs8" });
    this.#publicKey = createPublicKey(this.#key);
  }

  /** The signing key, base64 of PKCS #8: whoever has it can be anybody to this sandbox, and nobody elsewhere. */
  get key(): string {
    return this.#key.export({ format: "der", type: "pkcs8" }).toString("base64");
  }

  token({
    issuer = GITHUB,
    subject,
    audience = "sts.amazonaws.com",
    lifetimeSeconds = 300,
    claims,
  }: TokenClaims): string {
    const now = Math.floor(this.clock().getTime() / 1_000);
    const payload = {
      ...claims,
      iss: issuer,
      sub: subject,
      aud: audience,
      iat: now,
      nbf: now,
      exp: now + lifetimeSeconds,
      jti: randomUUID(),
    };
    const signed = `${base64({ alg: "ES256", typ: "JWT" })}.${base64(payload)}`;
    const key = { key: this.#key, dsaEncoding: "ieee-p1363" as const };
    return `${signed}.${createSign("sha256").update(signed).sign(key).toString("base64url")}`;
  }

  /** The claims of a token of this issuer's; `undefined` for any other text. Whether it has expired is not looked at. */
  verify(token: string): VerifiedClaims | undefined {
    const [, signed = "", payload = "", signature = ""] = /^([\w-]+\.([\w-]+))\.([\w-]+)$/.exec(token) ?? [];
    const key = { key: this.#publicKey, dsaEncoding: "ieee-p1363" as const };
    if (Buffer.from(signature, "base64url").length !== SIGNATURE_BYTES) return undefined;
    const isOurs = createVerify("sha256").update(signed).verify(key, signature, "base64url");
    return isOurs
      ? (JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as VerifiedClaims)
      : undefined;
  }
}
