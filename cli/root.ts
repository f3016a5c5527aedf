import { resolve } from "node:path";

/** The checkout: where `cdktf.json`, `main.ts` and the default `registry.yaml` are. */
export const ROOT = resolve(__dirname, "..");
