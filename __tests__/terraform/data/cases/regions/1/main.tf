resource "aws_ecr_repository" "here" {
  name = "team-a/here"
}

module "there" {
  source    = "./there"
  providers = { aws = aws.second }
}

resource "aws_iam_role" "r" {
  name               = "regional"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role_policy" "r" {
  name = "regional"
  role = aws_iam_role.r.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "ecr:ListImages", Resource = "arn:aws:ecr:eu-west-1:123456789012:repository/team-a/*" },
      { Effect = "Allow", Action = "ecr:PutImage", Resource = "*", Condition = { StringEquals = { "aws:RequestedRegion" = "us-west-2" } } },
    ]
  })
}
