"""Examples of lists: the answer must be what the naive evaluator picks from all rows, and the rows
are such that something is picked."""

import datetime
import random

from filters import comments, datatags, dates, directories
from filters.contacts import CONTACT
from filters.projects import PROJECT
from filters.reader import Account, Reader
from filters.tasks import TASK
from filters.users import USER
from harness.report import Failure
from replays import needs, rows, tasks, writes
from replays.readback import expect

GROUPS = {1: [1, 3, 5, 22, 46, 50], 3: [1], 5: [5], 2114: [50]}
CLOCKS = ("2022-03-22 02:00", "2022-11-10 12:00", "2022-11-16 09:00", "2022-11-17 12:00")
ENTITIES = {
    "task": TASK,
    "contact": CONTACT,
    "project": PROJECT,
    "user": USER,
    "directory": directories.entity(needs.DIRECTORY),
    "datatag": datatags.entity(needs.TAG),
    "comment": comments.COMMENT,
}
MAKERS = {
    "contact": writes.CONTACT,
    "project": writes.PROJECT,
    "user": writes.USER,
    "directory": writes.ENTRY,
}
# Where data tag entries go: what the examples of their list speak of; for filters of other lists,
# what an example looks for on the first and something else on the second.
TAGGED = {
    "datatag": ("task/5", "task/201", "task/202", "task/203", "contact/12"),
    "task": ("task/10", "task/12"),
    "contact": ("contact/12", "contact/7"),
}


class Filled:
    """The rows of an account, as the robot reads them."""

    def __init__(self, account):
        self.account, self.client, self.random = account, account.client, random.Random(1)
        self.known = self.structure()
        self.entity = account.marks[0]
        for index, clock in enumerate(CLOCKS):
            account.clock(clock)
            self.now = datetime.datetime.fromtimestamp(account.folder.now, dates.UTC)
            self.fill(index)
        self.reader = Reader(self.known, "UTC", self.now, *self.read())

    def structure(self):
        known = Account("UTC")
        known.groups, known.recurring = GROUPS, {302}
        for number, (owner, kind) in self.account.fields.items():
            known.types[number] = kind
            for one in writes.holders(owner):
                known.owned.setdefault(one, set()).add(number)
        return known

    def read(self):
        """(rows by entity, tasks as all see them)."""
        wanted = {"task", self.entity} | ({"datatag"} if self.tags() else set())
        found = {name: self.rows_of(name) for name in wanted}
        return found, found["task"]

    def tags(self):
        return sorted({owner[1] for owner, _ in self.account.fields.values() if owner[0] == "datatag"})

    def rows_of(self, name):
        if name == "datatag":
            return [row for tag in self.tags() for row in self.of(datatags.entity(tag))]
        return self.of(ENTITIES[name])

    def of(self, entity):
        own = [n for n, (owner, _) in self.account.fields.items() if owner[0] == entity.name]
        return entity.rows(self.client, own)

    def fill(self, index):
        """At the first of the clocks what the examples want; at each some that they do not."""
        if self.entity == "task":
            tasks.fill(self, index)
        elif self.entity in MAKERS:
            self.fill_rows(index)
        elif self.entity == "comment":
            for person in ("user:1", "user:3"):
                body = {"description": f"At {index}", "owner": {"id": person}}
                self.client.post("/task/111/comments/", body)
        if index == 0:
            self.fill_tags()

    def fill_rows(self, index):
        kind, entity = MAKERS[self.entity], self.entity
        bodies = [{"customFieldData": rows.other(self.account.fields, entity)}]
        if index == 0:
            bodies += [rows.wanted(entity, example.body) for example in self.account.members]
        for number, body in enumerate(bodies):
            start = {**kind.fresh(self.account), "name": f"Row {index} {number}"}
            self.client.post(kind.make, {**start, **body})

    def fill_tags(self):
        found = [*rows.tag_items(self.account.members)]
        found += [(tag, rows.other(self.account.fields, "datatag")) for tag in self.tags()]
        for index, (tag, items) in enumerate(found):
            own = [item for item in items if self.account.owner(item)[1] == tag]
            body = {"dataTag": {"id": tag}, "items": [{"customFieldData": own}]}
            places = TAGGED.get(self.entity, ())
            for place in places if self.entity == "datatag" else places[index % 2 : index % 2 + 1]:
                self.client.post(f"/{place}/datatags/", body)

    def expected(self, entity, request):
        """Rows that must be answered, in their order."""
        found = [row for row in self.reader.rows[entity.name] if self.met(entity, row, request)]
        for order in reversed(request.get("resultOrder", [])):
            key = order.get("field") or order["filed"]
            down = order["direction"] == "Desc"  # rows of one moment stand by their numbers
            found.sort(key=lambda row: (sortable(row.raw[key]), row.id), reverse=down)
        return [row.id for row in found]

    def met(self, entity, row, request):
        person = request.get("runAsUserId", "user:2")
        options = (test(row, request[key]) for key, test in OPTIONS.items() if key in request)
        own = SYSTEM.get(request.get("filterId"), lambda *_: True)
        filters = request.get("filters", [])
        return (
            all(options)
            and own(row, person)
            and all(self.reader.matches(entity, row, one) for one in filters)
        )


