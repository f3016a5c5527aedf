resource "aws_ecr_repository" "app" {
  name = "team-a/app"
}

resource "aws_iam_role" "kept" {
  force_detach_policies = true
  name               = "kept"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role" "leaving" {
  name               = "leaving"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_policy" "p" {
  name = "changing"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "ecr:ListImages", Resource = "*" }]
  })
}

resource "aws_iam_policy" "q" {
  name = "forgotten"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "ecr:DescribeImages", Resource = "*" }]
  })
}

resource "aws_iam_role_policy_attachment" "p" {
  role       = aws_iam_role.kept.name
  policy_arn = aws_iam_policy.p.arn
}

resource "aws_iam_role_policy_attachment" "q" {
  role       = aws_iam_role.kept.name
  policy_arn = aws_iam_policy.q.arn
}
