"""Filters of lists of employees."""

from filters.operands import EQUALITY, digits, fold, ids
from filters.rows import Entity
from filters.rules import birthday, choice, contains, number, ordered, same_text, test

LANGUAGES = ("En", "Ru", "De", "Pl")
ROLES = ("User", "Admin", "TechAdmin", "Robot")


def phone(_, row, value):
    """By digits alone; without digits there is nothing to find."""
    return digits(value) and any(digits(value) in digits(one["number"]) for one in row.raw["phones"])


def in_group(_, row, value):
    mine = {group["id"] for group in row.raw["groups"]}
    return bool(mine & set(ids(value))) or (0 in ids(value) and not mine)


def each_word(_, row, value):
    """First and last name in any order: each word stands somewhere in the name."""
    names = [fold(row.raw.get(key) or "") for key in ("name", "midname", "lastname")]
    return all(any(word in name for name in names) for word in fold(value).split())


def in_some_mail(_, row, value):
    return any(fold(value) in fold(text) for text in [row.raw["email"], *row.raw["secondaryEmails"]])


def position_name(_, row, value):
    value = value["name"] if isinstance(value, dict) else value
    return fold((row.raw.get("position") or {}).get("name", "")) == fold(value)


FILTERS = {
    9001: test(EQUALITY, "keys", in_group),
    9002: test(EQUALITY, "phone", phone),
    9003: test(EQUALITY, "mail", in_some_mail),
    9004: contains("extensionNumber", operand="extension"),
    9005: test(EQUALITY, "positionName", position_name),
    9006: test(EQUALITY, "words", each_word),
    9008: ordered("id", "users"),
    9009: choice("role", *ROLES),
    9120: birthday("birthDate"),
    9121: contains("name"),
    9122: contains("midname"),
    9123: contains("lastname"),
    9124: choice("languageCode", *LANGUAGES),
    9126: same_text("telegramId", "telegramNumber"),
    9127: number("position", "keys"),
}
USER = Entity(
    "user",
    "/user/list",
    "users",
    "id,name,midname,lastname,email,secondaryEmails,phones,groups,position,role,birthDate,"
    "languageCode,telegramId,extensionNumber",
    FILTERS,
    lambda row: [("user", None)],
)
