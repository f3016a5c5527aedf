resource "aws_ecr_repository" "app" {
  name = "team-a/app"
}

resource "aws_ecr_repository" "other" {
  name = "team-b/app"
}

module "batch" {
  source                                = "./module"
  instance_iam_role_name                = "batch-instance"
  instance_iam_role_use_name_prefix     = false
  instance_iam_role_additional_policies = ["arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPowerUser"]
  service_iam_role_name                 = "batch-service"
  service_iam_role_use_name_prefix      = false
  create_spot_fleet_iam_role            = false
  create_job_queues                     = false
  job_queues                            = {}
  compute_environments                  = {}
}
