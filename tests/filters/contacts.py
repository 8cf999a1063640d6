"""Filters of contact lists."""

from filters import dates
from filters.operands import DATED, EQUALITY, fold, prefixed
from filters.rows import Entity
from filters.rules import (
    Spec,
    birthday,
    choice,
    contains,
    dated,
    flag,
    member,
    number,
    person,
    same_text,
    test,
)
from filters.tasks import change_or_comment, entry_value, overdue
from filters.users import each_word, phone


def addresses(row):
    return [row.raw["email"], *row.raw["additionalEmailAddresses"]]


def mail(_, row, value):
    return any(fold(value) in fold(address) for address in addresses(row))


def mail_exactly(_, row, value):
    return any(fold(value) == fold(address) for address in addresses(row))


def in_charge(reader, row, value):
    """Whom a contact is open to: administrators, its supervisors, who added it."""
    person_ = prefixed(value, "user")
    added = row.ref("addedBy") in reader.one_of(person_)
    supervises = bool(reader.listed_as(person_) & row.people("supervisors"))
    return person_ in reader.account.admins or added or supervises


def known(name):
    """A flag that no answer shows: what the structure file says, else by the kind of contact."""
    usual = {"access": lambda _: False, "participant": lambda row: not row.raw["isCompany"]}
    usual["counterparty"] = lambda row: row.raw["isCompany"]
    return lambda reader, row: reader.account.flags.get((name, row.id), usual[name](row))


def known_not(name):
    return lambda reader, row: not known(name)(reader, row)


def in_more_mails(_, row, value):
    return any(fold(value) in fold(text) for text in row.raw["additionalEmailAddresses"])


def telegram_name(text):
    return fold(text.strip()).removeprefix("https://").removeprefix("t.me/").removeprefix("@")


def by_telegram(_, row, value):
    return telegram_name(row.raw["telegram"]) == telegram_name(value)


def active(_, task):
    return task.raw["status"]["isActive"]


def some_task(role, test_, wanted=True):
    """In that role of some such task, or of none."""
    return flag(lambda reader, row: any(test_(reader, t) for t in reader.tasks_of(role, row)) == wanted)


def by_activity(role, wanted):
    """Some task of the contact was last active as asked; or none was."""

    def decide(reader, row, operator, value):
        met = any(
            dates.compare(change_or_comment(reader, task), operator, reader.range(value))
            for task in reader.tasks_of(role, row)
        )
        return met == wanted

    return Spec(DATED, "date", decide)


def born(_, row):
    return dates.read_moment(row.raw.get("birthDate"), False)


FILTERS = {
    1: person("addedBy"),
    2: member("supervisors"),
    12: dated("createdDate"),
    38: dated("dateOfLastUpdate"),
    47: test(EQUALITY, "person", in_charge),
    48: test(EQUALITY, "person", in_charge),
    93: Spec((), "subfilter", entry_value),
    4001: test(EQUALITY, "words", each_word),
    4002: contains("position", operand="position"),
    4003: test(EQUALITY, "phone", phone),
    4004: contains("address", operand="place"),
    4005: test(EQUALITY, "mail", mail),
    4006: flag(lambda _, row: row.raw["isCompany"]),
    4007: flag(lambda _, row: not row.raw["isCompany"]),
    4008: number("group", "keys"),
    4010: flag(known("access")),
    4011: birthday("birthDate"),
    4012: flag(known("participant")),
    4013: flag(known("counterparty")),
    4014: contains("name"),
    4015: contains("lastname"),
    4016: number("template", "contactTemplates"),
    4017: flag(known_not("participant")),
    4018: flag(known_not("counterparty")),
    4019: choice("gender", "NotDefined", "Female", "Male"),
    4026: test(EQUALITY, "mail", mail_exactly),
    4201: some_task("client", active, False),
    4202: some_task("participant", active, False),
    4203: some_task("client", active),
    4204: some_task("participant", active),
    4205: some_task("client", overdue),
    4206: some_task("participant", overdue),
    4213: by_activity("client", True),
    4214: by_activity("participant", True),
    4219: by_activity("client", False),
    4220: by_activity("participant", False),
    4221: test(EQUALITY, "mail", in_more_mails),
    4222: contains("midname"),
    4223: dated(born),
    4226: test(EQUALITY, "telegram", by_telegram),
    4231: number("id", "contacts"),
    4233: number("id", "contacts"),
    4234: same_text("telegramId", "telegramNumber"),
}
CONTACT = Entity(
    "contact",
    "/contact/list",
    "contacts",
    "id,template,name,midname,lastname,gender,address,email,additionalEmailAddresses,telegram,"
    "telegramId,position,group,isCompany,birthDate,createdDate,dateOfLastUpdate,supervisors,"
    "addedBy,phones",
    FILTERS,
    lambda row: [("contact", row.ref("template")), ("contact", None)],
)
