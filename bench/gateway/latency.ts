import type { Figure } from "../figure";
import { load } from "./load";
import { prepareSides } from "./sides";

/** The median time of an allowed call, one at a time: the difference is what the gateway adds. */
export const figure: Figure = {
  name: "gateway-latency",
  unit: "ms, median",
  rounds: 5,
  async prepare() {
    const { allowed, plain, close } = await prepareSides();
    const median = async (shot: typeof plain) => (await load(shot, 1, 500)).medianMilliseconds;
    return { ours: () => median(allowed), peer: () => median(plain), close };
  },
};
