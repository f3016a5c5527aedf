"""A pytest plugin that reports each test's outcome.

With FRESH_ACCOUNT, each test gets a fresh account and an administrator's keys from there; without it, moto's own way.
"""

import json
import os
import urllib.request

import boto3
import pytest
from moto.core.config import default_user_config

FRESH_ACCOUNT = os.environ.get("FRESH_ACCOUNT")

if FRESH_ACCOUNT:
    default_user_config["core"]["mock_credentials"] = False
    os.environ["MOTO_CALL_RESET_API"] = "false"

    @pytest.fixture(autouse=True)
    def administrator(monkeypatch):
        with urllib.request.urlopen(FRESH_ACCOUNT) as answer:
            keys = json.load(answer)
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", keys["accessKeyId"])
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", keys["secretAccessKey"])
        boto3.setup_default_session()


def pytest_runtest_logreport(report):
    if report.when == "call" or report.outcome != "passed":
        with open(os.environ["OUTCOMES"], "a") as outcomes:
            reason = str(report.longrepr)[-3000:] if report.failed else ""
            outcomes.write(json.dumps({"test": report.nodeid, "outcome": report.outcome, "reason": reason}) + "\n")
