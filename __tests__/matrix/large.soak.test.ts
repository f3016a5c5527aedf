/** 1,000 teams, 10,000 repositories, 2,000 roles: the answers beside asking the evaluator cell by cell. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readLargeStacks, writeLargeStacks } from "../../bench/large-questions";
import { diffSamples, isolationSamples, matrixSamples, whoCanSamples } from "../../bench/large-samples";
import { changesBetween } from "../../lib/matrix/changes";
import { isolationOf } from "../../lib/matrix/isolation";

const folder = mkdtempSync(join(tmpdir(), "ecr-access-large-"));
const stacks = readLargeStacks(writeLargeStacks(folder));
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  ["the matrix's summary", matrixSamples],
  ["who-can", whoCanSamples],
  ["isolation", isolationSamples],
  ["diff", diffSamples],
])("%s says on thousands of samples what asking cell by cell says", (_question, samples) => {
  expect(samples(stacks)).toBeGreaterThan(1500);
});

test("the stacks as synthesized leak nothing, and differ in nothing from themselves", () => {
  const { registry, sound } = stacks;

  expect([sound.roles.length, sound.repositories.length]).toEqual([2000, 10_000]);
  expect(isolationOf(sound, registry).leaks).toEqual([]);
  expect(changesBetween(sound, { ...sound, fingerprint: "another" }).access).toEqual([]);
});

test.each([
  ["isolation", isolationSamples],
  ["diff", diffSamples],
])("%s is not held to be right where nothing leaks that could be wrong", (_question, samples) => {
  expect(() => samples({ ...stacks, broken: stacks.sound })).toThrow("samples are positive");
});

test("a diff that is misled to see no difference is told", () => {
  const misled = { ...stacks.sound, fingerprint: stacks.broken.fingerprint };

  expect(() => diffSamples({ ...stacks, sound: misled })).toThrow("said false, but the evaluator true");
});
