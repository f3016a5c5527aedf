resource "aws_ecr_repository" "app" {
  name = "team-a/app"
}

locals {
  policies = ["AmazonEC2ContainerRegistryReadOnly", "AmazonEC2ContainerRegistryPullOnly", "AmazonEC2ContainerRegistryPowerUser", "AmazonEC2ContainerRegistryFullAccess", "AdministratorAccess", "ReadOnlyAccess", "SecurityAudit"]
}

resource "aws_iam_role" "each" {
  for_each = toset(local.policies)
  name     = "has-${each.key}"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role_policy_attachment" "each" {
  for_each   = toset(local.policies)
  role       = aws_iam_role.each[each.key].name
  policy_arn = "arn:aws:iam::aws:policy/${each.key}"
}
