import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { type ITerraformDependable, TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import type { Registry, Role } from "../lib/config/registry";
import { identityPolicies } from "../lib/policies/identity";
import { githubAudience, githubIssuer, trustPolicy } from "../lib/policies/trust";
import { iamAddress } from "./address";
import { RegistryStack } from "./registry-stack";
import { tagsOf } from "./tags";

/** The roles of every team and what they may do. IAM is global: no second region of the account can have the same names. */
export class AccessStack extends RegistryStack {
  constructor(scope: Construct, id: string, registry: Registry) {
    super(scope, id, registry);
    const github = registry.githubProvider === "create" ? [this.addGithubProvider()] : [];
    for (const team of registry.teams) {
      for (const role of team.roles) {
        this.addRole(role, registry, role.trust.type === "github" ? github : []);
      }
    }
  }

  /** @see https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws */
  private addGithubProvider(): ITerraformDependable {
    return new IamOpenidConnectProvider(this, "aws_iam_openid_connect_provider.github", {
      url: `https://${githubIssuer}`,
      clientIdList: [githubAudience],
    });
  }

  /** The role, its customer-managed policies, and the attachment of each. Roles that need another resource first say so. */
  private addRole(declared: Role, registry: Registry, needs: ITerraformDependable[]): void {
    const address = iamAddress(declared.name);
    const role = new IamRole(this, `aws_iam_role.${address}`, {
      name: declared.name,
      description: declared.description,
      assumeRolePolicy: JSON.stringify(trustPolicy(declared, registry)),
      permissionsBoundary: declared.permissionsBoundary,
      maxSessionDuration: declared.maxSessionDuration,
      tags: tagsOf(declared),
      dependsOn: needs.length ? needs : undefined,
    });
    new TerraformOutput(this, `role_arn_${address}`, { value: role.arn });

    for (const { name, document } of identityPolicies(declared, registry)) {
      const policyAddress = iamAddress(name);
      const policy = new IamPolicy(this, `aws_iam_policy.${policyAddress}`, {
        name,
        policy: JSON.stringify(document),
      });
      new IamRolePolicyAttachment(this, `aws_iam_role_policy_attachment.${policyAddress}`, {
        role: role.name,
        policyArn: policy.arn,
      });
      new TerraformOutput(this, `policy_arn_${policyAddress}`, { value: policy.arn });
    }
  }
}
