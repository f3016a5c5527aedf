resource "aws_ecr_repository" "app" {
  name = "team-a/app"
  tags = { tier = "gold" }
}

resource "aws_ecr_repository" "lib" {
  name = "team-a/lib"
}

data "aws_iam_policy_document" "base" {
  statement {
    sid       = "List"
    actions   = ["ecr:ListImages"]
    resources = ["*"]
  }
  statement {
    sid       = "Push"
    actions   = ["ecr:PutImage"]
    resources = ["*"]
  }
}

# overrides Push, adds a Deny, and waits for a repository: its text is known only after apply, its blocks are not
data "aws_iam_policy_document" "deferred" {
  source_policy_documents = [data.aws_iam_policy_document.base.json]
  statement {
    sid       = "Push"
    actions   = ["ecr:PutImage"]
    resources = ["arn:aws:ecr:us-west-2:123456789012:repository/team-a/lib"]
  }
  statement {
    sid           = "NotDelete"
    effect        = "Deny"
    not_actions   = ["ecr:ListImages", "ecr:PutImage", "ecr:DescribeImages"]
    not_resources = ["arn:aws:ecr:us-west-2:123456789012:repository/team-b/*"]
  }
  statement {
    sid       = "Known"
    actions   = ["ecr:DescribeImages"]
    resources = [aws_ecr_repository.app.arn, "arn:aws:ecr:us-west-2:123456789012:repository/team-a/lib"]
  }
}

resource "aws_iam_role" "deferred" {
  name               = "deferred"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_policy" "deferred" {
  name   = "deferred"
  policy = data.aws_iam_policy_document.deferred.json
}

resource "aws_iam_role_policy_attachment" "deferred" {
  role       = aws_iam_role.deferred.name
  policy_arn = aws_iam_policy.deferred.arn
}

# a text of which one value is unknown is unknown as a whole; a known Deny beside it decides
resource "aws_iam_role" "encoded" {
  name               = "encoded"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role_policy" "encoded" {
  name = "encoded"
  role = aws_iam_role.encoded.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "ecr:ListImages", Resource = aws_ecr_repository.app.arn }]
  })
}

resource "aws_iam_role_policy" "deny" {
  name = "deny"
  role = aws_iam_role.encoded.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Sid = "NeverDelete", Effect = "Deny", Action = "ecr:BatchDeleteImage", Resource = "*" }]
  })
}
