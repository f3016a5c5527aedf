import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { LocalBackend, type TerraformElement, TerraformStack } from "cdktf";
import type { Construct, Node } from "constructs";
import type { RegistryLocation } from "../lib/aws/arn";

/** A stack of one account and region: it refuses any other account, and its state is kept apart from every other's. */
export class RegistryStack extends TerraformStack {
  constructor(scope: Construct, id: string, { account, region }: RegistryLocation) {
    super(scope, id);
    // Relative to cdktf.out/stacks/<id>, where Terraform runs; outside cdktf.out, which people delete.
    const state = `../../../state/${account}/${region}/${id}`;
    new LocalBackend(this, { path: `${state}/terraform.tfstate`, workspaceDir: `${state}/workspaces` });
    new AwsProvider(this, "aws", { region, allowedAccountIds: [account] });
  }

  /** Resources have their Terraform address as construct id, `aws_iam_role.NAME`: NAME is what Terraform calls them. */
  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const id = "node" in element ? element.node.id : element.id;
    return id.slice(id.indexOf(".") + 1);
  }
}
