resource "aws_ecr_repository" "app" {
  name = "team-a/app"
}

resource "aws_ecr_repository" "other" {
  name = "team-b/app"
}

module "policy" {
  source = "./module/modules/iam-policy"
  name   = "push"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Sid = "Push", Effect = "Allow", Action = ["ecr:PutImage"], Resource = "arn:aws:ecr:us-west-2:123456789012:repository/team-a/*" }]
  })
}

# the policy's ARN goes through an output, a variable and each.value: not followed, so unknown
module "role" {
  source   = "./module/modules/iam-github-oidc-role"
  name     = "github"
  subjects = ["example/app:ref:refs/heads/main"]
  policies = { push = module.policy.arn }
}
