module "ecr" {
  source                            = "./module"
  repository_name                   = "team-a/app"
  repository_read_access_arns       = ["arn:aws:iam::123456789012:role/reader"]
  repository_read_write_access_arns = ["arn:aws:iam::123456789012:role/writer"]
  create_lifecycle_policy           = false
}

resource "aws_iam_role" "each" {
  for_each           = toset(["reader", "writer", "nobody"])
  name               = each.key
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "sts:AssumeRole" }] })
}
