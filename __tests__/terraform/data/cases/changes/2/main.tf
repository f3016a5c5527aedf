resource "aws_ecr_repository" "renamed" {
  name = "team-a/app"
}

moved {
  from = aws_ecr_repository.app
  to   = aws_ecr_repository.renamed
}

resource "aws_iam_role" "kept" {
  force_detach_policies = true
  name               = "kept"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "sts:AssumeRole" }]
  })
}

# replaced: another name, another ARN
resource "aws_iam_policy" "p" {
  name = "changed"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "ecr:PutImage", Resource = "*" }]
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

# forgotten by Terraform, still attached
removed {
  from = aws_iam_role_policy_attachment.q
  lifecycle {
    destroy = false
  }
}
