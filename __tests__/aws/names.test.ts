import { assumedRoleArn, parseArn, repositoryArn } from "../../lib/aws/arn";
import { partitionOf } from "../../lib/aws/partition";
import { isNamePart, isRepositoryName } from "../../lib/aws/repository-name";

describe("a repository name", () => {
  test.each(["team-a/alpine", "ab", "a/b", "1team/x", "a--b", "a__b", "a.b/c_d", "a".repeat(256)])(
    "%s is ECR's",
    (name) => {
      expect(isRepositoryName(name)).toBe(true);
    },
  );

  test.each([
    ["", "empty"],
    ["a", "one character"],
    ["a".repeat(257), "257 characters"],
    ["Team/a", "an upper-case letter"],
    ["team-a/", "a slash at its end"],
    ["/team-a", "a slash at its beginning"],
    ["team//a", "two slashes"],
    ["a-", "a separator at its end"],
    ["a..b", "two dots"],
    ["a___b", "three underscores"],
    ["a._b", "two kinds of separator"],
    ["team-*/x", "a wildcard"],
    ["team-?/x", "a wildcard for one character"],
    ["${x}/y", "a template"],
    ["team-a/alpine\n", "a line end"],
    ["té/x", "a letter that is not ASCII"],
  ])("%j is not: %s", (name) => {
    expect(isRepositoryName(name)).toBe(false);
  });

  test("is matched in time that grows with its length alone", () => {
    expect(isRepositoryName(`${"a-".repeat(127)}!`)).toBe(false);
  });

  test("may be one character long as part of a longer one", () => {
    expect(isNamePart("a")).toBe(true);
    expect(isNamePart("a/")).toBe(false);
  });
});

describe("an ARN", () => {
  test.each([
    ["us-west-2", "aws"],
    ["cn-north-1", "aws-cn"],
    ["us-gov-west-1", "aws-us-gov"],
    ["us-iso-east-1", "aws-iso"],
    ["us-isob-east-1", "aws-iso-b"],
    ["eusc-de-east-1", "aws-eusc"],
    ["eu-central-1", "aws"],
  ])("of %s is in partition %s", (region, partition) => {
    expect(partitionOf(region)).toBe(partition);
  });

  test("keeps the colons of its resource", () => {
    expect(parseArn("arn:aws:ecr:us-west-2:123456789012:repository/a:b")?.resource).toBe("repository/a:b");
  });

  test.each(["arn:aws:ecr:us-west-2:123456789012", "*", "", "urn:aws:ecr:us-west-2:123456789012:x"])(
    "%j is none",
    (text) => {
      expect(parseArn(text)).toBeUndefined();
    },
  );

  test("of a repository and of a session read as AWS writes them", () => {
    const location = { partition: "aws", region: "us-west-2", account: "123456789012" };
    expect(repositoryArn(location, "team-a/alpine")).toBe(
      "arn:aws:ecr:us-west-2:123456789012:repository/team-a/alpine",
    );
    expect(assumedRoleArn(location, "r", "s")).toBe("arn:aws:sts::123456789012:assumed-role/r/s");
  });
});
