import { join } from "node:path";
import { readInventory } from "../../lib/terraform/source";

test("a plan of JSON syntax, in which templates stand as constants, is followed like any other", () => {
  const { roles } = readInventory(join(__dirname, "data/json-syntax/plan.json"));
  expect(roles.map(({ name, identity }) => ({ name, identity }))).toEqual([
    {
      name: "ecr_access_teama_role",
      identity: [
        {
          name: "ecr_access_testing",
          document: {
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Action: ["ecr:ListImages"],
                Resource: ["arn:aws:ecr:us-west-2:123456789012:repository/team-a/*"],
              },
            ],
          },
        },
      ],
    },
  ]);
});
