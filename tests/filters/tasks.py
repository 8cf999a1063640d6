"""Filters of task lists, as contract/filters.json and chapter 11 of the observed behaviour say."""

from filters import dates, families
from filters.operands import EQUALITY, ONLY, ids
from filters.rows import Entity
from filters.rules import (
    Spec,
    choice,
    contains,
    counterparty,
    dated,
    direct,
    flag,
    member,
    number,
    person,
    test,
)

def planned(key, has):
    return lambda _, row: dates.read_moment(row.raw.get(key), row.raw[has])


def change_or_comment(_, row):
    found = [dates.read_moment(row.raw.get(k)) for k in ("dateOfLastUpdate", "dateOfLastComment")]
    return dates.later(*found)


def overdue(reader, row):
    """By the status that all see, and by days of the account's zone."""
    general = reader.general[row.id]
    end = planned("endDateTime", "hasEndTime")(reader, general)
    if end is None or not general.raw["status"]["hasDeadline"]:
        return False
    if end.day:
        return reader.midnight_after(end.day) <= reader.now
    return end.instant <= reader.now


def recurring(reader, row):
    return row.ref("template") in reader.account.recurring


def kinds(row, key):
    """The prefixes of the people of a list."""
    return {name.partition(":")[0] for name in row.people(key)}


def below(reader, row, value):
    above, seen = row.ref("parent"), set()
    while above is not None and above not in seen:
        if above in ids(value):
            return True
        seen.add(above)
        above = reader.parents.get(above)
    return False


def entry_value(reader, row, asked):
    """Type 93: the value of a field of some entry on the row. Takes the whole filter."""
    inner = asked["subfilter"]
    whole = {**asked, "field": inner["filter"]["field"]}
    number_ = families.DATA_TAG[inner["filter"]["type"]]
    return any(
        families.matches(reader, entry, number_, whole)
        for entry in reader.entries_of(row)
        if entry.ref("dataTag") == inner["dataTagId"]
    )


FILTERS = {
    1: person("assigner"),
    2: member("assignees"),
    3: member("auditors", "projectAuditors"),
    5: number("project", "projects"),
    7: counterparty(),
    8: contains("name"),
    9: choice("priority", "Urgent", "NotUrgent"),
    10: number("status", "statuses"),
    11: Spec(ONLY, "tags", lambda reader, row, _, value: reader.tagged(row, value)),
    12: dated("dateTime"),
    13: dated(planned("startDateTime", "hasStartTime")),
    14: dated(planned("endDateTime", "hasEndTime")),
    16: flag(recurring),
    17: flag(overdue),
    18: Spec(ONLY, "tags", lambda reader, row, _, value: not reader.tagged(row, value)),
    19: dated("actualCompletionDate"),
    20: dated(lambda reader, row: reader.account.done.get(row.id)),
    21: dated("dateOfLastComment"),
    22: flag(lambda _, row: "startDateTime" not in row.raw),
    23: flag(lambda _, row: "endDateTime" not in row.raw),
    24: number("processId", "processes"),
    25: flag(lambda _, row: "startDateTime" in row.raw),
    26: flag(lambda _, row: "endDateTime" in row.raw),
    28: flag(lambda reader, row: not recurring(reader, row)),
    29: flag(lambda reader, row: not overdue(reader, row)),
    33: flag(lambda _, row: not row.people("assignees")),
    34: flag(lambda _, row: (row.ref("assigner") or "").startswith("user:")),
    35: flag(lambda _, row: (row.ref("assigner") or "").startswith("contact:")),
    38: dated("dateOfLastUpdate"),
    39: member("participants"),
    41: flag(lambda _, row: not row.people("participants")),
    51: test(
        EQUALITY,
        "templates",
        lambda _, row, value: bool({row.ref("template"), row.ref("object")} & set(ids(value))),
    ),
    57: number("id", "tasks"),
    59: member("projectAuditors"),
    60: member("auditors"),
    69: flag(lambda _, row: "contact" in kinds(row, "assignees")),
    70: flag(lambda _, row: "contact" in kinds(row, "participants")),
    71: flag(lambda _, row: "user" in kinds(row, "assignees")),
    72: flag(lambda _, row: "user" in kinds(row, "participants")),
    73: number("parent", "tasks"),
    79: dated(change_or_comment),
    93: Spec((), "subfilter", entry_value),
    97: direct("assignees"),
    307: test(EQUALITY, "task", below),
    325: number("object", "templates"),
}

TASK = Entity(
    "task",
    "/task/list",
    "tasks",
    "id,name,priority,status,processId,assigner,parent,object,template,project,counterparty,"
    "dateTime,startDateTime,endDateTime,hasStartDate,hasEndDate,hasStartTime,hasEndTime,"
    "actualCompletionDate,dateOfLastUpdate,dateOfLastComment,overdue,assignees,participants,"
    "auditors,projectAuditors,type",
    FILTERS,
    lambda row: [("task", row.ref("template")), ("task", row.ref("object"))],
)
