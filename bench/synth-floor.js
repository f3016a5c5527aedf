/**
 * The floor of synthesis: resources from plain JavaScript, without a registry, TypeScript or a check. The lab's five, or
 * as many teams as the argument says, with three repositories and two roles each.
 */
const { App, TerraformStack } = require("cdktf");
const { EcrRepository } = require("@cdktf/provider-aws/lib/ecr-repository");
const { IamPolicy } = require("@cdktf/provider-aws/lib/iam-policy");
const { IamRole } = require("@cdktf/provider-aws/lib/iam-role");
const { IamRolePolicyAttachment } = require("@cdktf/provider-aws/lib/iam-role-policy-attachment");
const { AwsProvider } = require("@cdktf/provider-aws/lib/provider");

const app = new App();
const stack = new TerraformStack(app, "floor");
new AwsProvider(stack, "aws", { region: "us-west-2" });

const teams = Number(process.argv[2] ?? 0);
if (!teams) {
  repository("team-a/alpine");
  repository("team-b/alpine");
  access("ecr_access_teama_role", "team-a", ["ecr:ListImages"]);
}
for (let number = 0; number < teams; number++) {
  const team = `team-${number}`;
  for (const name of ["api", "web", "worker"]) repository(`${team}/${name}`);
  for (const name of ["developer", "ci"])
    access(`${team}-${name}`, team, ["ecr:ListImages", "ecr:BatchGetImage"]);
}
app.synth();

function repository(name) {
  new EcrRepository(stack, `repository-${name.replace("/", "_")}`, { name });
}

function access(name, namespace, actions) {
  const role = new IamRole(stack, `role-${name}`, {
    name,
    description: "IAM role to test ECR repository access",
    assumeRolePolicy: document({
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::123456789012:root" },
      Action: "sts:AssumeRole",
      Condition: {},
    }),
  });
  const policy = new IamPolicy(stack, `policy-${name}`, {
    name,
    policy: document({
      Effect: "Allow",
      Action: actions,
      Resource: [`arn:aws:ecr:us-west-2:123456789012:repository/${namespace}/*`],
    }),
  });
  new IamRolePolicyAttachment(stack, `attachment-${name}`, { role: role.name, policyArn: policy.arn });
}

function document(statement) {
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}
