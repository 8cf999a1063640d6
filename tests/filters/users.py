"""Filters of lists of employees."""

from filters.operands import EQUALITY, digits, ids
from filters.rows import Entity
from filters.rules import birthday, choice, contains, number, ordered, test

LANGUAGES = ("En", "Ru", "De", "Pl")


def phone(_, row, value):
    """By digits alone."""
    return any(digits(value) in digits(one["number"]) for one in row.raw["phones"])


def in_group(_, row, value):
    return bool({group["id"] for group in row.raw["groups"]} & set(ids(value)))


FILTERS = {
    9001: test(EQUALITY, "keys", in_group),
    9002: test(EQUALITY, "phone", phone),
    9003: contains("email", operand="mail"),
    9006: contains("name", "midname", "lastname"),
    9008: ordered("id", "users"),
    9120: birthday("birthDate"),
    9121: contains("name"),
    9122: contains("midname"),
    9123: contains("lastname"),
    9124: choice("languageCode", *LANGUAGES),
    9127: number("position", "keys"),
}
USER = Entity(
    "user",
    "/user/list",
    "users",
    "id,name,midname,lastname,email,phones,groups,position,role,birthDate,languageCode,telegramId",
    FILTERS,
    lambda row: [("user", None)],
)
