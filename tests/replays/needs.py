"""Which custom fields an example needs: whose they are and of which type. One number means several
things in the examples (field 50 is a moment, a task and a project), so that they do not all fit
into one account; `Packing` finds the accounts."""

import re

from filters import families

# What the examples that write take the numbers for.
WRITTEN = {6: 3, 7: 6, 10: 0, 20: 1, 30: 3, 36: 0, 40: 4, 50: 5, 60: 6, 65: 28, 70: 7, 80: 8}
WRITTEN |= {90: 9, 95: 9, 100: 10, 110: 11, 120: 12, 130: 13, 140: 14, 150: 15, 160: 16, 170: 17}
WRITTEN |= {200: 20, 210: 21, 220: 22, 250: 25}
TAG, DIRECTORY = 4, 2  # what `/datatag/{id}` and `/directory/{id}` stand for
ENTITIES = ("task", "contact", "project", "user", "comment")


def owner_of(path, body):
    """Whose fields the example speaks of: (entity, number of what holds them or None)."""
    if "datatag" in path:
        return "datatag", body.get("dataTag", {}).get("id", TAG)
    if path.startswith("/directory"):
        return "directory", DIRECTORY
    found = re.match(r"/(?:customfield/)?(?:group/)?(\w+)", path).group(1)
    return found if found in ENTITIES else "task", None


def written(item):
    """The type of a field of customFieldData, by its number and value."""
    kind, value = WRITTEN[item["field"]["id"]], item["value"]
    if kind == 4 and "date" in value:
        return 5
    return 28 if kind == 6 and "date" in value["from"] else kind


def items_of(body):
    """All items of customFieldData, wherever they stand."""
    if isinstance(body, list):
        return [item for inner in body for item in items_of(inner)]
    if not isinstance(body, dict):
        return []
    inner = [item for key, value in body.items() if key != "customFieldData" for item in items_of(value)]
    return body.get("customFieldData", []) + inner


def filtered(example, asked):
    """(field, its owner, its type) that a filter needs; None where it needs none."""
    kind = int(asked["type"])
    if "subfilter" in asked:
        inner = asked["subfilter"]
        family = families.FAMILIES[families.DATA_TAG[inner["filter"]["type"]]]
        return inner["filter"]["field"], ("datatag", inner["dataTagId"]), family.types[0]
    owner = owner_of(example.path, example.body)
    number = families.family_of(owner[0], kind)
    if number is None:
        return None
    if number not in families.FAMILIES:
        field = int(asked["value"])
        return field, owner, WRITTEN.get(field, 0)
    types = families.FAMILIES[number].types
    return asked["field"], owner, 2 if example.name.endswith(" Text") else types[0]


def fields_of(example):
    """{field: (owner, type)}."""
    owner = owner_of(example.path, example.body)
    found = {item["field"]["id"]: (owner, written(item)) for item in items_of(example.body)}
    unique = example.body.get("optionImportUniqueField", "")
    if unique.startswith("custom:"):
        found[int(unique[7:])] = owner, 0
    for asked in example.body.get("filters", []):
        need = filtered(example, asked)
        if need:
            found[need[0]] = need[1:]
    return found


class Packing:
    """Puts examples together whose needs do not contradict each other."""

    def __init__(self):
        self.packs = []  # (marks, {field: (owner, type)}, [example])

    def add(self, example, marks):
        """`marks` tell accounts apart that differ in other ways."""
        fields = fields_of(example)
        for known, taken, members in self.packs:
            fits = all(taken.get(field, need) == need for field, need in fields.items())
            if known == marks and fits:
                taken.update(fields)
                members.append(example)
                return
        self.packs.append((marks, dict(fields), [example]))
