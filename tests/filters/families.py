"""Filters of custom fields: ONE table for all entities. The number of a filter is the number of
its family plus the base of the entity; data tags alone have numbers of their own."""

from filters import dates
from filters.operands import (
    DATED,
    EQUALITY,
    ORDERED,
    TEXTS,
    compare_number,
    compare_text,
    ids,
    negated,
    prefixed,
    truth,
)

BASES = {"task": 100, "contact": 4100, "project": 5100, "user": 9100, "directory": 6100}
DATA_TAG = {
    3101: 3,
    3103: 13,
    3104: 9,
    3105: 7,
    3106: 10,
    3108: 1,
    3109: 2,
    3111: 12,
    3115: 5,
    3116: 8,
    3117: 15,
    3123: 16,
}
HAS_VALUE, NO_VALUE = 52, 53

ALL = (*range(1, 19), HAS_VALUE, NO_VALUE)
# Families that the list of an entity lacks.
LACKS = {
    "task": (4, 18),
    "contact": (),
    "project": (14, HAS_VALUE, NO_VALUE),
    "user": (HAS_VALUE, NO_VALUE),
    "directory": (11, 16, 18, HAS_VALUE, NO_VALUE),
}


class Family:
    """One kind of custom field filter: which field types it fits, its operators, the operand that
    filters.generate makes for it, and how it decides over the value of a field."""

    def __init__(self, types, operators, operand, decide):
        self.types, self.operators, self.operand, self.decide = types, operators, operand, decide


def by_date(reader, own, field_type, operator, value):
    """A time frame meets a range that it overlaps."""
    ends = (None, None)
    if own is not None:
        both = (own["from"], own["to"]) if field_type == 28 else (own, own)
        ends = [dates.read_moment(end, field_type != 3) for end in both]
    return dates.compare_frame(*ends, operator, reader.range(value))


def by_text(_reader, own, _type, operator, value):
    return compare_text(own, operator, value)


def by_number(_reader, own, _type, operator, value):
    return compare_number(own, operator, float(value))


def by_flag(_reader, own, _type, operator, value):
    return negated(operator, bool(own) == truth(value))  # without a value it is not ticked


def minutes(text):
    hours, rest = text.split(":")[:2]
    return int(hours) * 60 + int(rest)


def by_time(_reader, own, _type, operator, value):
    time = own["time"] if isinstance(own, dict) else own
    return compare_number(minutes(time) if time else None, operator, minutes(value))


def by_place(_reader, own, _type, operator, value):
    return compare_text((own or {}).get("address"), operator, value)


def same(test):
    """A family whose equal and notequal are opposites; no value satisfies notequal alone."""

    def decide(reader, own, _type, operator, value):
        return negated(operator, own is not None and test(reader, own, value))

    return decide


def one_person(kind):
    return same(lambda reader, own, value: own["id"] in reader.one_of(prefixed(value, kind)))


def labels(value):
    return set(value.split(";") if isinstance(value, str) else value)


FAMILIES = {
    1: Family((0, 2), TEXTS, "line", by_text),
    2: Family((1,), ORDERED, "number", by_number),
    3: Family((3, 5, 28), DATED, "date", by_date),
    4: Family((4,), DATED, "time", by_time),
    5: Family((7,), EQUALITY, "boolean", by_flag),
    6: Family((8,), EQUALITY, "label", same(lambda _, own, value: own == value)),
    7: Family((9,), EQUALITY, "keys", same(lambda _, own, value: own["id"] in ids(value))),
    8: Family((10,), EQUALITY, "contact", one_person("contact")),
    9: Family((11,), EQUALITY, "employee", one_person("user")),
    10: Family((12,), EQUALITY, "counterparty", one_person("contact")),
    11: Family((20,), EQUALITY, "labels", same(lambda _, own, value: labels(value) <= set(own))),
    12: Family(
        (13,), EQUALITY, "member", same(lambda _, own, value: own["id"] == prefixed(value, "user"))
    ),
    13: Family(
        (14,),
        EQUALITY,
        "member",
        same(lambda _, own, value: prefixed(value, "user") in {person["id"] for person in own}),
    ),
    14: Family(
        (15,),
        EQUALITY,
        "keys",
        same(lambda _, own, value: set(ids(value)) <= {entry["id"] for entry in own}),
    ),
    15: Family((16,), EQUALITY, "tasks", same(lambda _, own, value: own["id"] in ids(value))),
    16: Family(
        (17,),
        EQUALITY,
        "tasks",
        same(lambda _, own, value: bool(set(ids(value)) & {task["id"] for task in own})),
    ),
    17: Family((22,), EQUALITY, "projects", same(lambda _, own, value: own["id"] in ids(value))),
    18: Family((25,), EQUALITY, "address", by_place),
}


def family_of(entity, kind):
    """The number of the family of a filter type; None where the type is no custom field filter."""
    if entity == "datatag":
        return DATA_TAG.get(kind)
    number = kind - BASES.get(entity, kind)
    return number if number in FAMILIES or number in (HAS_VALUE, NO_VALUE) else None


def types_of(entity):
    """All filter types of an entity's list that speak of custom fields."""
    if entity == "datatag":
        return list(DATA_TAG)
    if entity not in BASES:
        return []
    return [BASES[entity] + number for number in ALL if number not in LACKS[entity]]


def matches(reader, row, number, asked):
    """Whether the row's custom field is as asked. A field that the row does not own makes every
    condition on it false."""
    operator, value = asked["operator"].replace("equals", "equal"), asked.get("value")
    if number in (HAS_VALUE, NO_VALUE):
        field = ids(value)[0]
        return reader.owns(row, field) and (row.value(field) is not None) == (number == HAS_VALUE)
    field = asked["field"]
    if not reader.owns(row, field):
        return False
    kind = reader.account.types[field]
    return FAMILIES[number].decide(reader, row.value(field), kind, operator, value)
