import { lifecyclePolicy } from "../../lib/policies/lifecycle";

describe("the lifecycle policy", () => {
  test("is ECR's own form, in the order of the priorities", () => {
    expect(
      lifecyclePolicy([
        { priority: 3, tagStatus: "any", expire: { moreThan: 100 } },
        { priority: 2, tagStatus: "tagged", tagPrefixes: ["v"], expire: { moreThan: 10 } },
        {
          priority: 1,
          description: "builds of branches",
          tagStatus: "tagged",
          tagPatterns: ["branch-*", "*-rc"],
          expire: { olderThanDays: 7 },
        },
      ]),
    ).toEqual({
      rules: [
        {
          rulePriority: 1,
          description: "builds of branches",
          selection: {
            tagStatus: "tagged",
            tagPatternList: ["branch-*", "*-rc"],
            countType: "sinceImagePushed",
            countUnit: "days",
            countNumber: 7,
          },
          action: { type: "expire" },
        },
        {
          rulePriority: 2,
          selection: {
            tagStatus: "tagged",
            tagPrefixList: ["v"],
            countType: "imageCountMoreThan",
            countNumber: 10,
          },
          action: { type: "expire" },
        },
        {
          rulePriority: 3,
          selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 100 },
          action: { type: "expire" },
        },
      ],
    });
  });
});
