import type { Figure } from "../figure";
import { load } from "./load";
import { prepareSides } from "./sides";

/** The gateway's heap after 100,000 requests, against its heap after the first 5,000. */
export const figure: Figure = {
  name: "gateway-memory",
  unit: "bytes of heap",
  rounds: 1,
  async prepare() {
    const { denied, allowed, heap, close } = await prepareSides();
    return {
      peer: async () => {
        await load(denied, 16, 5_000);
        return heap();
      },
      ours: async () => {
        await load(denied, 16, 90_000);
        await load(allowed, 16, 5_000);
        return heap();
      },
      close,
    };
  },
};
