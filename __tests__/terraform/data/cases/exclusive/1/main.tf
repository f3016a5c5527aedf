resource "aws_ecr_repository" "app" {
  name = "team-a/app"
}

resource "aws_iam_role" "r" {
  name = "exclusive"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_policy" "list" {
  name = "exclusive-list"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["ecr:ListImages"], Resource = "arn:aws:ecr:us-west-2:123456789012:repository/team-a/*" }]
  })
}

# it attaches what it lists
resource "aws_iam_role_policy_attachments_exclusive" "r" {
  role_name   = aws_iam_role.r.name
  policy_arns = [aws_iam_policy.list.arn]
}

resource "aws_iam_role_policy" "push" {
  name = "push"
  role = aws_iam_role.r.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["ecr:PutImage"], Resource = "arn:aws:ecr:us-west-2:123456789012:repository/team-a/*" }]
  })
}

# it makes nothing, and removes what it does not name
resource "aws_iam_role_policies_exclusive" "r" {
  role_name    = aws_iam_role.r.name
  policy_names = [aws_iam_role_policy.push.name]
}
