"""What values of filters mean, whatever they are compared with. Knows no entity."""

import unicodedata

EQUALITY, ONLY = ("equal", "notequal"), ("equal",)
ORDERED = ("equal", "notequal", "gt", "lt")
DATED = ("equal", "notequal", "gt", "lt", "gtAndEqual", "ltAndEqual")
TEXTS = ("equal", "notequal", "have", "nothave")


def fold(text):
    """Case and compatibility forms do not count."""
    text = unicodedata.normalize("NFKC", text)
    return unicodedata.normalize("NFKC", text.casefold())


def ids(value):
    """One number, `1;2`, or an array; a remark behind `//` does not count."""
    if isinstance(value, dict):
        return [value["id"]]
    if isinstance(value, list):
        return [number for item in value for number in ids(item)]
    if isinstance(value, str):
        return [int(part) for part in value.split("//")[0].split(";") if part.strip()]
    return [value]


def prefixed(value, kind):
    """A person with a prefix; a bare number is of the kind that the place allows."""
    return value if isinstance(value, str) and ":" in value else f"{kind}:{value}"


def truth(value):
    return value in (True, 1, "1", "true")


def negated(operator, found):
    return not found if operator in ("notequal", "nothave") else found


def compare_number(own, operator, wanted):
    """A missing number satisfies notequal alone."""
    if operator == "notequal":
        return own != wanted
    if own is None:
        return False
    return {
        "equal": own == wanted,
        "gt": own > wanted,
        "lt": own < wanted,
        "gtAndEqual": own >= wanted,
        "ltAndEqual": own <= wanted,
    }[operator]


def compare_text(own, operator, value):
    """equal and notequal mean the whole text, have and nothave a part of it; an empty text that
    is sought means no text."""
    if value == "":
        return negated(operator, not own)
    if not own:
        return operator in ("notequal", "nothave")
    if operator in ("equal", "notequal"):
        return negated(operator, fold(own) == fold(value))
    return negated(operator, fold(value) in fold(own))


def digits(text):
    return "".join(char for char in text if char.isdigit())
