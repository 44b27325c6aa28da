"""Checks JSON documents against a JSON Schema, which must be a sound one itself: the first file is the schema."""

import json
import sys

from jsonschema import Draft202012Validator

schema, *documents = [json.load(open(name, encoding="utf-8")) for name in sys.argv[1:]]
Draft202012Validator.check_schema(schema)
for document in documents:
    Draft202012Validator(schema).validate(document)
