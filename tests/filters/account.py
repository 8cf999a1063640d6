"""What the naive evaluator knows of an account: read through the API, but for the membership of
groups and the data tag entries, which have no operations yet and come from the fixture."""

CORE = (
    "id,name,priority,status,processId,assigner,parent,object,template,project,counterparty,"
    "dateTime,startDateTime,endDateTime,hasStartDate,hasEndDate,hasStartTime,hasEndTime,"
    "actualCompletionDate,dateOfLastUpdate,dateOfLastComment,overdue,assignees,participants,"
    "auditors,projectAuditors,type"
)


class Task:
    """A task as one person reads it."""

    def __init__(self, raw):
        self.raw = raw
        self.id = raw["id"]
        self.custom = {item["field"]["id"]: item for item in raw.get("customFieldData", [])}

    def ref(self, key):
        """The id of a reference; None where it is empty."""
        return (self.raw.get(key) or {}).get("id")

    def people(self, key):
        """Prefixed ids of a list of people, groups included."""
        found = self.raw[key]
        return {user["id"] for user in found["users"]} | {
            f"group:{g['id']}" for g in found["groups"]
        }


def read_all(client, fields, filters=()):
    """Every task that a list answers, page by page."""
    tasks, offset = [], 0
    while True:
        body = {"offset": offset, "pageSize": 100, "fields": fields, "filters": list(filters)}
        page = client.post("/task/list", body)["tasks"]
        tasks += page
        offset += len(page)
        if len(page) < 100:
            return tasks


class Account:
    """The account's structure."""

    def __init__(self, client, groups, zone, entries=(), done=None, recurring=()):
        self.groups, self.zone, self.entries = groups, zone, list(entries)
        self.done = done or {}
        found = client.get("/customfield/task?fields=id,name,type")["customfields"]
        self.types = {field["id"]: field["type"] for field in found}
        self.owned = {}
        holders = [row["id"] for row in client.get("/task/templates?fields=id")["templates"]]
        holders += [row["id"] for row in client.get("/task/recurring?fields=id")["tasks"]]
        holders += [row["id"] for row in client.post("/object/list", {"fields": "id"})["objects"]]
        for holder in holders:
            fields = client.get(f"/customfield/task/{holder}")["customfields"]
            self.owned[holder] = {field["id"] for field in fields}
        self.recurring = set(recurring) | {
            row["id"] for row in client.get("/task/recurring?fields=id")["tasks"]
        }

    def fields_text(self):
        return CORE + "," + ",".join(str(field) for field in self.types)

    def tasks(self, client):
        return [Task(raw) for raw in read_all(client, self.fields_text())]

    def owns(self, task, field):
        return any(field in self.owned.get(task.ref(key), ()) for key in ("template", "object"))

    def members(self, group):
        return {f"user:{user}" for user in self.groups.get(group, ())}

    def one_of(self, person):
        """Whom a filter's person means where a field holds one person: a group means its
        members."""
        kind, _, number = person.partition(":")
        return {person} | (self.members(int(number)) if kind == "group" else set())

    def listed_as(self, person):
        """Names under which a person stands in a list: himself, and his groups."""
        kind, _, number = person.partition(":")
        if kind == "group":
            return self.one_of(person)
        mine = {
            f"group:{g}"
            for g, users in self.groups.items()
            if kind == "user" and int(number) in users
        }
        return {person} | mine
