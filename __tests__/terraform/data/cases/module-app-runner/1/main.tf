resource "aws_ecr_repository" "app" {
  name = "team-a/app"
}

resource "aws_ecr_repository" "other" {
  name = "team-b/app"
}

module "service" {
  source                          = "./module"
  service_name                    = "runner"
  create_access_iam_role          = true
  access_iam_role_use_name_prefix = false
  private_ecr_arn                 = "arn:aws:ecr:us-west-2:123456789012:repository/team-a/*"
  source_configuration = {
    auto_deployments_enabled = false
    # replaced by the module: both sides of its conditional need the same type
    authentication_configuration = { access_role_arn = "" }
    image_repository = {
      image_identifier      = "123456789012.dkr.ecr.us-west-2.amazonaws.com/team-a/app:latest"
      image_repository_type = "ECR"
    }
  }
}
