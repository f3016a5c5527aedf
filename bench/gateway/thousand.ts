import type { Figure } from "../figure";
import { load } from "./load";
import { prepareSides } from "./sides";

/** Allowed calls in a sandbox with 1,000 more roles and repositories, against one without. */
export const figure: Figure = {
  name: "gateway-thousand",
  unit: "requests/s with 16 clients",
  rounds: 5,
  async prepare() {
    const [large, small] = [await prepareSides(1_000), await prepareSides()];
    return {
      ours: async () => (await load(large.allowed, 16, 1_500)).perSecond,
      peer: async () => (await load(small.allowed, 16, 1_500)).perSecond,
      close: async () => {
        await large.close();
        await small.close();
      },
    };
  },
};
