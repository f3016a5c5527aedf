terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

variable "region" {
  type    = string
  default = "eu-west-1"
}

provider "aws" {
  region              = "us-west-2"
  allowed_account_ids = ["123456789012"]
}

provider "aws" {
  alias               = "second"
  region              = var.region
  allowed_account_ids = ["123456789012"]
}
