import { isIPv4, isIPv6 } from "node:net";

/** An address or a network: its family's width, the address as a number, and how many leading bits count. */
export interface Network {
  readonly width: 32 | 128;
  readonly address: bigint;
  readonly prefix: number;
}

/** `203.0.113.0/24`, `2001:DB8::/32`; without a prefix, one address. */
export function parseNetwork(text: string): Network | undefined {
  const [address = "", prefix, ...rest] = text.split("/");
  const single = parseAddress(address);
  if (!single || rest.length) return undefined;
  if (prefix === undefined) return single;
  if (!/^\d{1,3}$/.test(prefix) || Number(prefix) > single.width) return undefined;
  return { ...single, prefix: Number(prefix) };
}

/** One address, every spelling of it alike. */
export function parseAddress(text: string): Network | undefined {
  if (isIPv4(text)) return { width: 32, address: ipv4(text), prefix: 32 };
  if (isIPv6(text) && !text.includes("%")) return { width: 128, address: ipv6(text), prefix: 128 };
  return undefined;
}

/** Do the network's leading bits lead the address? Addresses of one family never lie in a network of the other. */
export function contains(network: Network, { width, address }: Network): boolean {
  const rest = BigInt(network.width - network.prefix);
  return width === network.width && address >> rest === network.address >> rest;
}

function ipv4(text: string): bigint {
  return text.split(".").reduce((sum, octet) => sum * 256n + BigInt(octet), 0n);
}

function ipv6(text: string): bigint {
  const mapped = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (mapped) {
    const low = ipv4(mapped[2]!);
    return ipv6(`${mapped[1]}${(low >> 16n).toString(16)}:${(low & 0xffffn).toString(16)}`);
  }
  const [head = "", tail] = text.split("::");
  const groups = (part: string) => (part ? part.split(":") : []);
  const [left, right] = [groups(head), groups(tail ?? "")];
  const zeros = new Array<string>(8 - left.length - right.length).fill("0");
  return [...left, ...zeros, ...right].reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n);
}
