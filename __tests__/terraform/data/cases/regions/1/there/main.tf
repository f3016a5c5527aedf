resource "aws_ecr_repository" "there" {
  name = "team-a/there"
}
