import type { Figure } from "../figure";
import { load } from "./load";
import { prepareSides } from "./sides";

/** Denied calls never reach moto; against the same calls to plain moto, which denies nothing. */
export const figure: Figure = {
  name: "gateway-denied",
  unit: "requests/s with 16 clients",
  rounds: 5,
  async prepare() {
    const { denied, plain, close } = await prepareSides();
    return {
      ours: async () => (await load(denied, 16, 6_000)).perSecond,
      peer: async () => (await load(plain, 16, 1_500)).perSecond,
      close,
    };
  },
};
