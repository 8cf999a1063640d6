"""Examples of lists: the answer must be what the naive evaluator picks from all rows, and the rows
are such that something is picked."""

import datetime
import random

from filters import dates, datatags
from filters.reader import Account, Reader
from filters.rows import Row
from filters.tasks import TASK
from harness.report import Failure
from replays import needs

GROUPS = {1: [1, 3, 5, 50], 3: [1], 5: [5], 2114: [50]}
PEOPLE = ["user:1", "user:2", "user:3", "user:5", "user:50", "contact:5", "contact:9005"]
# Values of custom fields by their type; the examples' own values are among them.
VALUES = {
    0: ["Test string value", "Other"],
    1: [999, 5],
    2: ["A Test text here", "Other"],
    3: [{"date": "16-11-2022"}, {"date": "01-01-2022"}],
    7: [True, False],
    8: ["Main", "Third"],
    9: [{"id": 47}, {"id": 1}],
    10: [{"id": "contact:15"}, {"id": "contact:1"}],
    11: [{"id": "user:3"}, {"id": "user:1"}],
    12: [{"id": "contact:12"}, {"id": "contact:3"}],
    13: [{"id": "group:5"}, {"id": "user:1"}],
    14: [[{"id": "user:50"}], [{"id": "user:1"}]],
    15: [[{"id": 47}, {"id": 48}, {"id": 50}], [{"id": 47}]],
    16: [{"id": 10}, {"id": 12}],
    17: [[{"id": 10}], [{"id": 111}]],
    20: [["Main", "Additional"], ["Main"]],
    22: [{"id": 11}, {"id": 1}],
}
CLOCKS = ("2022-03-22 02:00", "2022-11-10 12:00", "2022-11-16 09:00", "2022-11-17 12:00")
SYSTEM = {"out": "assigner"}  # saved filters that every account has


def body(random_, types, index):
    """A random task out of the values that the examples look for."""
    pick = random_.choice

    def some(names):
        return {
            "users": [{"id": name} for name in random_.sample(names, random_.choice([0, 1, 2]))],
            "groups": [{"id": 1}] if random_.random() < 0.1 else [],
        }

    found = {
        "name": pick(["Test task", "Other task"]) + f" {index}",
        "assigner": {"id": pick(PEOPLE)},
        "assignees": some([name for name in PEOPLE if name != "user:2"]),  # sees what all see
        "participants": some(PEOPLE),
        "auditors": some(["user:5", "user:1"]),
        "priority": pick(["Urgent", "NotUrgent"]),
        "project": {"id": pick([0, 1, 5, 7])},
        "counterparty": {"id": pick([3, 5])},
    }
    starts = [{"date": "22-03-2022"}, {"date": "22-03-2022", "time": "02:00"}, {"date": "01-11-2022"}]
    if random_.random() < 0.6:
        found["startDateTime"] = pick(starts)
    if random_.random() < 0.6:
        found["endDateTime"] = pick(
            [{"date": "16-11-2022"}, {"date": "30-12-2022", "time": "10:00"}]
        )
    if random_.random() < 0.3:
        found["parent"] = {"id": pick([5, 7, 10])}
    holder = pick(
        [("template", 1), ("template", 1), ("template", 2), ("object", 3), ("object", 4), None]
    )
    if holder:
        found[holder[0]] = {"id": holder[1]}
    if holder in (("template", 1), ("object", 3)):
        found["customFieldData"] = [
            {"field": {"id": number}, "value": pick(VALUES[kind])}
            for number, kind in types.items()
            if random_.random() < 0.6
        ]
    return found


class Filled:
    """The tasks of an account, as the robot reads them."""

    def __init__(self, account):
        client, self.random = account.client, random.Random(1)
        self.known = Account("UTC")
        self.known.groups, self.known.recurring = GROUPS, {302}
        self.known.types = {n: kind for n, (_, kind) in account.fields.items()}
        own = {n: kind for n, (owner, kind) in account.fields.items() if owner[0] == "task"}
        self.known.owned = {("task", 1): set(own), ("task", 3): set(own)}
        for number, (owner, _) in account.fields.items():
            if owner[1] is not None:
                self.known.owned.setdefault(owner, set()).add(number)
        for index in range(120):
            if index % 30 == 0:
                account.clock(CLOCKS[index // 30])
                self.now = datetime.datetime.fromtimestamp(account.folder.now, dates.UTC)
            number = client.post("/task/", body(self.random, own, index))["id"]
            if index % 3 == 0:
                self.change(client, number, index)
        rows = {"task": TASK.rows(client, own)}
        rows["datatag"] = [Row(datatags.entity(6), entry) for entry in account.entries]
        self.reader = Reader(self.known, "UTC", self.now, rows, rows["task"])

    def change(self, client, number, index):
        status = [2, 3, 6, 5][index // 3 % 4]
        answer = client.request("POST", f"/task/{number}", {"status": {"id": status}})
        if answer.status == 200 and status in (3, 6):
            self.known.done[number] = dates.Moment(instant=self.now)

    def expected(self, entity, request):
        person = request.get("runAsUserId", "user:2")
        own = SYSTEM.get(request.get("filterId"))
        for row in self.reader.rows[entity.name]:
            if own and row.ref(own) != person:
                continue
            if all(self.reader.matches(entity, row, one) for one in request.get("filters", [])):
                yield row.id


def list_rows(entity):
    """The handler of examples of an entity's list."""

    def run(account, example):
        request = example.body
        if not account.filled:
            account.filled = Filled(account)
        expected = list(account.filled.expected(entity, request))
        answer = account.client.post(example.path, request)[entity.many]
        found = [row[entity.key] for row in answer]
        if found != expected[:100]:
            raise Failure(f"expected {expected[:40]}, found {found[:40]}")
        if len(expected) > 100 and "filterId" not in request:
            rest = entity.numbers(account.client, request.get("filters", []))
            if rest != set(expected):
                raise Failure(f"the pages do not add up to {len(expected)}")
        if not expected:
            raise Failure(f"nothing is found by {example.name}, so nothing was tested")
        asked = set(request["fields"].split(","))
        for row in answer:
            extra = {key for key in row if key not in asked} - {entity.key, "customFieldData"}
            if extra:
                raise Failure(f"not asked for: {extra}")

    return run


OPERATIONS = {"/task/list": list_rows(TASK)}
assert needs.TAG
