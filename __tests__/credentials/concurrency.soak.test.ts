import { killAtRandom } from "./killing";
import { bundleWriter } from "./writers";

const writer = bundleWriter();
afterAll(() => writer.remove());

test("500 runs killed at random moments, several at a time, leave a whole file in which no finished write is lost", async () => {
  await killAtRandom(writer.script, { runs: 500, together: 10 });
}, 600_000);
