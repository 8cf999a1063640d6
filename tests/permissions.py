#!/usr/bin/env python3
"""Walks the whole of docs/permissions.md: every operation as every role, on things that are his own,
shared with him, and foreign; and every scope. The page says what is expected, the server what is."""

import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import report, server  # noqa: E402  (the path comes first)
from harness.report import Failure  # noqa: E402
from rights import keys, recipes, world  # noqa: E402

PAGE = os.path.join(server.ROOT, "docs", "permissions.md")
NOW = server.utc_seconds("2026-03-02 09:00")
# A column of the page: the people who are tried in it.
COLUMNS = [("user:1", "user:2", "user:3"), ("user:4",), ("user:5",), ("contact:1",)]
RELATIONS = ("own", "shared", "foreign")
# The owner's card is foreign to everybody but him.
OWN_CARD = ("user:1", "foreign")
# Robots are notified of nothing (digest 5.1).
ROBOT = "user:3"
# A star in a cell: refused, but for this employee, who has the capability.
CAPABLE = "user:9"
LOCKED_OUT = ("user:6", "user:7")


class Row:
    """One operation of the page."""

    def __init__(self, line):
        cells = [cell.strip() for cell in line.strip("|\n").split(" | ")]
        self.name = cells[0].strip("` ")
        self.scope = None if cells[1] == "–" else cells[1].strip("`")
        self.right = cells[2]
        self.columns = [cell.split(" / ") for cell in cells[3:]]

    def expected(self, column):
        """Outcomes by relation; one alone holds for all three."""
        cells = self.columns[column]
        return cells if len(cells) == 3 else cells * 3


def read_page():
    with open(PAGE, encoding="utf-8") as page:
        return [Row(line) for line in page if re.match(r"\| `(GET|POST|DELETE) /", line)]


def outcome_of(answer, shows):
    """How the page would call the answer."""
    if answer.status in (200, 201, 302):
        return "yes" if shows is None or shows(answer.json) else "left out"
    return str(answer.json.get("code"))


def try_cell(here, row, person, relation, expected):
    method, path, body, shows = recipes.of(row.name)(here, world.Actor(here, person), relation)
    answer = here.request(method, path, body, person)
    found = outcome_of(answer, shows)
    if expected != "–" and found != expected:
        raise Failure(f"the page says {expected}, the server {found}: {method} {path}: {answer}")


def wanted_of(row, person, relation, expected):
    if row.right == "change an employee" and (person, relation) == OWN_CARD:
        return "yes"
    if "notification" in row.right and person == ROBOT:
        return "left out"
    return expected.rstrip("*")


def walk(here, rows, outcome):
    for row in rows:
        for column, people in enumerate(COLUMNS):
            expected = row.expected(column)
            once = recipes.is_about_nothing(row.name)
            for person in people:
                for relation, cell in list(zip(RELATIONS, expected))[: 1 if once else 3]:
                    wanted = wanted_of(row, person, relation, cell)
                    name = f"{row.name} as {person}: {relation}"
                    outcome.run(name, try_cell, here, row, person, relation, wanted)
        if any(cell.endswith("*") for cells in row.columns for cell in cells):
            outcome.run(f"{row.name} as {CAPABLE}", try_cell, here, row, CAPABLE, "own", "yes")


def locked_out(here, rows, outcome):
    def refused(row, person):
        method, path, body, _ = recipes.of(row.name)(here, world.Actor(here, "user:3"), "own")
        answer = here.request(method, path, body, person)
        if answer.status != 403 or answer.json["code"] != 16:
            raise Failure(str(answer))

    for row in rows:
        for person in LOCKED_OUT:
            outcome.run(f"{row.name} as {person}", refused, row, person)


def scopes(here, rows, outcome):
    """The scope alone lets in, all the others do not."""
    known = sorted({row.scope for row in read_page() if row.scope})

    def alone(row):
        method, path, body, _ = recipes.of(row.name)(here, world.Actor(here, "user:3"), "own")
        if row.scope:
            others = here.token("user:3", [scope for scope in known if scope != row.scope])
            answer = here.request(method, path, body, token=others)
            if answer.status != 405 or answer.json["code"] != 5:
                raise Failure(f"with the other scopes: {answer}")
        answer = here.request(method, path, body, token=here.token("user:3", [row.scope or "task_readonly"]))
        if answer.status >= 400:
            raise Failure(f"with its own: {answer}")

    for row in rows:
        outcome.run(f"scope of {row.name}", alone, row)


def every_operation_is_there(rows, document):
    """What the OpenAPI file documents, the page has; paths differ in names of parameters alone."""
    def shape(name):
        return re.sub(r"\{\w+\}", "{}", name)

    paged = {shape(row.name) for row in rows}
    for path, item in document["paths"].items():
        for method in item:
            name = shape(f"{method.upper()} {path.rstrip('/') or '/'}")
            if name not in paged:
                raise Failure(f"{name} is not in the page")


def main(arguments):
    outcome = report.Report("permissions", "-v" in arguments)
    chosen = [name for name in arguments if name != "-v"]
    rows = [row for row in read_page() if not chosen or row.name in chosen]
    here = world.World(server.Folder.of(server.fixture("permissions.yaml"), NOW))
    document = here.server.client().contract.document
    if not chosen:
        outcome.run("the page is whole", every_operation_is_there, rows, document)
    walk(here, rows, outcome)
    locked_out(here, rows, outcome)
    scopes(here, rows, outcome)
    if not chosen or "keys" in chosen:
        keys.walk(here, lambda person: world.Actor(here, person), outcome)
    outcome.run("the server ends in order", here.server.stop)
    server.Folder.remove_prepared()
    return outcome.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
