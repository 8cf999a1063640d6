"""Examples that change something: sent, then read back. One row for each operation says where what
it makes is read."""

from harness.report import Failure
from replays.readback import compare_body, compare_value, derived, expect, names_of


def changed(account, path, body, status):
    """What a change answers; nothing may have failed or been left unused."""
    answer = account.client.request("POST", path, body)
    if answer.status != status or "failures" in answer.json or answer.header("Planstead-Notes"):
        raise Failure(f"{path}: {answer}")
    return answer.json


class Kind:
    """Things of one kind: where they are made and read, and what one looks like before an example
    changes it."""

    def __init__(self, make, read, one, start, key="id", made=201):
        self.make, self.read, self.one, self.start = make, read, one, start
        self.key, self.made = key, made

    def before(self, account, body):
        """One to be changed, with values in the fields that the example clears."""
        start = {**self.start}
        if "template" in start:
            start["template"] = {"id": account.template}
        cleared = [item for item in body.get("customFieldData", []) if is_empty(item["value"])]
        if cleared:
            start["customFieldData"] = [{"field": i["field"], "value": {"id": 3}} for i in cleared]
        return changed(account, self.make, start, self.made)[self.key]

    def get(self, account, number, names):
        return account.client.get(f"{self.read.format(number)}?fields={','.join(names)}")[self.one]

    def compare(self, account, number, body):
        extra = ["startDateTime", "endDateTime"] if self.one == "task" else []
        read = self.get(account, number, names_of(body) + extra)
        compare_body(body, read)
        if self.one == "task":
            derived(body, read)

    def create(self, account, example):
        made = changed(account, self.make, example.body, self.made)
        self.compare(account, made[self.key], example.body)

    def update(self, account, example):
        body = example.body
        number = self.before(account, body)
        changed(account, self.read.format(number), body, 200)
        self.compare(account, number, body)
        # What the body did not name stays.
        kept = [key for key in self.start if key not in body and key in ("name", "description")]
        read = self.get(account, number, kept)
        for key in kept:
            expect(read[key], self.start[key], key)


def is_empty(value):
    return isinstance(value, dict) and value.get("id") in (0, "")


START = {
    "name": "Before",
    "template": {"id": 1},
    "startDateTime": {"date": "01-11-2022"},
    "endDateTime": {"date": "30-11-2022"},
}
TASK = Kind("/task/", "/task/{}", "task", START)
ITEM = Kind("/task/111/checklist", "/task/111/checklist/{}", "item", {"name": "Before"})


def list_objects(account, example):
    found = changed(account, example.path, example.body, 200)["objects"]
    expect(found, [{"id": 3, "name": "Object 3"}, {"id": 4, "name": "Object 4"}], "objects")


def defined(entity, many):
    """Creates a definition (field, set) and finds it in the list of them, at the same path."""

    def create(account, example):
        number = changed(account, example.path, example.body, 201)["id"]
        names = ",".join(["id", *example.body])
        rows = account.client.get(f"{example.path.rstrip('/')}?fields={names}")[many]
        found = next(row for row in rows if row["id"] == number)
        wanted = {"id": number, **example.body}
        value = wanted.pop("mainValue", None)
        if value is not None:
            compare_value(found["type"], value, found.pop("mainValue"), "mainValue")
        expect(found, wanted, entity)

    return create


OPERATIONS = {
    "/task/": TASK.create,
    "/task/{id}": TASK.update,
    "/task/{id}/checklist": ITEM.create,
    "/task/{id}/checklist/{itemId}": ITEM.update,
    "/object/list": list_objects,
    "/customfield/task/": defined("field", "customfields"),
    "/customfield/group/task/": defined("set", "customFieldSets"),
}
