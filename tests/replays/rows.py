"""Rows for the examples of lists: for every example one that its filters want, and some that they do
not. What a filter wants of a row is the reverse of the filter: one line a type."""

from filters import families
from replays import needs

# Custom field families: the value of a field that a filter with this operand finds.
FIELD_VALUES = {
    1: lambda value: value,
    2: lambda value: value,
    3: lambda value: {"date": day_of(value)},
    5: lambda value: value,
    6: lambda value: value,
    7: lambda value: {"id": families.ids(value)[0]},
    8: lambda value: {"id": families.prefixed(value, "contact")},
    9: lambda value: {"id": families.prefixed(value, "user")},
    10: lambda value: {"id": families.prefixed(value, "contact")},
    11: lambda value: value.split(";"),
    12: lambda value: {"id": value},
    13: lambda value: [{"id": value}],
    14: lambda value: [{"id": key} for key in families.ids(value)],
    15: lambda value: {"id": families.ids(value)[0]},
    16: lambda value: [{"id": key} for key in families.ids(value)],
    17: lambda value: {"id": families.ids(value)[0]},
}
OTHER_VALUES = {
    0: "Other",
    1: 5,
    2: "Other",
    3: {"date": "01-01-2022"},
    5: {"date": "01-01-2022", "time": "10:00"},
    7: False,
    8: "Third",
    9: {"id": 1},
    10: {"id": "contact:1"},
    11: {"id": "user:1"},
    12: {"id": "contact:3"},
    13: {"id": "user:1"},
    14: [{"id": "user:1"}],
    15: [{"id": 47}],
    16: {"id": 12},
    17: [{"id": 111}],
    20: ["Main"],
    22: {"id": 1},
}


def day_of(value):
    return (value.get("dateFrom") or value.get("dateValue")).split()[0]


def full_name(text):
    """`Ivanov Ivan Ivanovich`."""
    lastname, name, midname = text.split()
    return {"lastname": lastname, "name": name, "midname": midname}


def reference(key):
    return lambda value: {key: {"id": families.ids(value)[0]}}


def named(value):
    return {"position": value if isinstance(value, dict) else {"name": value}}


def people(key):
    return lambda value: {
        key: {"groups": [{"id": int(value[6:])}]}
        if value.startswith("group:")
        else {"users": [{"id": value}]}
    }


def plain(key, make=lambda value: value):
    return lambda value: {key: make(value)}


def phone(value):
    return {"phones": [{"number": value, "type": 1}]}


def born(value):
    """Some year that a date without its year means too."""
    return {"birthDate": {"date": value["dateValue"][:6] + max(value["dateValue"][6:], "1950")}}


# By filter type: the keys of a row that it wants. Types that are not here are met by rows of the
# fixture, or by every row.
SYSTEM = {
    "contact": {
        4001: full_name,
        4002: plain("position"),
        4003: phone,
        4005: plain("email"),
        4008: reference("group"),
        4011: born,
        4014: plain("name"),
        4015: plain("lastname"),
        4019: plain("gender"),
        4026: plain("email"),
        4222: plain("midname"),
        4223: born,
        4226: plain("telegram"),
        4234: plain("telegramId", str),
    },
    "project": {
        5001: plain("name"),
        5002: reference("group"),
        5003: reference("counterparty"),
        5004: lambda value: {"owner": {"id": value}},
        5005: lambda value: {"endDate": {"date": "16-11-2022"}},  # yesterday
        5006: reference("status"),
        5008: people("clientManagers"),
        5010: reference("template"),
        5011: people("assignees"),
        5012: people("auditors"),
        5013: lambda value: {"startDate": {"date": day_of(value)}},
        5014: reference("parent"),
    },
    "user": {
        9001: lambda value: {"groups": [{"id": value}]},
        9002: phone,
        9003: plain("email"),
        9005: named,
        9006: full_name,
        9120: born,
        9121: plain("name"),
        9122: plain("midname"),
        9123: plain("lastname"),
        9124: plain("languageCode"),
        9127: lambda value: {"position": value if isinstance(value, dict) else {"id": value}},
    },
    "directory": {6005: plain("archived")},
    "datatag": {},
    "task": {},
    "comment": {},
}


def custom_items(entity, body):
    """Values of custom fields that the filters of an example want of a row of the entity itself."""
    for asked in body.get("filters", []):
        number = families.family_of(entity, int(asked["type"]))
        if number in FIELD_VALUES and "subfilter" not in asked:
            yield {"field": {"id": asked["field"]}, "value": FIELD_VALUES[number](asked["value"])}


def wanted(entity, body):
    """A body for what an example looks for."""
    found = {}
    for asked in body.get("filters", []):
        make = SYSTEM[entity].get(int(asked["type"]))
        if make and "subfilter" not in asked:
            found |= make(asked["value"])
    items = list(custom_items(entity, body))
    return found | ({"customFieldData": items} if items else {})


def other(fields, entity):
    """Values that no example looks for, in all fields of the entity."""
    return [
        {"field": {"id": number}, "value": OTHER_VALUES[kind]}
        for number, (owner, kind) in fields.items()
        if owner[0] == entity
    ]


def tag_items(examples):
    """Data tag entries that filters of type 93 look for: (tag, items)."""
    for example in examples:
        for asked in example.body.get("filters", []):
            if "subfilter" in asked:
                inner = asked["subfilter"]
                family = families.DATA_TAG[inner["filter"]["type"]]
                value = FIELD_VALUES[family](asked["value"])
                item = {"field": {"id": inner["filter"]["field"]}, "value": value}
                yield inner["dataTagId"], [item]
    for example in examples:
        if example.path.startswith("/datatag/"):
            yield needs.TAG, list(custom_items("datatag", example.body))
