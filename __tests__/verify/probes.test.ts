import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../cli/root";
import { PROBED_ACTIONS } from "../../lib/matrix/cell";
import { probeOf, probes } from "../../lib/verify/probes";

const rows = readFileSync(join(ROOT, "docs/probes.md"), "utf8").match(/^\| `ecr:.*$/gm) ?? [];

test("every action of the matrix has a probe, and no other action", () => {
  expect(probes.map((probe) => probe.action)).toEqual(PROBED_ACTIONS);
});

test("the table of probes has a row for each, in their order, that names the error which means allowed", () => {
  expect(rows.map((row) => /`([^`]+)`/.exec(row)![1])).toEqual(PROBED_ACTIONS);
  for (const row of rows) {
    const { action, allowedError } = probeOf(/`([^`]+)`/.exec(row)![1]!)!;
    expect([action, row.includes("the error `")]).toEqual([action, allowedError !== undefined]);
    expect(row).toContain(allowedError ?? "");
  }
});

test("only PutImage and BatchDeleteImage are named like writes", () => {
  expect(probes.filter((probe) => !probe.readOnly).map((probe) => probe.action)).toEqual([
    "ecr:PutImage",
    "ecr:BatchDeleteImage",
  ]);
});

/** A client whose answer is this, or this error. */
const answering = (answer: object) => ({
  send: () =>
    answer instanceof Error ? Promise.reject(answer) : Promise.resolve({ $metadata: {}, ...answer }),
});

const NOT_FOUND = { failures: [{ failureCode: "ImageNotFound" }] };

test.each([
  ["ecr:ListImages", { imageIds: [] }, true],
  ["ecr:ListImages", { imageIds: "x" }, false],
  ["ecr:ListImages", { imageIds: [{ imageTag: "v1" }] }, true],
  ["ecr:ListImages", { imageIds: [null, 1] }, false],
  ["ecr:DescribeImages", { imageDetails: [] }, true],
  ["ecr:DescribeImages", { imageDetails: [{ imageDigest: "sha256:0" }] }, true],
  ["ecr:DescribeImages", { imageDetails: [{}] }, false],
  ["ecr:BatchGetImage", NOT_FOUND, true],
  ["ecr:BatchGetImage", { images: [{}], failures: [] }, false],
  ["ecr:BatchGetImage", { failures: [{ failureCode: "KmsError" }] }, false],
  ["ecr:BatchCheckLayerAvailability", { layers: [{ layerAvailability: "UNAVAILABLE" }] }, true],
  ["ecr:BatchCheckLayerAvailability", { failures: [{ failureCode: "MissingLayerDigest" }] }, true],
  ["ecr:BatchCheckLayerAvailability", { layers: [{ layerAvailability: "AVAILABLE" }] }, false],
  ["ecr:GetDownloadUrlForLayer", { downloadUrl: "https://x" }, false],
  ["ecr:PutImage", { image: {} }, false],
  ["ecr:BatchDeleteImage", NOT_FOUND, true],
  ["ecr:BatchDeleteImage", { imageIds: [{}], failures: [] }, false],
  ["ecr:GetAuthorizationToken", { authorizationData: [{ authorizationToken: "x" }] }, true],
  ["ecr:GetAuthorizationToken", { authorizationData: [] }, false],
])("%s answered with %j is allowed: %s", async (action, answer, allowed) => {
  const shown = await probeOf(action)!.ask(answering(answer) as never, "team-a/x");
  expect(shown.allowed).toBe(allowed);
});
