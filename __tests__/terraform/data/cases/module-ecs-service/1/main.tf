resource "aws_ecr_repository" "app" {
  name = "team-a/app"
}

resource "aws_ecr_repository" "other" {
  name = "team-b/app"
}

module "service" {
  source                             = "./module/modules/service"
  name                               = "web"
  create_service                     = false
  create_security_group              = false
  enable_autoscaling                 = false
  create_tasks_iam_role              = false
  task_exec_iam_role_name            = "web-exec"
  task_exec_iam_role_use_name_prefix = false
  container_definitions = {
    web = { image = "123456789012.dkr.ecr.us-west-2.amazonaws.com/team-a/app:latest" }
  }
}
