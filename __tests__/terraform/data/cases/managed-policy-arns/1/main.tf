resource "aws_ecr_repository" "app" {
  name = "team-a/app"
}

locals {
  trust = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "sts:AssumeRole" }]
  })
}

# known ARNs: everything is known
resource "aws_iam_role" "known" {
  name                = "known-arns"
  assume_role_policy  = local.trust
  managed_policy_arns = ["arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly"]
}

resource "aws_iam_policy" "list" {
  name = "list"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["ecr:ListImages"], Resource = "arn:aws:ecr:us-west-2:123456789012:repository/team-a/*" }]
  })
}

# one unknown ARN makes the whole set unknown
resource "aws_iam_role" "mixed" {
  name                = "mixed-arns"
  assume_role_policy  = local.trust
  managed_policy_arns = [aws_iam_policy.list.arn, "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly"]
}

# none: nothing may ever be attached
resource "aws_iam_role" "none" {
  name                = "no-arns"
  assume_role_policy  = local.trust
  managed_policy_arns = []
}
