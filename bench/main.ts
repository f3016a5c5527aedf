/** `npm run bench [-- NAME…]`: one JSON line a figure; nothing is asserted, machines are noisy. */
import type { Figure } from "./figure";

/** Each is loaded only when it is measured. */
const figures: Record<string, () => Figure> = {
  "can-i-large": () => (require("./can-i-large") as typeof import("./can-i-large")).figure,
  "credentials-file": () => (require("./credentials-file") as typeof import("./credentials-file")).figure,
  "gateway-allowed": () => (require("./gateway/allowed") as typeof import("./gateway/allowed")).figure,
  "gateway-denied": () => (require("./gateway/denied") as typeof import("./gateway/denied")).figure,
  "gateway-latency": () => (require("./gateway/latency") as typeof import("./gateway/latency")).figure,
  "gateway-memory": () => (require("./gateway/memory") as typeof import("./gateway/memory")).figure,
  "gateway-thousand": () => (require("./gateway/thousand") as typeof import("./gateway/thousand")).figure,
  compare: () => (require("./compare") as typeof import("./compare")).figure,
  "diff-large": () => (require("./large-questions") as typeof import("./large-questions")).diff,
  evaluate: () => (require("./evaluate") as typeof import("./evaluate")).figure,
  "isolation-broken-large": () =>
    (require("./large-questions") as typeof import("./large-questions")).isolationBroken,
  "isolation-large": () => (require("./large-questions") as typeof import("./large-questions")).isolation,
  "matrix-large": () => (require("./large-questions") as typeof import("./large-questions")).matrix,
  "verify-calls": () => (require("./verify/calls") as typeof import("./verify/calls")).figure,
  "verify-cli": () => (require("./verify/cli") as typeof import("./verify/cli")).figure,
  start: () => (require("./start") as typeof import("./start")).figure,
  synth: () => (require("./synth") as typeof import("./synth")).figure,
  "synth-large": () => (require("./synth-large") as typeof import("./synth-large")).figure,
  "validate-large": () => (require("./validate-large") as typeof import("./validate-large")).figure,
  "who-can-large": () => (require("./large-questions") as typeof import("./large-questions")).whoCan,
};

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

const rounded = (value: number) => Number(value.toPrecision(4));

async function measure({ name, unit, rounds, prepare }: Figure): Promise<void> {
  const { ours, peer, close, more } = await prepare();
  try {
    const results: { ours: number[]; peer: number[] } = { ours: [], peer: [] };
    for (let round = 0; round < rounds; round++) {
      results.peer.push(await peer());
      results.ours.push(await ours());
    }
    const [our, their] = [median(results.ours), median(results.peer)];
    const line = { name, ours: rounded(our), peer: rounded(their), unit, ratio: rounded(our / their) };
    console.log(JSON.stringify({ ...line, ...(await more?.()) }));
  } finally {
    await close?.();
  }
}

async function main(names: string[]): Promise<void> {
  const unknown = names.filter((name) => !(name in figures));
  if (unknown.length) {
    console.error(`no figure is named ${unknown.join(", ")}; there are ${Object.keys(figures).join(", ")}`);
    process.exitCode = 2;
    return;
  }
  for (const name of names.length ? names : Object.keys(figures)) await measure(figures[name]!());
}

void main(process.argv.slice(2));
