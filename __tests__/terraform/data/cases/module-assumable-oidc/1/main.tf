resource "aws_ecr_repository" "app" {
  name = "team-a/app"
}

resource "aws_ecr_repository" "other" {
  name = "team-b/app"
}

module "role" {
  source       = "./module/modules/iam-assumable-role-with-oidc"
  create_role  = true
  role_name    = "oidc"
  provider_url = "oidc.example.com"
  role_policy_arns = [
    "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly",
  ]
  role_permissions_boundary_arn = "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly"
}
