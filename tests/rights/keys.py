"""Every key of every body that changes a thing, alone, from a person with whom the thing is only
shared: it changes nothing, but for the few keys that are his. The robot sends the same, and it
changes something: a value that means nothing proves nothing."""

from harness.report import Failure
from rights.world import STRANGER, form, people


def task(here, actor):
    number = here.make("/task/", {
        "name": here.fresh("task"),
        "description": "text",
        "assigner": {"id": STRANGER},
        "participants": people(actor.person),
        "auditors": people(STRANGER),
        "startDateTime": {"date": "02-03-2026", "time": "10:00"},
        "endDateTime": {"date": "05-03-2026", "time": "10:00"},
    })
    return f"/task/{number}"


def comment(here, actor):
    number = here.make(f"{task(here, actor)}/comments/", {"description": "text", "owner": {"id": STRANGER}})
    return f"/comment/{number}"


def card_comment(here, actor):
    return f"/comment/{actor.card_comment('shared')[1]}"


def item(here, actor):
    above = task(here, actor)
    return f"{above}/checklist/{here.make(above + '/checklist/', {'name': 'item'})}"


def entry(here, actor):
    return f"/datatag/entry/{actor.entry('shared')[1]}"


def city(here, actor):
    return f"/directory/1/entry/{here.make('/directory/1/entry/', {'name': here.fresh('city')}, 'key')}"


def employee(here, actor):
    return f"/user/{here.make('/user/', {'name': here.fresh('user')})}"


def of(path, make):
    return lambda here, actor: f"{path}/{make(actor)}"


# What a key is set to where its schema alone does not tell a value that changes the thing.
VALUES = {
    "assigner": {"id": "user:1"},
    "assignees": people("user:1"),
    "auditors": people("user:1"),
    "clientManagers": people("user:1"),
    "companies": [{"id": 2}],
    "counterparty": {"id": "contact:3"},
    "birthDate": {"date": "05-05-1990"},
    "communicationLanguageCode": "En",
    "delayedTillDate": {"date": "09-09-2026"},
    "duration": 3,
    "endDate": {"date": "09-09-2026"},
    "endDateTime": {"date": "09-09-2026"},
    "groups": [{"id": 1}],
    "hasEndDate": False,
    "hasEndTime": False,
    "hasStartDate": False,
    "hasStartTime": False,
    "object": {"id": 10},
    "owner": {"id": "user:1"},
    "participants": people("user:1"),
    "personalManagers": [{"id": "user:1"}],
    "phones": [{"number": "+7 999 000 11 22", "type": 1}],
    "priority": "Urgent",
    "recipients": people("user:1"),
    "resultChecking": False,
    "role": "TechAdmin",
    "startDate": {"date": "01-01-2026"},
    "startDateTime": {"date": "01-03-2026"},
    "supervisors": people("user:1"),
    "temporaryReplacement": {
        "employee": {"id": "user:1"}, "from": {"date": "01-03-2026"}, "to": {"date": "09-03-2026"}},
    "timezone": "Asia/Tokyo",
    "link": "https://example.com/document",
}
# Those that name something new each time.
MADE = {
    "email": lambda here: here.fresh("new") + "@example.com",
    "login": lambda here: here.fresh("new"),
    "additionalEmailAddresses": lambda here: [here.fresh("other") + "@example.com"],
    "secondaryEmails": lambda here: [here.fresh("other") + "@example.com"],
    "files": lambda here: [{"id": here.make("/file/", form(here.fresh("file"), "text"))}],
    "project": lambda here: {"id": here.make("/project/", {"name": here.fresh("project")})},
}
ABOVE = {
    "task": lambda here: {"id": here.make("/task/", {"name": here.fresh("above")})},
    "project": MADE["project"],
}
STATUS = {"task": {"id": 2}, "project": {"id": 1}, "user": "Inactive"}
FIELD = {"datatag": 101, "directory": 100, "task": 105, "contact": 106, "project": 107, "user": 108}
# Computed, decided at creation, or about something that is not in this account; `password` is never
# shown. `sourceId` says for whom the names of a row hold.
MEANS_NOTHING = {
    "task": {"id", "processId", "template", "dateTime", "overdue", "closeToDeadLine", "notAcceptedInTime",
             "delayedTillDate", "durationUnit", "durationType", "sourceId"},
    "contact": {"id", "template", "group", "contacts", "sourceId"},
    "project": {"id", "template", "group", "overdue", "isCloseToDeadline", "files", "sourceId", "hasEndDate"},
    "user": {"id", "password", "telegramId", "telegram", "extensionNumber", "workspace", "avatarUrl", "sourceId"},
    "comment": {"sourceId"},
    "checklist": {"parent"},
    "directory": {"parentKey", "isGroup"},
    "file": {"link"},
}
# What whoever has the thing shared with him may set.
HIS = {"task": {"participants", "inFavorites"}}

