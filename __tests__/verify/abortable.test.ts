import { abortable, bounded } from "../../lib/verify/abortable";

const aborted = AbortSignal.abort(new Error("interrupted"));

test.each([
  ["abortable", (work: () => Promise<void>) => abortable(work, aborted)],
  ["bounded", (work: () => Promise<void>) => bounded(work, aborted, 1_000)],
])(
  "%s begins nothing once the run has ended: a failure that nobody waits for ends the process",
  async (_name, call) => {
    const work = jest.fn(() => Promise.resolve());
    await expect(call(work)).rejects.toThrow("interrupted");
    expect(work).not.toHaveBeenCalled();
  },
);

test("abortable stops waiting when the run ends, and a later failure is nobody's", async () => {
  const controller = new AbortController();
  let fail: (error: Error) => void = () => undefined;
  const waiting = abortable(
    () => new Promise<void>((_resolve, reject) => (fail = reject)),
    controller.signal,
  );
  controller.abort(new Error("interrupted"));
  await expect(waiting).rejects.toThrow("interrupted");
  fail(new Error("too late"));
});
