"""Examples of POST /task/list: the answer must be what the naive evaluator picks from all tasks,
and the tasks are such that something is picked."""

import datetime
import random

from filters import dates
from filters.account import Account, read_all
from filters.evaluator import Evaluator
from harness.report import Failure

GROUPS = {1: [1, 3, 5, 50], 3: [1], 5: [5], 2114: [50]}
PEOPLE = ["user:1", "user:2", "user:3", "user:5", "user:50", "contact:5", "contact:9005"]
ENTRIES = [(10, {20: "Test value", 110: {"id": 1}}), (12, {20: "Other", 110: {"id": 2}})]
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
OTHER_LABELS = (80, 200)  # lists of other labels; no list example looks at them
CLOCKS = ("2022-03-22 02:00", "2022-11-10 12:00", "2022-11-16 09:00", "2022-11-17 12:00")


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
        "assignees": some(PEOPLE),
        "participants": some(PEOPLE),
        "auditors": some(["user:5", "user:1"]),
        "priority": pick(["Urgent", "NotUrgent"]),
        "project": {"id": pick([0, 1, 5, 7])},
        "counterparty": {"id": pick([3, 5])},
    }
    if random_.random() < 0.6:
        found["startDateTime"] = pick(
            [
                {"date": "22-03-2022"},
                {"date": "22-03-2022", "time": "02:00"},
                {"date": "01-11-2022"},
            ]
        )
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
            if kind in VALUES and number not in OTHER_LABELS and random_.random() < 0.6
        ]
    return found


class Filled:
    """The tasks of an account, as the robot reads them."""

    def __init__(self, account):
        client, self.random, self.done = account.client, random.Random(1), {}
        fields = client.get("/customfield/task?fields=id,type")["customfields"]
        types = {field["id"]: field["type"] for field in fields}
        for index in range(120):
            if index % 30 == 0:
                account.clock(CLOCKS[index // 30])
                self.now = datetime.datetime.fromtimestamp(account.folder.now, dates.UTC)
            number = client.post("/task/", body(self.random, types, index))["id"]
            if index % 3 == 0:
                self.change(client, number, index)
        entries = [
            {"task": task, "dataTag": 6, "values": {f: {"value": v} for f, v in values.items()}}
            for task, values in ENTRIES
        ]
        self.account = Account(client, GROUPS, "UTC", entries, self.done, [302])
        self.tasks = self.account.tasks(client)
        self.naive = Evaluator(self.account, self.tasks, self.tasks, "UTC", self.now)

    def change(self, client, number, index):
        status = [2, 3, 6, 5][index // 3 % 4]
        answer = client.request("POST", f"/task/{number}", {"status": {"id": status}})
        if answer.status == 200 and status in (3, 6):
            self.done[number] = dates.Moment(instant=self.now)

    def expected(self, request):
        person = request.get("runAsUserId", "user:2")
        for task in self.tasks:
            if request.get("filterId") == "out" and task.ref("assigner") != person:
                continue
            if all(self.naive.matches(task, one) for one in request.get("filters", [])):
                yield task.id


def list_tasks(account, name, request):
    if account.filled is None:
        account.filled = Filled(account)
    expected = list(account.filled.expected(request))
    answer = account.client.post("/task/list", request)["tasks"]
    found = [task["id"] for task in answer]
    if found != expected[:100]:
        raise Failure(f"expected {expected[:40]}, found {found[:40]}")
    if len(expected) > 100:
        rest = read_all(account.client, "id", request.get("filters", []))
        if "filterId" not in request and [task["id"] for task in rest] != expected:
            raise Failure(f"the pages do not add up to {len(expected)}")
    if not expected:
        raise Failure(f"nothing is found by {name}, so nothing was tested")
    asked = set(request["fields"].split(","))
    for task in answer:
        extra = {key for key in task if key not in asked} - {"id", "customFieldData"}
        if extra:
            raise Failure(f"not asked for: {extra}")
