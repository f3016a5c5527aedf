import { formatArn } from "../../aws/arn";
import type { InventoryRole } from "../../terraform/inventory";
import { Unknown } from "../../terraform/unknown";
import type { NameQuestion } from "../every-name";
import type { KeyPair } from "./known-pair";
import type { Pair } from "./pairs";
import { PRINCIPAL_ARN, PRINCIPAL_TAG, type Reads, readsOf } from "./reads";
import { mayTagSession } from "../session-tags";
import { isSettled, isSettledPolicy } from "../settled";
import { haveOtherTags, tagPair } from "./tag-pair";
import { showValue } from "../tag-value";

type Location = NameQuestion["location"];

/** A role before and after: what of it differs, and whether its policies see that. */
export class ComparedRole {
  readonly name: string;
  readonly base: InventoryRole | undefined;
  readonly head: InventoryRole | undefined;
  /** Its ARN on each side; undefined: not known, or it is not there. */
  readonly arns: { readonly base: string | undefined; readonly head: string | undefined };
  /** May its ARN, or any of its tags, be another one after? A role that is on one side only has nothing to differ from. */
  readonly differs: boolean;
  readonly arnDiffers: boolean;
  /** What its own policies read, on either side. */
  readonly reads: Reads;
  /** Do its own policies, or what they see of the role, change? */
  readonly isAffected: boolean;

  constructor(
    pair: Pair<InventoryRole>,
    private readonly location: Location,
  ) {
    this.name = pair.name;
    this.base = pair.base;
    this.head = pair.head;
    this.arns = { base: arnOf(pair.base, location), head: arnOf(pair.head, location) };
    const both = this.base && this.head;
    this.arnDiffers = both !== undefined && !this.hasSameArn();
    this.differs = both !== undefined && (this.arnDiffers || !this.hasSameTags());
    this.reads = readsOf([this.base, this.head].flatMap((role) => (role ? policiesOf(role) : [])));
    this.isAffected = this.hasOtherPolicies() || this.sees(this.reads);
  }

  get account(): string {
    return (this.head ?? this.base)!.account ?? this.location.account;
  }

  private hasOtherPolicies(): boolean {
    const { base, head } = this;
    if (!base || !head) return true;
    const [before, after] = [policiesOf(base), policiesOf(head)];
    return (
      textOf([before, !base.boundary]) !== textOf([after, !head.boundary]) || !after.every(isSettledPolicy)
    );
  }

  /** Do policies that read this see what differs? */
  sees({ keys, anything }: Reads): boolean {
    return this.differs && (anything || [...keys].some((key) => this.keyOf(key)?.differs));
  }

  /** What a session of the role carries under a key that goes with the role. */
  keyOf(key: string): KeyPair | undefined {
    if (key === PRINCIPAL_ARN) return this.arnPair();
    return key.startsWith(PRINCIPAL_TAG) ? this.tagPair(key.slice(PRINCIPAL_TAG.length)) : undefined;
  }

  private arnPair(): KeyPair | undefined {
    const { base, head } = this.arns;
    const [before, after] = [this.base ? base : head, this.head ? head : base];
    if (before === undefined && after === undefined && !this.arnDiffers) return undefined;
    const known = (arn: string | undefined) => (arn === undefined ? NO_ARN : [arn]);
    return {
      base: known(before),
      head: known(after),
      differs: this.arnDiffers,
      ...(this.arnDiffers && { change: this.arnChange(before, after) }),
    };
  }

  private arnChange(before = NOT_KNOWN, after = NOT_KNOWN): string {
    const [path, other] = [this.base!.path, this.head!.path].map(showPath);
    return path === other ? `ARN ${before} -> ${after}` : `path ${path} -> ${other}`;
  }

  /** A session that may bring tags of its own can carry anything, but what it carries by itself is the role's. */
  private tagPair(tag: string): KeyPair | undefined {
    const own = tagPair(tag, this.base, this.head);
    const { base, head } = this;
    const [free, otherFree] = [mayTagSession((base ?? head)!), mayTagSession((head ?? base)!)];
    if (!free && !otherFree) return own;
    if (!own.differs && free && otherFree) return undefined;
    const change = [
      ...(own.change === undefined ? [] : [own.change]),
      `a session may bring tags of its own${whenFree(free, otherFree)}`,
    ].join("; ");
    return {
      base: free ? SESSION_TAGS : own.base,
      head: otherFree ? SESSION_TAGS : own.head,
      differs: true,
      change,
    };
  }

  private hasSameArn(): boolean {
    const { base, head } = this.arns;
    if (base !== undefined || head !== undefined) return base === head;
    const [before, after] = [this.base!.path, this.head!.path];
    return textOf(before) === textOf(after) && isSettled(before);
  }

  private hasSameTags(): boolean {
    const [before, after] = [this.base!, this.head!];
    return !haveOtherTags(before, after) && mayTagSession(before) === mayTagSession(after);
  }
}

/** No account has this number: it stands where nothing tells one. */
export const NO_ACCOUNT = "000000000000";
const NOT_KNOWN = "not known";
const NO_ARN = new Unknown("the role's ARN is not known");
const SESSION_TAGS = new Unknown("a session may bring tags of its own");

const textOf = (value: unknown) => JSON.stringify(value);
const policiesOf = ({ identity, boundary }: InventoryRole) => [...identity, ...(boundary ? [boundary] : [])];

function showPath(path: InventoryRole["path"]): string {
  return path === undefined ? NOT_KNOWN : showValue(typeof path === "string" ? [path] : path);
}

function whenFree(before: boolean, after: boolean): string {
  if (before === after) return "";
  return after ? ", after the change" : ", before the change";
}

/** Where nothing tells the account, it is the one that the comparison is about. */
function arnOf(role: InventoryRole | undefined, location: Location): string | undefined {
  if (!role) return undefined;
  const { arn, account, path, name, address, partition } = role;
  if (arn !== undefined || account !== undefined || typeof path !== "string" || name === address) return arn;
  if (location.account === NO_ACCOUNT) return undefined;
  return formatArn({
    partition,
    service: "iam",
    region: "",
    account: location.account,
    resource: `role${path}${name}`,
  });
}
