resource "aws_ecr_repository" "app" {
  name = "team-a/app"
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

# as a resource of its own, by the role's id
resource "aws_iam_role" "resource" {
  name               = "by-resource"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_role_policy" "push" {
  name = "push"
  role = aws_iam_role.resource.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Sid = "Push", Effect = "Allow", Action = ["ecr:PutImage"], Resource = "arn:aws:ecr:us-west-2:123456789012:repository/team-a/*" }]
  })
}

# as blocks of the role
resource "aws_iam_role" "block" {
  name               = "by-block"
  assume_role_policy = data.aws_iam_policy_document.trust.json
  inline_policy {
    name = "list"
    policy = jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = ["ecr:ListImages"], Resource = "arn:aws:ecr:us-west-2:123456789012:repository/team-a/*" }]
    })
  }
  inline_policy {
    name = "login"
    policy = jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "ecr:GetAuthorizationToken", Resource = "*" }]
    })
  }
}

# as dynamic blocks
resource "aws_iam_role" "dynamic" {
  name               = "by-dynamic-block"
  assume_role_policy = data.aws_iam_policy_document.trust.json
  dynamic "inline_policy" {
    for_each = { delete = "ecr:BatchDeleteImage" }
    content {
      name = inline_policy.key
      policy = jsonencode({
        Version   = "2012-10-17"
        Statement = [{ Effect = "Allow", Action = inline_policy.value, Resource = "arn:aws:ecr:us-west-2:123456789012:repository/team-a/app" }]
      })
    }
  }
}
