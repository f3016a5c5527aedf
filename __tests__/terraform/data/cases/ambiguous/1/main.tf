resource "aws_ecr_repository" "app" {
  name = "team-a/app"
}

locals {
  grants = { list = "ecr:ListImages", push = "ecr:PutImage" }
}

resource "aws_iam_role" "r" {
  for_each = local.grants
  name     = "may-${each.key}"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_policy" "p" {
  for_each = local.grants
  name     = "may-${each.key}"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = each.value, Resource = "*" }]
  })
}

# crosswise: references alone show p and each.key, as the straight way would
resource "aws_iam_role_policy_attachment" "crossed" {
  for_each   = local.grants
  role       = aws_iam_role.r[each.key].name
  policy_arn = aws_iam_policy.p[each.key == "list" ? "push" : "list"].arn
}

# a local value is not followed: any policy of the file or none of it
locals {
  chosen = aws_iam_policy.p["list"].arn
}

resource "aws_iam_role" "local" {
  name = "by-local"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role_policy_attachment" "local" {
  role       = aws_iam_role.local.name
  policy_arn = local.chosen
}
