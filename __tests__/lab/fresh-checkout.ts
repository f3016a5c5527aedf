import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Checkout, copyCheckout } from "../checkout";
import { plainEnvironment, startLab } from "./lab-process";

/** A checkout and a home directory of its own for each test of the file. */
export function freshCheckouts() {
  let checkout: Checkout;
  let home: string;
  beforeEach(() => {
    checkout = copyCheckout();
    home = mkdtempSync(join(tmpdir(), "ecr-access-home-"));
  });
  afterEach(() => {
    checkout.remove();
    rmSync(home, { recursive: true });
  });
  const processes = () => checkout.processes();
  return {
    path: () => checkout.path,
    home: () => home,
    startLab: (environment: Record<string, string> = {}) =>
      startLab(checkout.path, { ...plainEnvironment(home), ...environment }),
    processes,
    /** What ended labs have left there. */
    leftovers: () => ({ processes: processes(), files: readdirSync(join(checkout.path, ".lab")) }),
  };
}
