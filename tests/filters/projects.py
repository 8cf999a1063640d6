"""Filters of project lists."""

from filters import dates
from filters.rows import Entity
from filters.rules import contains, counterparty, dated, member, number, ordered, person



def day(key):
    """Dates of projects have no time of day."""
    return lambda _, row: dates.read_moment(row.raw.get(key), False)


FILTERS = {
    5001: contains("name"),
    5002: number("group", "keys"),
    5003: counterparty(),
    5004: person("owner"),
    5005: dated(day("endDate")),
    5006: number("status", "states"),
    5007: ordered("id", "projects"),
    5008: member("clientManagers"),
    5009: member("participants"),
    5010: number("template", "projectTemplates"),
    5011: member("assignees"),
    5012: member("auditors"),
    5013: dated(day("startDate")),
    5014: number("parent", "projects"),
    5015: dated(lambda reader, row: reader.account.created.get(("project", row.id))),
}
PROJECT = Entity(
    "project",
    "/project/list",
    "projects",
    "id,name,status,owner,parent,template,group,counterparty,startDate,endDate,hasEndDate,"
    "assignees,participants,auditors,clientManagers",
    FILTERS,
    lambda row: [("project", row.ref("template")), ("project", None)],
)
