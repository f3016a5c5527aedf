import type { Call } from "../gateway/call";
import type { MotoClient } from "./client";
import { type Element, type ElementTree, errorCodeOf, members, resultOf, text } from "./xml";

/** Asks moto's IAM on the gateway's own behalf. */
export class MotoIam {
  constructor(
    private readonly moto: Pick<MotoClient, "send">,
    /** IAM is global: any region of the partition does. */
    private readonly region: string,
  ) {}

  /**
   * One operation's result; `undefined` when the entity does not exist.
   *
   * @throws {Error} for every other error: what can't be read back is not decided upon
   */
  async read(
    account: string,
    operation: string,
    parameters: Readonly<Record<string, string>>,
  ): Promise<ElementTree | undefined> {
    const call: Call = { service: "iam", operation, region: this.region, parameters };
    const { status, body } = await this.moto.send(call, account);
    if (status === 200) return resultOf(body);
    const code = status < 500 ? errorCodeOf(body) : undefined;
    if (code === "NoSuchEntity") return undefined;
    throw new Error(`moto answered ${operation} with ${status} ${code ?? ""}`);
  }

  /** All members of a list, page after page. */
  async list(
    account: string,
    operation: string,
    parameters: Readonly<Record<string, string>>,
    list: string,
  ): Promise<Element[]> {
    const all: Element[] = [];
    let marker: string | undefined;
    do {
      const page = await this.read(account, operation, { ...parameters, ...(marker && { Marker: marker }) });
      all.push(...members(page?.[list]));
      marker = text(page?.IsTruncated) === "true" ? text(page?.Marker) : undefined;
    } while (marker);
    return all;
  }
}
