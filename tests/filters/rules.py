"""Rules that filters of several entities share. Each makes a Spec: the operators and the kind of
operand (for filters.generate), and `decide(reader, row, operator, value)`."""

import calendar

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
    """One filter type of an entity. Of a reference 0 may be asked for: that there is none."""

    def __init__(self, operators, operand, decide, none=False):
        self.operators, self.operand, self.decide, self.none = operators, operand, decide, none


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

    def decide(_, row, operator, value):
        wanted = ids(value)
        return negated(operator, own(row) in wanted or (0 in wanted and not own(row)))

    return Spec(EQUALITY, operand, decide, key not in ("id", "key"))


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


def same_text(key, operand):
    """The whole text; "" means that there is none."""
    return test(EQUALITY, operand, lambda _, row, value: fold(str(value)) == fold(row.raw.get(key) or ""))


def choice(key, *values):
    """One of a few words."""
    return Spec(
        EQUALITY, values, lambda _, row, operator, value: negated(operator, row.raw.get(key) == value)
    )


def birthday(key):
    """Month and day of a date against those of a range; gt and lt reach to the ends of a year. Who was
    born on 29 February has his day on the 28th of years that have no 29th."""

    def code(day):
        return day.month * 100 + day.day

    def between(own, first, last):
        return first <= own <= last if first <= last else own >= first or own <= last

    def decide(reader, row, operator, value):
        wanted, found = reader.range(value), dates.read_moment(row.raw.get(key), False)
        if operator == "notequal":
            return not decide(reader, row, "equal", value)
        if found is None:
            return False
        own, first, last = code(found.day), code(wanted.first), code(wanted.last)
        if (wanted.last - wanted.first).days >= 365:
            first, last = 101, 1231
        if last == 228 and not calendar.isleap(wanted.last.year):
            last = 229
        return {
            "equal": between(own, first, last),
            "gt": own > last,
            "lt": own < first,
            "gtAndEqual": own >= first,
            "ltAndEqual": own <= last,
        }[operator]

    return Spec(DATED, "date", decide)
