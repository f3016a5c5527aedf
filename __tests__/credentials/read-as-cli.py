"""Reads credentials files as the AWS CLI does: a JSON list of [file, profile] in, one of what botocore sees out."""

import json
import os
import sys

import botocore.configloader
import botocore.exceptions
import botocore.session


def read(file, profile):
    os.environ["AWS_SHARED_CREDENTIALS_FILE"] = file
    try:
        sections = botocore.configloader.raw_config_parse(file)
    except botocore.exceptions.ConfigParseError as error:
        return {"error": type(error).__name__}
    if profile not in sections:
        return {"sections": sections}
    try:
        found = botocore.session.Session(profile=profile).get_credentials()
    except botocore.exceptions.PartialCredentialsError:
        found = None
    keys = found and [found.access_key, found.secret_key, found.token]
    return {"sections": sections, "keys": keys}


json.dump([read(*each) for each in json.load(sys.stdin)], sys.stdout)
