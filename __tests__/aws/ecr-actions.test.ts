import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ecrAction, ecrActions } from "../../lib/aws/ecr-actions";
import { ecrActionsExtract } from "../../scripts/ecr-actions-extract";

describe("ECR's actions", () => {
  test("are what the Service Authorization Reference lists today (npm run generate)", () => {
    const committed = JSON.parse(readFileSync(join(__dirname, "../../lib/aws/ecr-actions.json"), "utf8"));
    expect(committed).toEqual(JSON.parse(ecrActionsExtract()));
  });

  test("are found in any case, and answered in AWS's spelling", () => {
    expect(ecrAction("ECR:listimages")?.name).toBe("ecr:ListImages");
  });

  test.each(["ecr:ListImage", "ListImages", "ecr:*", "s3:GetObject", "ecr:__proto__"])(
    "%s is none",
    (name) => {
      expect(ecrAction(name)).toBeUndefined();
    },
  );

  test("name a repository, but for those that IAM asks on *", () => {
    expect(ecrAction("ecr:ListImages")?.repository).toBe(true);
    expect(ecrAction("ecr:GetAuthorizationToken")?.repository).toBe(false);
    expect(ecrActions.filter((action) => !action.repository)).toHaveLength(25);
  });
});
