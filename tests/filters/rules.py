"""Rules that filters of several entities share. Each makes a Spec: the operators and the kind of
operand (for filters.generate), and `decide(reader, row, operator, value)`."""

from filters import dates
from filters.operands import (
    DATED,
    EQUALITY,
    ONLY,
    ORDERED,
    compare_number,
    fold,
    ids,
    negated,
    prefixed,
    truth,
)


class Spec:
    """One filter type of an entity."""

    def __init__(self, operators, operand, decide):
        self.operators, self.operand, self.decide = operators, operand, decide


def test(operators, operand, function):
    """equal and notequal are opposites: `function(reader, row, value)` decides equal."""
    return Spec(
        operators,
        operand,
        lambda reader, row, operator, value: negated(operator, function(reader, row, value)),
    )


def person(key, bare="user", operand="person"):
    """A field that holds one person; a group means its members."""
    return test(
        EQUALITY,
        operand,
        lambda reader, row, value: row.ref(key) in reader.one_of(prefixed(value, bare)),
    )


def counterparty(key="counterparty"):
    return test(
        EQUALITY,
        "counterparty",
        lambda _, row, value: row.ref(key) == prefixed(value, "contact"),
    )


def member(*keys):
    """Lists of people; who belongs to a group that stands in one is in it too."""
    return test(
        EQUALITY,
        "person",
        lambda reader, row, value: any(
            reader.listed_as(prefixed(value, "user")) & row.people(key) for key in keys
        ),
    )


def direct(key):
    return test(
        EQUALITY, "person", lambda _, row, value: prefixed(value, "user") in row.people(key)
    )


def dated(moment):
    """`moment(reader, row)` or the key of a TimePoint."""
    found = moment if callable(moment) else lambda _, row: dates.read_moment(row.raw.get(moment))
    return Spec(
        DATED,
        "date",
        lambda reader, row, operator, value: dates.compare(
            found(reader, row), operator, reader.range(value)
        ),
    )


def flag(function):
    """Takes true alone."""
    return test(ONLY, "flag", lambda reader, row, _value: function(reader, row))


def boolean(key):
    return test(EQUALITY, "boolean", lambda _, row, value: row.raw[key] == truth(value))


def number(key, operand):
    """A number or the id of a reference, among those that are sought."""

    def own(row):
        found = row.raw.get(key)
        return found.get("id") if isinstance(found, dict) else found

    return test(EQUALITY, operand, lambda _, row, value: own(row) in ids(value))


def ordered(key, operand):
    def decide(_, row, operator, value):
        wanted = ids(value)
        if operator in EQUALITY:
            return negated(operator, row.raw[key] in wanted)
        return compare_number(row.raw[key], operator, wanted[0])

    return Spec(ORDERED, operand, decide)


def contains(*keys, operand="text"):
    """Some of the texts contains what is sought."""

    def function(_, row, value):
        texts = [row.raw.get(key) or "" for key in keys]
        return any(fold(value) in fold(text) for text in texts)

    return test(EQUALITY, operand, function)


def choice(key, *values):
    """One of a few words."""
    return Spec(
        EQUALITY, values, lambda _, row, operator, value: negated(operator, row.raw.get(key) == value)
    )
