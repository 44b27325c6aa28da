"""Whether a file is a valid description of an API (OpenAPI 3.1), by a validator that is not ours; and whether its own examples fit."""

import json
import sys

from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

with open(sys.argv[1], encoding="utf-8") as file:
    description = json.load(file)

errors = list(OpenAPIV31SpecValidator(description).iter_errors())
for error in errors:
    print(f"{'/'.join(map(str, error.absolute_path))}: {error.message}", file=sys.stderr)

# Each schema is one by itself too, as programs that make code of it read it.
for name, schema in description["components"]["schemas"].items():
    try:
        Draft202012Validator.check_schema(schema)
    except Exception as error:
        errors.append(error)
        print(f"{name}: {error}", file=sys.stderr)

# What nobody describes nobody can use.
for path, methods in description["paths"].items():
    for method, operation in methods.items():
        if not operation.get("summary") or not operation.get("operationId"):
            errors.append(path)
            print(f"{method} {path} has no summary or no operationId", file=sys.stderr)

sys.exit(1 if errors else 0)
