#!/usr/bin/env bash
# Guessed: openapi-spec-validator, which finds a path parameter that is in no path, a reference that leads nowhere and an operationId that
# stands twice, also finds a security requirement that names no declared scheme, and two paths that differ in the names of their
# parameters alone: OpenAPI 3.1 says of the first that it MUST be declared, of the second that they are identical and invalid.
# What happens: both documents are valid to it, while the other three are refused.
# Why it matters: one misspelt "tokn" and generated clients call without a token, or none can be generated, and the check that ran on each
# change said that the description is right.
# Versions: openapi-spec-validator 0.9.0.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check openapi-spec-validator==0.9.0
echo 'versions: openapi-spec-validator==0.9.0'
echo 'guess: all five documents are refused'
env/bin/python - <<'PYTHON'
import copy
from openapi_spec_validator import OpenAPIV31SpecValidator, validate

def operation(name, parameter):
    place = {"name": parameter, "in": "path", "required": True, "schema": {"type": "string"}}
    return {"get": {"operationId": name, "parameters": [place], "responses": {"200": {"description": "ballots"}}}}

plain = {
    "openapi": "3.1.1",
    "info": {"title": "survey", "version": "1"},
    "paths": {"/ballots/{id}": operation("ballot", "id")},
    "components": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
}
validate(plain, cls=OpenAPIV31SpecValidator)

def changed(change):
    document = copy.deepcopy(plain)
    change(document["paths"])
    return document

places = {
    "parameter of no path": lambda paths: paths.update({"/ballots/{id}": operation("ballot", "key")}),
    "operationId twice": lambda paths: paths.update({"/units/{unit}": operation("ballot", "unit")}),
    "reference to nothing": lambda paths: paths["/ballots/{id}"]["get"]["responses"]["200"].update(
        content={"application/json": {"schema": {"$ref": "#/components/schemas/Ballot"}}}),
    "scheme that is not declared": lambda paths: paths["/ballots/{id}"]["get"].update(security=[{"tokn": []}]),
    "the same path twice": lambda paths: paths.update({"/ballots/{number}": operation("numbered", "number")}),
}
seen = {}
for name, change in places.items():
    try:
        validate(changed(change), cls=OpenAPIV31SpecValidator)
        seen[name] = "valid"
    except Exception:
        seen[name] = "refused"
print("seen:", seen)
assert list(seen.values()) == ["refused"] * 3 + ["valid"] * 2
PYTHON
echo 'the guess missed, as recorded'
