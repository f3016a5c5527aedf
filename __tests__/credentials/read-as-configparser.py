"""Reads texts as botocore reads a file: a JSON list of texts in, one of sections (or of an error's name) out."""

import configparser
import io
import json
import sys


def nested(value):
    lines = [line.strip() for line in value.splitlines()]
    return {key.strip(): text.strip() for key, text in (line.split("=", 1) for line in lines if line)}


def read(text):
    parser = configparser.RawConfigParser()
    try:
        parser.read_file(io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8"))
        return {
            name: {
                key: nested(value) if value.startswith("\n") else value
                for key, value in ((key, parser.get(name, key)) for key in parser.options(name))
            }
            for name in parser.sections()
        }
    except (configparser.Error, ValueError) as error:
        return type(error).__name__


json.dump([read(text) for text in json.load(sys.stdin)], sys.stdout)
