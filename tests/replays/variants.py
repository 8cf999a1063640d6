"""Accounts for the examples. One number has two meanings in some of them (field 40 is a time here
and a date with a time there), so there is a main account and some that differ from it in single
lines."""

from harness import server

NOW = "2022-11-17 12:00"
FIELD = "  - {{id: {id}, name: Field {id}, {rest}, templates: [1], objects: [3]}}"
TAG_FIELD = "  - {{id: {id}, name: Tag field {id}, {rest}, objectType: 4}}"


def field(number, rest):
    return {f"customFields   - {{id: {number}, name: ": FIELD.format(id=number, rest=rest)}


# Where a line of a section begins like the key, the value stands instead.
LISTS = {
    **field(10, "type: 12"),
    **field(20, "type: 9, directoryId: 1"),
    **field(100, "type: 22"),
    "checklists   - {id: 2, task: 111": "  - {id: 102, task: 111, name: Item 102}",
    "taskTemplates   - {id: 301, name: Standard": "  - {id: 301, name: Standard}\n"
    "  - {id: 2, name: Template 2}",
}
VARIANTS = {
    "main": {},
    "date and time 40": field(40, "type: 5"),
    # Tasks, templates and objects share one sequence: number 1 is each of them in turn.
    "object 1": {
        "taskTemplates   - {id: 1, name: Template 1": "  - {id: 303, name: Template 303}",
        "objects   - {id: 4, name: Object 4": "  - {id: 4, name: Object 4, process: 12}\n"
        "  - {id: 1, name: Object 1}",
    },
    "task 1": {
        "taskTemplates   - {id: 1, name: Template 1": "  - {id: 303, name: Template 303}",
        "tasks   - {id: 300, name: Task 300": '  - {id: 1, name: Task 1, assigner: {id: "user:2"}}',
    },
    "lists": LISTS,
    "lists, 87 employee": {**LISTS, **field(87, "type: 11")},
    "lists, 87 contact": {**LISTS, **field(87, "type: 10")},
    "lists, 11 values": {**LISTS, **field(11, "type: 20, enumValues: [Main, Additional, Third]")},
    "lists, tag fields": {
        **LISTS,
        "customFields   - {id: 20, name: ": TAG_FIELD.format(id=20, rest="type: 0"),
        "customFields   - {id: 110, name: ": TAG_FIELD.format(
            id=110, rest="type: 9, directoryId: 1"
        ),
        "dataTags   - {id: 6, name: Tag 6": "  - {id: 6, name: Tag 6, fields: [20, 110]}",
        "dataTagEntries   - {key: 1, dataTag": "  - {key: 1, dataTag: {id: 6}, task: {id: 10}, "
        "customFieldData: [{field: {id: 20}, "
        "value: Test value}, {field: {id: 110}, value: {id: 1}}]}",
        "dataTagEntries   - {key: 2, dataTag": "  - {key: 2, dataTag: {id: 6}, task: {id: 12}, "
        "customFieldData: [{field: {id: 20}, "
        "value: Other}, {field: {id: 110}, value: {id: 2}}]}",
    },
}
NO_TEMPLATE = ("object 1", "task 1")  # accounts whose template with the fields is 303


def name_for(path, example, body):
    """Which account an example needs."""
    if path == "/task/list":
        tail = {
            "Employee": ", 87 employee",
            "Contact": ", 87 contact",
            "Set of values": ", 11 values",
        }
        if "data tag entry value" in example:
            return "lists, tag fields"
        return "lists" + next(
            (t for key, t in tail.items() if example.endswith("custom field " + key)), ""
        )
    if body.get("object") == {"id": 1}:
        return "object 1"
    if path.startswith("/task/") and "checklist" not in path and body.get("parent") == {"id": 1}:
        return "task 1"
    for item in body.get("customFieldData", []):
        if item["field"]["id"] == 40 and "date" in item["value"]:
            return "date and time 40"
    return "main"


def apply(text, changes):
    lines, used, section = [], set(), ""
    for line in text.split("\n"):
        if line and line[0].isalpha():
            section = line.split(":")[0]
        key = next((key for key in changes if f"{section} {line}".startswith(key)), None)
        lines.append(changes[key] if key else line)
        used.add(key)
    missing = set(changes) - used
    if missing:
        raise ValueError(f"no line begins like {missing}")
    return "\n".join(lines)


class Account:
    """A running account with the robot's client."""

    def __init__(self, name):
        self.name = name
        text = apply(server.fixture("contract.yaml"), VARIANTS[name])
        if name in NO_TEMPLATE:
            text = text.replace("templates: [1]", "templates: [303]")
        self.template = 303 if name in NO_TEMPLATE else 1
        self.folder = server.Folder.of(text, server.utc_seconds(NOW))
        token = self.folder.token("user:2")
        self.server = server.Server(self.folder)
        self.client = self.server.client(token)
        self.filled = None  # what replays.lists knows of it

    def clock(self, text):
        self.folder.set_clock(server.utc_seconds(text))

    def stop(self):
        self.server.stop()
        self.folder.remove()
        server.Folder.remove_prepared()


class Accounts:
    """Each is started when first asked for."""

    def __init__(self):
        self._running = {}

    def get(self, name):
        if name not in self._running:
            self._running[name] = Account(name)
        return self._running[name]

    def all(self):
        return self._running.values()
