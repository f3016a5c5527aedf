resource "aws_ecr_repository" "app" {
  name = "team-a/app"
}

resource "aws_iam_policy" "boundary" {
  name = "boundary"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["ecr:ListImages", "ecr:BatchGetImage"], Resource = "*" }]
  })
}

resource "aws_iam_policy" "all" {
  name = "all"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["ecr:ListImages", "ecr:PutImage"], Resource = "arn:aws:ecr:us-west-2:123456789012:repository/team-a/*" }]
  })
}

# in the file, by reference
resource "aws_iam_role" "own" {
  name                 = "boundary-here"
  permissions_boundary = aws_iam_policy.boundary.arn
  assume_role_policy   = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "sts:AssumeRole" }]
  })
}

# one of AWS's
resource "aws_iam_role" "aws" {
  name                 = "boundary-of-aws"
  permissions_boundary = "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly"
  assume_role_policy   = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "sts:AssumeRole" }]
  })
}

# in no file
resource "aws_iam_role" "elsewhere" {
  name                 = "boundary-elsewhere"
  permissions_boundary = "arn:aws:iam::aws:policy/SecurityAudit"
  assume_role_policy   = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role_policy_attachment" "own" {
  role       = aws_iam_role.own.name
  policy_arn = aws_iam_policy.all.arn
}

resource "aws_iam_role_policy_attachment" "aws" {
  role       = aws_iam_role.aws.name
  policy_arn = aws_iam_policy.all.arn
}

resource "aws_iam_role_policy_attachment" "elsewhere" {
  role       = aws_iam_role.elsewhere.name
  policy_arn = aws_iam_policy.all.arn
}
