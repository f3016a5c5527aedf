variable "name" {
  type = string
}

variable "shared" {
  type = string
}

resource "aws_iam_role" "role" {
  count = 1
  name  = "${var.name}-role"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_policy" "list" {
  count = 1
  name  = "${var.name}-list"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["ecr:ListImages"], Resource = "arn:aws:ecr:us-west-2:123456789012:repository/${var.name}/*" }]
  })
}

resource "aws_iam_role_policy_attachment" "list" {
  count      = 1
  role       = aws_iam_role.role[0].id
  policy_arn = aws_iam_policy.list[0].arn
}

resource "aws_iam_role_policy_attachment" "shared" {
  role       = aws_iam_role.role[0].id
  policy_arn = var.shared
}

output "policy_arn" {
  value = aws_iam_policy.list[0].arn
}
