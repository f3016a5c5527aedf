resource "aws_ecr_repository" "app" {
  name = "team-a/app"
}

resource "aws_ecr_repository" "other" {
  name = "team-b/app"
}

module "role" {
  source                  = "./module/modules/iam-assumable-role"
  create_role             = true
  role_name               = "assumable"
  role_requires_mfa       = false
  trusted_role_arns       = ["arn:aws:iam::123456789012:root"]
  custom_role_policy_arns = ["arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPowerUser"]
  inline_policy_statements = [{
    sid       = "Delete"
    actions   = ["ecr:BatchDeleteImage"]
    effect    = "Allow"
    resources = ["arn:aws:ecr:us-west-2:123456789012:repository/team-a/*"]
  }]
}
