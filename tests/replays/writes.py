"""Examples that change something: sent, then read back. One row for each operation says where what
it makes is read."""

from harness.report import Failure
from replays import needs
from replays.readback import compare_body, compare_value, derived, expect, names_of


# What may be left unused: that what is new is not in the bin.
UNUSED = {"body: isDeleted", "contacts[0]: body: isDeleted"}


def changed(account, path, body, status):
    """What a change answers; nothing may have failed or been left unused."""
    answer = account.client.request("POST", path, body)
    notes = set((answer.header("Planstead-Notes") or "body: isDeleted").split("; "))
    if answer.status != status or answer.json.get("failures") or notes - UNUSED:
        raise Failure(f"{path}: {answer}")
    return answer.json


class Kind:
    """Things of one kind: where they are made and read, and what one looks like before an example
    changes it."""

    def __init__(self, make, read, one, start, key="id", made=201, files=None, kept=("name",)):
        self.make, self.read, self.one, self.start = make, read, one, start
        self.key, self.made, self.files, self.kept = key, made, files, kept
        self.unique = ()  # keys in which no two may be alike

    def fresh(self, account):
        """A body for another one."""
        start = {**self.start, **{key: account.unique() for key in self.unique}}
        if "template" in start:
            number = account.contact_template if self.one == "contact" else account.template
            start["template"] = {"id": number}
        return start

    def before(self, account, body):
        """One to be changed, with values in the fields that the example clears."""
        start = self.fresh(account)
        if "isGroup" in body:
            start["isGroup"] = body["isGroup"]
        if "contacts" in body:  # of a company
            start |= {"isCompany": True, "template": {"id": account.contact_template + 1}}
        cleared = [item for item in body.get("customFieldData", []) if is_empty(item["value"])]
        if cleared:
            start["customFieldData"] = [{"field": i["field"], "value": {"id": 3}} for i in cleared]
        return changed(account, self.make, start, self.made)[self.key]

    def get(self, account, number, names):
        read = account.client.get(f"{self.read.format(number)}?fields={','.join(names)}")[self.one]
        if self.files and "files" in names:
            read["files"] = account.client.get(self.files.format(number))["files"]
        return read

    def compare(self, account, number, body):
        extra = ["startDateTime", "endDateTime"] if self.one == "task" else []
        read = self.get(account, number, names_of(body) + extra)
        compare_body(body, read)
        if self.one == "task":
            derived(body, read)

    def create(self, account, example):
        made = changed(account, self.make, example.body, self.made)
        self.compare(account, made[self.key], example.body)
        self.free(account, made[self.key], example.body)

    def free(self, account, number, body):
        """The next example sends the same address."""
        taken = {key: account.unique() for key in self.unique if key in body}
        if taken:
            changed(account, self.read.format(number), taken, 200)

    def update(self, account, example):
        body = example.body
        number = self.before(account, body)
        changed(account, self.read.format(number), body, 200)
        self.compare(account, number, body)
        # What the body did not name stays.
        kept = [key for key in self.kept if key not in body]
        read = self.get(account, number, kept)
        for key in kept:
            expect(read[key], self.start[key], key)
        self.free(account, number, body)


# The keys of filters.reader.Account.owned that stand for what holds an entity's fields.
HELD_BY = {
    "task": [("task", 1), ("task", 3)],
    "contact": [("contact", None)],
    "project": [("project", None)],
    "user": [("user", None)],
}


def holders(owner):
    return HELD_BY.get(owner[0], [owner])


def fields_of(account, many, number):
    entity = {"directories": "directory", "dataTags": "datatag"}[many]
    return [n for n, (owner, _) in account.fields.items() if owner == (entity, number)]


def is_empty(value):
    return isinstance(value, dict) and value.get("id") in (0, "")


START = {
    "name": "Before",
    "template": {"id": 1},
    "startDateTime": {"date": "01-11-2022"},
    "endDateTime": {"date": "30-11-2022"},
}
BEFORE = {"name": "Before"}
TASK = Kind("/task/", "/task/{}", "task", START)
ITEM = Kind("/task/111/checklist", "/task/111/checklist/{}", "item", BEFORE)
CONTACT = Kind("/contact/", "/contact/{}", "contact", {**BEFORE, "template": {"id": 1}})
PROJECT = Kind("/project/", "/project/{}", "project", BEFORE, files="/project/{}/files")
USER = Kind("/user/", "/user/{}", "user", BEFORE)
USER.unique = ("email", "login")
CONTACT.unique = ("email",)
# The first field of a directory is the name of its entries, so that a value sets it too.
ENTRY = Kind("/directory/2/entry/", "/directory/2/entry/{}", "entry", BEFORE, "key", 200, kept=())


