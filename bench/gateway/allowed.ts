import type { Figure } from "../figure";
import { load } from "./load";
import { prepareSides } from "./sides";

/** Allowed calls, signatures checked, against the same calls to plain moto. */
export const figure: Figure = {
  name: "gateway-allowed",
  unit: "requests/s with 16 clients",
  rounds: 5,
  async prepare() {
    const { allowed, plain, close } = await prepareSides();
    const perSecond = async (shot: typeof plain) => (await load(shot, 16, 1_500)).perSecond;
    return { ours: () => perSecond(allowed), peer: () => perSecond(plain), close };
  },
};
