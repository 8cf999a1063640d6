"""Everything that can be asked of a small account, as the server's own OpenAPI file says: each read
of each number, each list with all fields, each filter with values of every kind."""

import re

FIELDS = [500, 501, 502, 600, 601, 602, 603, 700, 701, 702, 800]
FILTERED = [500, 501, 601, 603, 700]
PEOPLE = ["user:1", "user:3", "user:5", "contact:11", "contact:12", "contact:13", "group:1"]
VALUES = {
    "person": PEOPLE,
    "contact": PEOPLE[3:],
    "text": ["zed", "a", "o", "99"],
    "number": [1, 2, 4, 9, 51, 201, 204, 301, 320],
    "date": [{"dateType": "otherRange", "dateFrom": "01-01-2020", "dateTo": "01-01-2040"}],
    "true or false": [True, False],
}
ANY = ["zed", 9, "user:3"]
NUMBERS = {
    "task": [*range(201, 208), *range(301, 313), *range(320, 325), 51, 52],
    "object": [51, 52, 201, 301],
    "contact": range(10, 14),
    "comment": [*range(301, 306), *range(401, 412)],
    "project": [*range(1, 6), 20, 21],
    "user": range(1, 8),
}
OTHERS = range(1, 5)
KEYS = range(1, 10)


def readings(document):
    """Operations that change nothing: method, path, and what describes their parameters."""
    for path, item in sorted(document["paths"].items()):
        for method, operation in item.items():
            if path.startswith("/planstead") or "/download" in path:
                continue
            if method == "get" or (method == "post" and path.rstrip("/").endswith(("/list", "/filters"))):
                yield method.upper(), path.rstrip("/"), operation


def numbered(path):
    """The path with each of its numbers."""
    holes = re.findall(r"\{\w+\}", path)
    kind = path.removeprefix("/customfield").split("/")[1]
    first = NUMBERS.get(kind, OTHERS)
    for one in first if holes else [None]:
        for other in KEYS if len(holes) > 1 else [None]:
            whole = path.replace(holes[0], str(one), 1) if holes else path
            yield whole.replace(holes[1], str(other), 1) if len(holes) > 1 else whole


def all_fields(description):
    named = re.search(r"Possible: ([\w, ]+?)(, and numbers of custom fields)?\.", description or "")
    if named is None:
        return None
    return ",".join(named[1].split(", ") + [str(field) for field in FIELDS if named[2]])


def filters(schema):
    """Each type that the schema describes, with values that it may take."""
    for number, words in re.findall(r"\* `(\d+)` (.*)", schema["properties"]["type"]["description"]):
        kinds = [kind for kind in VALUES if f"value: {kind}" in words]
        for value in [value for kind in kinds for value in VALUES[kind]] or ANY:
            for operator in ("equal", "notequal"):
                yield {"type": int(number), "operator": operator, "value": value}
        # Filters over custom fields are numbered from 101, 4101 …
        for field in FILTERED if int(number) % 1000 >= 100 else []:
            for operator, value in (("equal", "zed"), ("notequal", "x"), ("equal", 9), ("notequal", 1)):
                yield {"type": int(number), "operator": operator, "value": value, "field": field}
    for tag, field, value in ((t, f, v) for t in (1, 2) for f in (700, 701) for v in (1, 2, 4, 9)):
        inner = {"dataTagId": tag, "filter": {"type": 3109, "field": field}}
        yield {"type": 93, "operator": "gt", "value": value, "subfilter": inner}


def resolved(schema, document):
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def questions(document):
    for method, path, operation in readings(document):
        if method == "GET":
            said = {one["name"]: one for one in operation.get("parameters", []) if "name" in one}
            wanted = all_fields(said.get("fields", {}).get("description"))
            for whole in numbered(path):
                yield method, whole + (f"?fields={wanted}" if wanted else ""), None
            continue
        body = resolved(operation["requestBody"]["content"]["application/json"]["schema"], document)
        keys = body["properties"]
        wanted = all_fields(keys.get("fields", {}).get("description"))
        asked = [{"fields": wanted}] if wanted else [{}]
        asked += [{"fields": wanted, "typeList": kind} for kind in ("All", "New", "Deleted") if "typeList" in keys]
        asked += [{"fields": "id", "filterId": number} for number in (401, 402, 403) if "filterId" in keys]
        if "filters" in keys:
            described = resolved(keys["filters"]["items"], document)
            asked += [{"fields": "id,key", "filters": [one]} for one in filters(described)]
        for whole in numbered(path):
            for body in asked:
                yield method, whole, body
