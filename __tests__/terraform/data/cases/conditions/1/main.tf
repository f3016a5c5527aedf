resource "aws_ecr_repository" "gold" {
  name = "team-a/gold"
  tags = { tier = "gold" }
}

resource "aws_ecr_repository" "plain" {
  name = "team-a/plain"
}

resource "aws_iam_role" "tagged" {
  name               = "tagged"
  tags               = { team = "team-a" }
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role_policy" "tagged" {
  name = "conditions"
  role = aws_iam_role.tagged.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      # the role's own tag is in the file
      { Effect = "Allow", Action = "ecr:ListImages", Resource = "arn:aws:ecr:us-west-2:123456789012:repository/$${aws:PrincipalTag/team}/*" },
      # the tag is on one repository, on the other nothing of it is known
      { Effect = "Allow", Action = "ecr:DescribeImages", Resource = "*", Condition = { StringEquals = { "ecr:ResourceTag/tier" = "gold" } } },
      # the organization is in no file
      { Effect = "Allow", Action = "ecr:BatchGetImage", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-example" } } },
      # the account is known
      { Effect = "Allow", Action = "ecr:PutImage", Resource = "*", Condition = { StringEquals = { "aws:PrincipalAccount" = "123456789012" } } },
      { Effect = "Deny", Action = "ecr:PutImage", Resource = "*", Condition = { StringNotEquals = { "aws:RequestedRegion" = "us-west-2" } } },
      # a Deny under a condition that nobody knows makes an allow unknown
      { Effect = "Allow", Action = "ecr:BatchDeleteImage", Resource = "*" },
      { Effect = "Deny", Action = "ecr:BatchDeleteImage", Resource = "*", Condition = { Bool = { "aws:MultiFactorAuthPresent" = "false" } } },
    ]
  })
}
