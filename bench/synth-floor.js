/** The floor of `synth`: the lab's five resources from plain JavaScript, no config, no TypeScript. */
const { App, TerraformStack } = require("cdktf");
const { EcrRepository } = require("@cdktf/provider-aws/lib/ecr-repository");
const { IamPolicy } = require("@cdktf/provider-aws/lib/iam-policy");
const { IamRole } = require("@cdktf/provider-aws/lib/iam-role");
const { IamRolePolicyAttachment } = require("@cdktf/provider-aws/lib/iam-role-policy-attachment");
const { AwsProvider } = require("@cdktf/provider-aws/lib/provider");

const app = new App();
const stack = new TerraformStack(app, "lab");
new AwsProvider(stack, "aws", { region: "us-west-2" });
new EcrRepository(stack, "team-a", { name: "team-a/alpine" });
new EcrRepository(stack, "team-b", { name: "team-b/alpine" });
const role = new IamRole(stack, "role", {
  name: "ecr_access_teama_role",
  description: "IAM role to test ECR repository access",
  assumeRolePolicy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::123456789012:root" },
        Action: "sts:AssumeRole",
        Condition: {},
      },
    ],
  }),
});
const policy = new IamPolicy(stack, "policy", {
  name: "ecr_access_testing",
  policy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["ecr:ListImages"],
        Resource: ["arn:aws:ecr:us-west-2:123456789012:repository/team-a/*"],
      },
    ],
  }),
});
new IamRolePolicyAttachment(stack, "attachment", { role: role.name, policyArn: policy.arn });
app.synth();
