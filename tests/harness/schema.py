"""A validator for the part of JSON Schema that OpenAPI 3.0 uses, and the look-up of the schema that
an answer must fit. Refuses to know what the operations mean."""

import re

from harness.report import Failure

TYPES = {
    "object": lambda v: isinstance(v, dict),
    "array": lambda v: isinstance(v, list),
    "string": lambda v: isinstance(v, str),
    "boolean": lambda v: isinstance(v, bool),
    "integer": lambda v: isinstance(v, int) and not isinstance(v, bool),
    "number": lambda v: isinstance(v, (int, float)) and not isinstance(v, bool),
}


# Older paths, which the document leaves out, and those that they stand for.
ALIASES = {"/user/posts": "/user/positions"}


class Schemas:
    """Validates values against the schemas of one OpenAPI document."""

    def __init__(self, document):
        self.document = document

    def resolve(self, schema):
        while "$ref" in schema:
            target = self.document
            for part in schema["$ref"].removeprefix("#/").split("/"):
                target = target[part.replace("~1", "/").replace("~0", "~")]
            schema = target
        return schema

    def errors(self, schema, value, where="$"):
        """All reasons why the value does not fit, as texts that name the place."""
        schema = self.resolve(schema)
        if value is None and schema.get("nullable"):
            return []
        found = self._combined(schema, value, where)
        kind = schema.get("type")
        if kind and not TYPES[kind](value):
            return found + [f"{where}: {value!r:.80} is no {kind}"]
        if "enum" in schema and value not in schema["enum"]:
            found.append(f"{where}: {value!r:.80} is not one of {schema['enum']}")
        if isinstance(value, dict):
            found += self._object(schema, value, where)
        elif isinstance(value, list):
            found += self._array(schema, value, where)
        elif isinstance(value, str):
            found += self._text(schema, value, where)
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            found += self._number(schema, value, where)
        return found

    def _combined(self, schema, value, where):
        found = []
        for part in schema.get("allOf", []):
            found += self.errors(part, value, where)
        if "anyOf" in schema and all(self.errors(part, value, where) for part in schema["anyOf"]):
            found.append(f"{where}: {value!r:.80} fits none of anyOf")
        if "oneOf" in schema:
            fits = sum(not self.errors(part, value, where) for part in schema["oneOf"])
            if fits != 1:
                found.append(f"{where}: {value!r:.80} fits {fits} of oneOf")
        if "not" in schema and not self.errors(schema["not"], value, where):
            found.append(f"{where}: {value!r:.80} fits what it must not")
        return found

    def _object(self, schema, value, where):
        found = [f"{where}: no {name}" for name in schema.get("required", []) if name not in value]
        properties = schema.get("properties", {})
        others = schema.get("additionalProperties", True)
        for name, item in value.items():
            if name in properties:
                found += self.errors(properties[name], item, f"{where}.{name}")
            elif others is False:
                found.append(f"{where}: undocumented key {name}")
            elif isinstance(others, dict):
                found += self.errors(others, item, f"{where}.{name}")
        return found

    def _array(self, schema, value, where):
        found = []
        if "items" in schema:
            for i, item in enumerate(value):
                found += self.errors(schema["items"], item, f"{where}[{i}]")
        if len(value) < schema.get("minItems", 0) or len(value) > schema.get(
            "maxItems", len(value)
        ):
            found.append(f"{where}: {len(value)} items")
        return found

    @staticmethod
    def _text(schema, value, where):
        found = []
        if len(value) < schema.get("minLength", 0) or len(value) > schema.get(
            "maxLength", len(value)
        ):
            found.append(f"{where}: a text of {len(value)} characters")
        if "pattern" in schema and not re.search(schema["pattern"], value):
            found.append(f"{where}: {value!r:.80} does not match {schema['pattern']}")
        return found

    @staticmethod
    def _number(schema, value, where):
        low, high = schema.get("minimum", value), schema.get("maximum", value)
        found = [] if low <= value <= high else [f"{where}: {value} is outside {low}..{high}"]
        if schema.get("exclusiveMinimum") is True and value == low:
            found.append(f"{where}: {value} must be above {low}")
        return found


class Contract:
    """Our own OpenAPI file, asked about answers."""

    def __init__(self, document):
        self.document = document
        self.schemas = Schemas(document)
        # Literal parts win over parameters: /task/list before /task/{id}.
        ordered = sorted(document["paths"].items(), key=lambda item: (item[0].count("{"), item[0]))
        self.paths = [(self._regex(path), path, item) for path, item in ordered]
        self.seen = set()

    @staticmethod
    def _regex(path):
        parts = re.split(r"\{[^}]*\}", path.rstrip("/"))
        return re.compile(
            "/*" + "[^/]+".join(re.escape(p).replace("/", "/+") for p in parts) + "/*$"
        )

    def find(self, method, path):
        """(template, operation) of a request below the base, or (template, None), or (None,
        None)."""
        path = ALIASES.get(path.rstrip("/"), path)
        for regex, template, item in self.paths:
            if regex.match(path):
                wanted = "get" if method == "HEAD" else method.lower()
                return template, item.get(wanted)
        return None, None

    def check(self, method, path, status, body):
        """Raises Failure where an answer is not what our document promises."""
        place = f"{method} {path} -> {status}"
        if status >= 400:
            self._envelope(place, body)
        template, operation = self.find(method, path)
        if operation is None:
            if status not in (204, 400, 401, 404, 405, 408, 413, 414, 431):
                raise Failure(f"{place}: undocumented operation")
            return
        self.seen.add((method, template, status))
        responses = operation["responses"]
        answer = responses.get(str(status)) or responses.get("default")
        if answer is None:
            raise Failure(f"{place}: status not documented for {template}")
        content = self.schemas.resolve(answer).get("content", {}).get("application/json")
        if content is None or method == "HEAD":
            return
        errors = self.schemas.errors(content.get("schema", {}), body)
        if errors:
            raise Failure(f"{place}: does not fit our OpenAPI file\n" + "\n".join(errors[:8]))

    @staticmethod
    def _envelope(place, body):
        if body is None:
            return
        fits = (
            isinstance(body, dict)
            and body.get("result") == "fail"
            and isinstance(body.get("error"), str)
            and isinstance(body.get("code"), int)
            and not isinstance(body.get("code"), bool)
        )
        if not fits:
            raise Failure(f"{place}: no error envelope: {body!r:.200}")
