resource "aws_ecr_repository" "named" {
  name = "shared/by-name"
}

resource "aws_ecr_repository" "denying" {
  name = "shared/denying"
}

resource "aws_ecr_repository" "unknown" {
  name = "shared/by-reference"
}

resource "aws_ecr_repository" "account" {
  name = "shared/account"
}

resource "aws_iam_role" "puller" {
  name               = "puller"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role" "other" {
  name               = "other"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role_policy" "other" {
  name = "list"
  role = aws_iam_role.other.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["ecr:ListImages"], Resource = "*" }]
  })
}

resource "aws_ecr_repository_policy" "named" {
  repository = aws_ecr_repository.named.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Sid = "Pull", Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/puller" }, Action = ["ecr:BatchGetImage"] }]
  })
  depends_on = [aws_iam_role.puller]
}

resource "aws_ecr_repository_policy" "denying" {
  repository = aws_ecr_repository.denying.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Sid = "NoList", Effect = "Deny", Principal = "*", Action = ["ecr:ListImages"] }]
  })
}

# the role's ARN is known only after apply, and with it the whole text
resource "aws_ecr_repository_policy" "unknown" {
  repository = aws_ecr_repository.unknown.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = aws_iam_role.puller.arn }, Action = ["ecr:PutImage"] }]
  })
}

# the account: its own policies decide who of it may
resource "aws_ecr_repository_policy" "account" {
  repository = aws_ecr_repository.account.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = ["ecr:BatchGetImage"] }]
  })
}
