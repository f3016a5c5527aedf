resource "aws_ecr_repository" "app" {
  name = "team-a/app"
}

resource "aws_ecr_repository" "other" {
  name = "team-b/app"
}

module "instance" {
  source                        = "./module"
  name                          = "builder"
  ami                           = "ami-12345678"
  subnet_id                     = "subnet-12345678"
  create_iam_instance_profile   = true
  iam_role_use_name_prefix      = false
  iam_role_name                 = "builder"
  iam_role_policies = {
    pull = "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly"
  }
}
