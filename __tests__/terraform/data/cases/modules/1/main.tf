resource "aws_ecr_repository" "app" {
  for_each = toset(["team-a/app", "team-b/app"])
  name     = each.key
}

resource "aws_iam_policy" "login" {
  name = "login"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "ecr:GetAuthorizationToken", Resource = "*" }]
  })
}

# handed in through a variable, one instance a team
module "team" {
  source   = "./team"
  for_each = toset(["team-a", "team-b"])
  name     = each.key
  shared   = aws_iam_policy.login.arn
}

# handed out through an output
resource "aws_iam_role" "auditor" {
  name = "auditor"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role_policy_attachment" "auditor" {
  role       = aws_iam_role.auditor.name
  policy_arn = module.team["team-b"].policy_arn
}
