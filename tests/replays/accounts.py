"""Accounts for the examples: tests/fixtures/contract.yaml with the custom fields that a pack of
examples needs, and with single lines changed where an example wants one number to be something
else."""

import json
import re

from harness import server
from replays import needs

NOW = "2022-11-17 12:00"
OBJECT_TYPES = {"task": 0, "contact": 1, "directory": 2, "project": 3, "datatag": 4, "user": 6}
# What has the fields of an entity, as keys of a custom field in the structure file.
HOLDERS = {"task": {"templates": [1], "objects": [3]}}
LISTS = re.compile(r"/(task|contact|project|user|comment)/list|.*/entry/list")
BY_TYPE = {
    8: {"enumValues": ["Enum value", "Other value", "Main", "Additional", "Third"]},
    9: {"directoryId": 1},
    15: {"directoryId": 1},
    20: {"enumValues": ["First element", "Second element", "Main", "Additional", "Third"]},
}
# Tasks, templates and objects share one sequence: number 1 is each of them in turn.
CHANGES = {
    "object 1": {
        "  - {id: 1, name: Template 1": "  - {id: 303, name: Template 303}",
        "  - {id: 4, name: Object 4": "  - {id: 4, name: Object 4, process: 12}\n"
        "  - {id: 1, name: Object 1}",
    },
    "task 1": {
        "  - {id: 1, name: Template 1": "  - {id: 303, name: Template 303}",
        "  - {id: 300, name: Task 300": '  - {id: 1, name: Task 1, assigner: {id: "user:2"}}',
    },
    "project template 1": {
        "  - {id: 1, name: Project 1": "  - {id: 2, name: Project 2}",
        "  - {id: 1510": "  - {id: 1510, name: Template 1510}\n  - {id: 1, name: Template 1}",
    },
    "contact templates 1 and 2": {
        "  - {id: 1001, name: Person": "  - {id: 1, name: Person}",
        "  - {id: 1002, name: Company": "  - {id: 2, name: Company, isCompany: true}",
        "  - {id: 1, name: Contact 1": "  - {id: 1003, name: Contact 1003}",
        "  - {id: 2, name: Contact 2": "  - {id: 1004, name: Contact 1004}",
    },
    "company 5": {
        "  - {id: 1001, name: Person": "  - {id: 1, name: Person}",
        "  - {id: 1002, name: Company": "  - {id: 2, name: Company, isCompany: true}",
        "  - {id: 1, name: Contact 1": "  - {id: 1003, name: Contact 1003}",
        "  - {id: 2, name: Contact 2": "  - {id: 1004, name: Contact 1004}",
        "  - {id: 5, name: Contact 5": "  - {id: 5, name: Company 5, isCompany: true}",
    },
    "lists": {
        "  - {id: 2, task: 111": "  - {id: 102, task: 111, name: Item 102}",
        "  - {id: 301, name: Standard": "  - {id: 301, name: Standard}\n"
        "  - {id: 2, name: Template 2}",
    },
}
KEPT = ("/customfield/contact/", "/customfield/group/contact/")
NO_TEMPLATE = ("object 1", "task 1")  # where the template with the fields is 303


def marks_of(example):
    """What an account must have besides fields: whose examples, lists or writes, changed lines."""
    entity, _ = needs.owner_of(example.path, example.body)
    lists = bool(LISTS.fullmatch(example.path))
    change = "lists" if lists else None
    if example.body.get("object") == {"id": 1}:
        change = "object 1"
    elif example.path.startswith("/task/") and example.body.get("parent") == {"id": 1}:
        change = "task 1"
    elif entity == "contact" and not lists and example.path not in KEPT:
        people = {"companies": [{"id": 5}]}
        change = "company 5" if example.body == people else "contact templates 1 and 2"
    elif entity == "project" and not lists and "template" in example.body:
        change = "project template 1"
    return entity, lists, change


def field_line(number, owner, kind, template):
    entity, _ = owner
    field = {"id": number, "name": f"Field {number}", "type": kind}
    field |= {"objectType": OBJECT_TYPES[entity], **BY_TYPE.get(kind, {})}
    holders = HOLDERS.get(entity, {})
    field |= {key: [template] if key == "templates" else ids for key, ids in holders.items()}
    return "  - " + json.dumps(field)


def directory_line(line, fields):
    """With its fields; the first one is the name of an entry."""
    number = int(re.search(r"id: (\d+)", line).group(1))
    own = [field for field, (owner, _) in fields.items() if owner == ("directory", number)]
    own.sort(key=lambda field: fields[field][1] != 0)
    return line.replace(", entries", f", fields: {own}, entries")


def tag_line(number, fields):
    own = [field for field, (owner, _) in fields.items() if owner == ("datatag", number)]
    return f"  - {{id: {number}, name: Tag {number}, fields: {own}}}"


def structure_text(entity, fields, change, template):
    """The fixture with these custom fields; each item of the fixture stands on one line."""
    changes, section, found = dict(CHANGES.get(change, {})), "", []
    for line in server.fixture("contract.yaml").split("\n"):
        key = next((key for key in changes if line.startswith(key)), None)
        line = changes.pop(key) if key else line
        if section == "directories" and line.startswith("  - "):
            line = directory_line(line, fields)
        if section == "customFieldSets" and line.startswith("  - "):
            line = line.replace("}", f", objectType: {OBJECT_TYPES.get(entity, 0)}}}")
        if section == "dataTags" and line.startswith("  - "):
            line = tag_line(int(re.search(r"id: (\d+)", line).group(1)), fields)
        found.append(line)
        if line and line[0].isalpha():
            section = line.split(":")[0]
        if line == "customFields:":
            found += [field_line(n, *need, template) for n, need in sorted(fields.items())]
    if changes:
        raise ValueError(f"no line begins like {list(changes)}")
    return "\n".join(found)


class Account:
    """A running account with the robot's client."""

    def __init__(self, marks, fields, members):
        self.name = " ".join(str(mark) for mark in marks)
        self.marks, self.members = marks, members
        self.template = 303 if marks[2] in NO_TEMPLATE else 1
        own = marks[2] in ("contact templates 1 and 2", "company 5")
        self.contact_template = 1 if own else 1001
        self.serial = 0  # of what must differ from row to row
        self.fields = fields
        text = structure_text(marks[0], fields, marks[2], self.template)
        self.folder = server.Folder.of(text, server.utc_seconds(NOW))
        token = self.folder.token("user:2")
        self.server = server.Server(self.folder)
        self.client = self.server.client(token)
        self.filled = None  # what replays.lists knows of its rows

    def unique(self):
        self.serial += 1
        return f"number.{self.serial}@example.com"

    def owner(self, item):
        """Whose field an item of customFieldData fills."""
        return self.fields[item["field"]["id"]][0]

    def clock(self, text):
        self.folder.set_clock(server.utc_seconds(text))

    def stop(self):
        self.server.stop()
        self.folder.remove()
        server.Folder.remove_prepared()
