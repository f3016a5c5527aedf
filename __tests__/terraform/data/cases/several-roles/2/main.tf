resource "aws_ecr_repository" "app" {
  name = "team-a/app"
}

locals {
  trust = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role" "one" {
  name               = "one"
  assume_role_policy = local.trust
}

resource "aws_iam_role" "two" {
  name               = "two"
  assume_role_policy = local.trust
}

resource "aws_iam_role" "three" {
  name               = "three"
  assume_role_policy = local.trust
}

resource "aws_iam_policy" "pull" {
  name = "pull"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["ecr:BatchGetImage"], Resource = "arn:aws:ecr:us-west-2:123456789012:repository/team-a/app" }]
  })
}

# exclusive for the policy: exactly these roles have it
resource "aws_iam_policy_attachment" "pull" {
  name       = "pull"
  roles      = [aws_iam_role.one.name]
  policy_arn = aws_iam_policy.pull.arn
}
