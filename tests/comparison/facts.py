"""What an OpenAPI file says, as lines: `POST /task > name` stands for a key of a request,
`POST /task < 201 id` for one of an answer, `GET /task/{} ? fields` for a parameter. Each line has
the set of types that it may take. A schema within itself is followed once."""

import re

METHODS = ("get", "post", "put", "patch", "delete")
ERROR = "error"  # all statuses from 400 on: which of them is sent is compared by the case files


class Facts:
    """Lines of one document with their types."""

    def __init__(self, document):
        self.document = document
        self.lines = {}
        for path, item in document["paths"].items():
            for method in METHODS:
                if method in item:
                    name = f"{method.upper()} {plain(path)}"
                    self._add(name, "operation")
                    self._operation(name, item[method], item.get("parameters", []))

    def _add(self, line, *types):
        self.lines.setdefault(line, set()).update(types)

    def resolve(self, node):
        while "$ref" in node:
            target = self.document
            for part in node["$ref"].removeprefix("#/").split("/"):
                target = target[part.replace("~1", "/").replace("~0", "~")]
            node = target
        return node

    def _operation(self, name, operation, shared):
        for given in [*shared, *operation.get("parameters", [])]:
            parameter = self.resolve(given)
            sign = {"query": "?", "path": "{}"}.get(parameter["in"], parameter["in"])
            line = f"{name} {sign} {parameter['name']}"
            self._schema(line, parameter.get("schema", {}), ())
        if "requestBody" in operation:
            self._content(f"{name} >", self.resolve(operation["requestBody"]))
        for status, given in operation["responses"].items():
            group = status if status.isdigit() and int(status) < 400 else ERROR
            self._content(f"{name} < {group}", self.resolve(given))

    def _content(self, line, holder):
        for kind, media in holder.get("content", {}).items():
            if media.get("schema"):
                form = "" if kind == "application/json" else f" ({kind})"
                self._schema(line + form, media["schema"], ())

    def _schema(self, line, schema, above):
        """Adds a line for the schema itself and for all below it."""
        if "$ref" in schema:
            if schema["$ref"] in above:
                return self._add(line, "object")
            above = (*above, schema["$ref"])
        schema = self.resolve(schema)
        parts = [p for key in ("allOf", "anyOf", "oneOf") for p in schema.get(key, [])]
        for part in parts:
            self._schema(line, part, above)
        kind = schema.get("type")
        if kind is None and not parts:
            kind = "object" if "properties" in schema else "any"
        if kind:
            self._add(line, kind)
        for name, inner in schema.get("properties", {}).items():
            self._schema(f"{line}{joint(line)}{name}", inner, above)
        if isinstance(schema.get("additionalProperties"), dict):
            self._schema(f"{line}{joint(line)}<key>", schema["additionalProperties"], above)
        if "items" in schema:
            self._schema(line + "[]", schema["items"], above)


def plain(path):
    """Without the last slash, and with parameters known by their place alone."""
    return re.sub(r"\{\w+\}", "{}", path.rstrip("/"))


def joint(line):
    """Between a line and a key below it: a blank where the line is a whole body."""
    return " " if re.search(r"( >| < \w+|\))$", line) else "."


def differences(theirs, ours):
    """Lines `missing …`, `more …` and `type …: their types | our types`. What lies below a line
    that one side lacks is not listed by itself."""
    found = []
    for kind, one, other in (("missing", theirs, ours), ("more", ours, theirs)):
        absent = set(one.lines) - set(other.lines)
        found += [f"{kind} {line}" for line in absent if not below(line, absent)]
    for line in set(theirs.lines) & set(ours.lines):
        wanted, got = theirs.lines[line], ours.lines[line]
        if wanted != got and got != {"any"}:
            found.append(f"type {line}: {'|'.join(sorted(wanted))} {'|'.join(sorted(got))}")
    return sorted(found)


def below(line, absent):
    """Whether something that the line lies in is absent itself."""
    return any(
        line[:end] in absent for end in range(1, len(line)) if line[end] in " .[" or line[end - 1] in "]"
    )
