import { ecrAction } from "../../lib/aws/ecr-actions";
import { ACCESS_LEVELS, levelActions } from "../../lib/config/levels";

/** Written down from the table of access levels, not taken from the code. */
const ADDED = {
  list: ["ListImages", "DescribeImages", "DescribeRepositories"],
  pull: ["BatchCheckLayerAvailability", "GetDownloadUrlForLayer", "BatchGetImage", "GetAuthorizationToken"],
  push: ["InitiateLayerUpload", "UploadLayerPart", "CompleteLayerUpload", "PutImage"],
  admin: ["BatchDeleteImage", "StartImageScan", "DescribeImageScanFindings"],
};

test.each([
  ["list", [...ADDED.list]],
  ["pull", [...ADDED.list, ...ADDED.pull]],
  ["push", [...ADDED.list, ...ADDED.pull, ...ADDED.push]],
  ["admin", [...ADDED.list, ...ADDED.pull, ...ADDED.push, ...ADDED.admin]],
] as const)("%s is what the table says", (level, names) => {
  expect(levelActions(level)).toEqual(names.map((name) => `ecr:${name}`));
});

test.each(ACCESS_LEVELS)("%s has actions in AWS's spelling, and none by which others get in", (level) => {
  const actions = levelActions(level);
  expect(actions.map((name) => ecrAction(name)?.name)).toEqual(actions);
  expect(actions.join()).not.toMatch(
    /\*|RepositoryPolicy|CreateRepository|DeleteRepository|Lifecycle|Tag(Resource|Mutability)/,
  );
});

test("no level but push and admin puts images, none but admin deletes them", () => {
  const having = (action: string) => ACCESS_LEVELS.filter((level) => levelActions(level).includes(action));
  expect(having("ecr:PutImage")).toEqual(["push", "admin"]);
  expect(having("ecr:BatchDeleteImage")).toEqual(["admin"]);
});
