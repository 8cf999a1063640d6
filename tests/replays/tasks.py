"""Tasks for the examples of POST /task/list, out of the values that they look for."""

from filters import dates

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


def fill(filled, index):
    """Thirty tasks at one of the clocks; the done ones are remembered, since no answer says so."""
    own = {n: kind for n, (owner, kind) in filled.account.fields.items() if owner[0] == "task"}
    for number in range(index * 30, index * 30 + 30):
        made = filled.client.post("/task/", body(filled.random, own, number))["id"]
        if number % 3 == 0:
            change(filled, made, [2, 3, 6, 5][number // 3 % 4])


def change(filled, number, status):
    answer = filled.client.request("POST", f"/task/{number}", {"status": {"id": status}})
    if answer.status == 200 and status in (3, 6):
        filled.known.done[number] = dates.Moment(instant=filled.now)