class Comments:
    """Comments on one task or contact."""

    def __init__(self, owner):
        self.path = f"/{owner}/comments/"

    def make(self, account, body):
        return changed(account, self.path, body, 201)["id"]

    def create(self, account, example):
        self.compare(account, self.make(account, example.body), example.body)

    def update(self, account, example):
        number = self.make(account, {"description": "Before"})
        changed(account, f"{self.path}{number}", example.body, 200)
        self.compare(account, number, example.body)

    def compare(self, account, number, body):
        body = {**body}
        roles = body.get("recipients", {}).get("roles", [])
        if roles:
            body.pop("recipients")
        names = ",".join([*names_of(body), "recipients"])
        source = f"&sourceId={body['sourceId']}" if "sourceId" in body else ""
        read = account.client.get(f"/comment/{number}?fields={names}{source}")["comment"]
        compare_body(body, read)
        if roles == ["assignee"]:
            people = account.client.get("/task/111?fields=assignees")["task"]["assignees"]
            expect(read["recipients"], people, "recipients")


class Entries:
    """Data tag entries on one task or contact."""

    def __init__(self, owner):
        self.owner, self.path = owner, f"/{owner}/datatags/"
        self.comments = Comments(owner)

    def compare(self, account, keys, body, comment):
        kind, number = self.owner.split("/")
        for key, item in zip(keys, body["items"], strict=True):
            names = ",".join(["dataTag", "commentId", kind, *names_of(item)])
            read = account.client.get(f"/datatag/entry/{key}?fields={names}")["entry"]
            expect(read["dataTag"]["id"], body["dataTag"]["id"], "dataTag")
            expect(read["commentId"], comment, "commentId")
            expect(str(read[kind]["id"]).removeprefix("contact:"), number, kind)
            compare_body(item, read)

    def on_new(self, account, example):
        made = changed(account, self.path, example.body, 201)
        self.compare(account, made["keys"], example.body, made["commentId"])

    def on_existing(self, account, example):
        comment = self.comments.make(account, {"description": "With an entry"})
        made = changed(account, f"{self.path}{comment}", example.body, 201)
        expect("commentId" in made, False, "commentId is answered")
        self.compare(account, made["keys"], example.body, comment)

    def update(self, account, example):
        cleared = [i for i in example.body["customFieldData"] if is_empty(i["value"])]
        values = [{"field": item["field"], "value": {"id": 3}} for item in cleared]
        body = {"dataTag": {"id": needs.TAG}, "items": [{"customFieldData": values}]}
        (key,) = changed(account, self.path, body, 201)["keys"]
        changed(account, f"/datatag/entry/{key}", example.body, 200)
        names = ",".join(names_of(example.body))
        read = account.client.get(f"/datatag/entry/{key}?fields={names}")["entry"]
        compare_body(example.body, read)


ON_TASK, ON_CONTACT = "task/111", "contact/12"


def import_contacts(account, example):
    """Says of each row what became of it; the rows are read back."""
    made = changed(account, example.path, example.body, 201)
    numbers = made["created"] + made["updated"]
    for number, body in zip(numbers, example.body["contacts"], strict=True):
        CONTACT.compare(account, number, body)
        CONTACT.free(account, number, body)


def list_objects(account, example):
    found = changed(account, example.path, example.body, 200)["objects"]
    wanted = [{"id": n, "name": f"Object {n}"} for n in (3, 4, 24954)]
    expect(found, wanted, "objects")


def read_definitions(account, path, many, names):
    return account.client.get(f"{path}?fields={','.join(['id', *names])}")[many]


def compare_definition(account, path, many, number, body):
    """A definition is as it was sent; a main field has its value too."""
    rows = read_definitions(account, path, many, [*body, "type"] if "mainValue" in body else body)
    found = next(row for row in rows if row["id"] == number)
    for key, sent in body.items():
        if key == "mainValue":
            compare_value(found["type"], sent, found[key], key)
        else:
            expect(found[key], sent, key)


