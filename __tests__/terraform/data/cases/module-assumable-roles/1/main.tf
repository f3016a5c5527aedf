resource "aws_ecr_repository" "app" {
  name = "team-a/app"
}

resource "aws_ecr_repository" "other" {
  name = "team-b/app"
}

module "roles" {
  source                     = "./module/modules/iam-assumable-roles"
  trusted_role_arns          = ["arn:aws:iam::123456789012:root"]
  create_admin_role          = true
  admin_role_requires_mfa    = false
  create_poweruser_role      = true
  poweruser_role_policy_arns = ["arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly"]
  create_readonly_role       = true
}
