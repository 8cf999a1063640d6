"""Filters of directory entries."""

from filters.operands import EQUALITY, ids
from filters.rows import Entity
from filters.rules import boolean, number, test


def in_group(_, row, value):
    return row.raw.get("parentKey") in ids(value)


def entity(directory):
    return Entity(
        "directory",
        f"/directory/{directory}/entry/list",
        "directoryEntries",
        "key,name,parentKey,archived,isGroup,directory",
        {
            6003: test(EQUALITY, "entryGroups", in_group),
            6005: boolean("archived"),
            6006: number("key", "entries"),
        },
        lambda row: [("directory", directory)],
        key="key",
    )
