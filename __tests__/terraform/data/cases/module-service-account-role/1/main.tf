resource "aws_ecr_repository" "app" {
  name = "team-a/app"
}

resource "aws_ecr_repository" "other" {
  name = "team-b/app"
}

module "role" {
  source    = "./module/modules/iam-role-for-service-accounts-eks"
  role_name = "irsa"
  role_policy_arns = {
    pull = "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly"
  }
  oidc_providers = {
    main = {
      provider_arn               = "arn:aws:iam::123456789012:oidc-provider/oidc.eks.us-west-2.amazonaws.com/id/EXAMPLE"
      namespace_service_accounts = ["default:app"]
    }
  }
}