# Operation, how the page calls it and as the kind of its values: a thing that is shared.
THINGS = [
    ("/task/{id}", "task", task),
    ("/contact/{id}", "contact", of("/contact", lambda actor: actor.contact("shared"))),
    ("/project/{id}", "project", of("/project", lambda actor: actor.project("shared"))),
    ("/user/{id}", "user", employee),
    ("/task/{id}/comments/{commentId}", "comment", comment),
    ("/contact/{id}/comments/{commentId}", "comment", card_comment),
    ("/task/{id}/checklist/{itemId}", "checklist", item),
    ("/directory/{id}/entry/{key}", "directory", city),
    ("/datatag/entry/{key}", "datatag", entry),
    ("/file/{id}", "file", of("/file", lambda actor: actor.file("shared"))),
]


class Document:
    """The OpenAPI file: keys of bodies, and what may be asked back."""

    def __init__(self, document):
        self.document = document

    def whole(self, schema):
        while "$ref" in schema:
            schema = self.document["components"]["schemas"][schema["$ref"].split("/")[-1]]
        return schema

    def keys(self, path):
        body = self.document["paths"][path]["post"]["requestBody"]["content"]["application/json"]
        return self.whole(body["schema"])["properties"]

    def fields(self, path):
        """Names of all that a read of the thing answers."""
        answer = self.document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]
        parts = self.whole(answer["schema"])["properties"]
        row = next(self.whole(part) for name, part in parts.items() if name != "result")
        return ",".join(name for name in row["properties"] if name != "customFieldData")


def value_of(here, key, schema, kind, document):
    if key == "status":
        return STATUS[kind]
    if key == "parent" and kind in ABOVE:
        return ABOVE[kind](here)
    if key in MADE:
        return MADE[key](here)
    if key == "customFieldData":
        return [{"field": {"id": FIELD[kind]}, "value": "new"}]
    if key in VALUES:
        return VALUES[key]
    whole = document.whole(schema)
    if "enum" in whole:
        return whole["enum"][-1]
    return {"boolean": True, "integer": 7, "string": "new"}.get(whole.get("type"), {"id": 1})


def read(here, where, fields):
    answer = here.request("GET", f"{where}?fields={fields}")
    return {**answer.json, "changed": None}


def path_of(path, where, here):
    """Comments are read by themselves and changed where they hang."""
    if not where.startswith("/comment/"):
        return where
    row = here.request("GET", f"{where}?fields=task,contact").json["comment"]
    owner = path.split("/")[1]
    number = str(row[owner]["id"]).split(":")[-1]
    return f"/{owner}/{number}/comments/{where.split('/')[-1]}"


def try_key(here, document, thing, actor, key, value):
    path, kind, make = thing
    where = make(here, actor)
    target = path_of(path, where, here)
    read_as = "/comment/{id}" if kind == "comment" else path
    fields = document.fields(read_as) + (f",{FIELD[kind]}" if kind in FIELD else "")
    before = read(here, where, fields)
    answer = here.request("POST", target, {key: value}, actor.person)
    if answer.status >= 500:
        raise Failure(f"{target} {key}: {answer}")
    if read(here, where, fields) != before and key not in HIS.get(kind, ()):
        raise Failure(f"{actor.person} has changed it: POST {target} {key} = {value}: {answer}")
    if value is None or key in MEANS_NOTHING.get(kind, ()) or key == "inFavorites":
        return
    here.request("POST", target, {key: value})
    if read(here, where, fields) == before:
        raise Failure(f"the robot changes nothing, so that the value proves nothing: {target} {key} = {value}")


def people_for(path):
    """Cards are closed to contacts by their role."""
    closed = path.startswith(("/user/", "/contact/{id}")) and not path.endswith("{commentId}")
    return ("user:4", "user:5") if closed else ("user:4", "user:5", "contact:1")


def walk(here, actor_of, outcome):
    document = Document(here.server.client().contract.document)
    for thing in THINGS:
        for key, schema in document.keys(thing[0]).items():
            for person in people_for(thing[0]):
                value = value_of(here, key, schema, thing[1], document)
                for sent in (value, None):
                    name = f"{thing[0]} {key} = {'null' if sent is None else 'new'} as {person}"
                    outcome.run(name, try_key, here, document, thing, actor_of(person), key, sent)