def defined(many):
    """Creates a definition (field, set, position) and finds it in the list at the same path."""

    def create(account, example):
        number = changed(account, example.path, example.body, 201)["id"]
        compare_definition(account, example.path.rstrip("/"), many, number, example.body)

    return create


MAIN_TYPES = {"Line": 0, "Number": 1, "Text": 2, "Date": 3, "Time": 4, "Period of time": 6}
MAIN_TYPES |= {"Checkbox": 7, "Directory entry": 9, "Contact": 10, "Employee": 11}
MAIN_TYPES |= {"Counterparty": 12, "Group, employee, or contact": 13, "List of users": 14}
MAIN_TYPES |= {"Set of directory values": 15, "Task": 16, "Task set": 17, "Files": 21, "Project": 22}


def update_main_field(account, example):
    """The type is in the example's name."""
    title = example.name.partition("type ")[2].partition(" by ")[0].partition(" from ")[0]
    kind = 5 if title == "Date and time" else MAIN_TYPES.get(title, 0)
    start = {"name": "Before", "type": kind}
    if kind in (9, 15):
        start["directoryId"] = 1
    number = changed(account, "/customfield/main/", start, 201)["id"]
    changed(account, f"/customfield/main/{number}", example.body, 200)
    compare_definition(account, "/customfield/main", "customfields", number, example.body)


def update_position(account, example):
    changed(account, "/user/positions/23", example.body, 200)
    compare_definition(account, "/user/positions", "positions", 23, example.body)


def update_file(account, example):
    changed(account, "/file/10", example.body, 200)
    read = account.client.get("/file/10")["file"]
    for key, sent in example.body.items():
        expect(read[key], sent, key)


def upload_by_url(account, example):
    number = changed(account, example.path, example.body, 200)["id"]
    expect(account.client.get(f"/file/{number}")["file"]["name"], example.body["name"], "name")


def telegram_webhook(account, example):
    """Settings have no reading operation: what was set is in the answer, less the secret."""
    answer = changed(account, "/integration/telegram/bots/1/webhook", example.body, 200)
    for key, sent in example.body.items():
        if key in answer:
            expect(answer[key], sent, key)


OPERATIONS = {
    "/task/": TASK.create,
    "/task/{id}": TASK.update,
    "/task/{id}/checklist": ITEM.create,
    "/task/{id}/checklist/{itemId}": ITEM.update,
    "/contact/": CONTACT.create,
    "/contact/{id}": CONTACT.update,
    "/contact/import": import_contacts,
    "/project/": PROJECT.create,
    "/project/{id}": PROJECT.update,
    "/user/": USER.create,
    "/user/{id}": USER.update,
    "/user/positions/": defined("positions"),
    "/user/positions/{id}": update_position,
    "/directory/{id}/entry/": ENTRY.create,
    "/directory/{id}/entry/{key}": ENTRY.update,
    "/task/{id}/comments/": Comments(ON_TASK).create,
    "/task/{id}/comments/{commentId}": Comments(ON_TASK).update,
    "/contact/{id}/comments/": Comments(ON_CONTACT).create,
    "/contact/{id}/comments/{commentId}": Comments(ON_CONTACT).update,
    "/task/{id}/datatags/": Entries(ON_TASK).on_new,
    "/task/{id}/datatags/{commentId}": Entries(ON_TASK).on_existing,
    "/contact/{id}/datatags/": Entries(ON_CONTACT).on_new,
    "/contact/{id}/datatags/{commentId}": Entries(ON_CONTACT).on_existing,
    "/datatag/entry/{key}": Entries(ON_TASK).update,
    "/file/{id}": update_file,
    "/file/from-url/": upload_by_url,
    "/object/list": list_objects,
    "/customfield/main/": defined("customfields"),
    "/customfield/main/{id}": update_main_field,
    "/integration/telegram/bots/{botId}/webhook": telegram_webhook,
}
for entity_ in ("task", "contact", "project", "user"):
    OPERATIONS[f"/customfield/{entity_}/"] = defined("customfields")
    OPERATIONS[f"/customfield/group/{entity_}/"] = defined("customFieldSets")
