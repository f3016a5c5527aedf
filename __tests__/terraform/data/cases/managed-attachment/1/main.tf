resource "aws_ecr_repository" "alpine" {
  for_each = toset(["team-a/alpine", "team-a-x/alpine", "team-b/alpine"])
  name     = each.key
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::123456789012:root"]
    }
  }
}

data "aws_iam_policy_document" "list" {
  statement {
    sid       = "List"
    actions   = ["ecr:ListImages"]
    resources = ["arn:aws:ecr:us-west-2:123456789012:repository/team-a/*"]
  }
}

resource "aws_iam_role" "reader" {
  name               = "reader"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_policy" "list" {
  name   = "list"
  policy = data.aws_iam_policy_document.list.json
}

# .id and .arn are known only after apply: the reference is followed
resource "aws_iam_role_policy_attachment" "list" {
  role       = aws_iam_role.reader.id
  policy_arn = aws_iam_policy.list.arn
}
