"""Filters of the list of all comments."""

from filters.rows import Entity
from filters.rules import dated, person

COMMENT = Entity(
    "comment",
    "/comment/list",
    "comments",
    "id,dateTime,owner,type,task,contact",
    {3000: dated("dateTime"), 3001: person("owner")},
    lambda row: [],
    body={"typeList": "All"},
)