def sortable(value):
    return value["dateTimeUtcSeconds"] if isinstance(value, dict) else value


# Saved filters that an account has, and options of lists.
SYSTEM = {
    "out": lambda row, person: row.ref("assigner") == person,
    "contact": lambda row, _: not row.raw["isCompany"],
    4115: lambda row, _: row.id == 7,  # of the fixture
}
OPTIONS = {
    "taskId": lambda row, number: row.ref("task") == number,
    "contactId": lambda row, name: str(row.ref("contact")).removeprefix("contact:")
    == name.removeprefix("contact:"),
    "typeList": lambda row, kind: kind == "All" or row.raw["type"] != "None",
    "groupId": lambda row, key: row.raw.get("parentKey") == key,
    "groupsOnly": lambda row, wanted: row.raw["isGroup"] or not wanted,
    "entriesOnly": lambda row, wanted: not row.raw["isGroup"] or not wanted,
}


def plain_number(value):
    return int(str(value).rpartition(":")[2])


def list_rows(name):
    """The handler of examples of an entity's list."""
    entity = ENTITIES[name]

    def run(account, example):
        request = example.body
        if not account.filled:
            account.filled = Filled(account)
        expected = account.filled.expected(entity, request)
        path = entity.path if "{" in example.path else example.path
        answer = account.client.post(path, request)[entity.many]
        found = [plain_number(row[entity.key]) for row in answer]
        expect(found, expected[:100], "found")
        if len(expected) > 100 and not set(request) & {"filterId", *OPTIONS}:
            rest = entity.numbers(account.client, request.get("filters", []))
            expect(rest, set(expected), "all pages")
        if not expected:
            raise Failure(f"nothing is found by {example.name}, so nothing was tested")
        asked = set(request["fields"].split(","))
        for row in answer:
            extra = {key for key in row if key not in asked} - {entity.key, "customFieldData"}
            expect(extra, set(), "not asked for")

    return run


def list_comments(owner):
    """All comments on one thing, in the order that was asked for."""

    def run(account, example):
        made = [
            account.client.post(f"/{owner}/comments/", {"description": text})["id"]
            for text in ("One", "Two")
        ]
        found = account.client.post(f"/{owner}/comments/list", example.body)["comments"]
        numbers = [row["id"] for row in found]
        expect(numbers, sorted(numbers), "order")
        expect(numbers[-2:], made, "comments")

    return run


def list_definitions(many, key="id"):
    """Data tags and directories: those of the fixture."""

    def run(account, example):
        found = account.client.post(example.path, example.body)[many]
        wanted = {"directories": [1, 2], "dataTags": [1, 4, 6]}[many]
        expect([row[key] for row in found], wanted, many)
        asked = set(example.body["fields"].split(","))
        for row in found:
            expect(set(row) - asked, set(), "not asked for")
            own = writes.fields_of(account, many, row["id"])
            expect(sorted(field["id"] for field in row["fields"])[-len(own) :], sorted(own), "fields")

    return run


OPERATIONS = {
    "/task/list": list_rows("task"),
    "/contact/list": list_rows("contact"),
    "/project/list": list_rows("project"),
    "/user/list": list_rows("user"),
    "/comment/list": list_rows("comment"),
    "/datatag/{id}/entry/list": list_rows("datatag"),
    "/directory/{id}/entry/list": list_rows("directory"),
    "/task/{id}/comments/list": list_comments("task/111"),
    "/contact/{id}/comments/list": list_comments("contact/12"),
    "/datatag/list": list_definitions("dataTags"),
    "/directory/list": list_definitions("directories"),
}
