"""Sends an example that changes something, reads the thing back, and compares all that was sent."""

import datetime
import re

from harness.report import Failure

PEOPLE = ("assignees", "participants", "auditors")
DATES = ("dateTime", "startDateTime", "endDateTime")


def expect(found, wanted, what):
    if found != wanted:
        raise Failure(f"{what}: expected {wanted!r}, read {found!r}")


def moment(sent):
    """A sent date as (DD-MM-YYYY, HH:MM or None); the robot's zone is UTC."""
    if isinstance(sent, dict):
        text = " ".join(sent[key] for key in ("date", "time") if key in sent)
    else:
        text = sent
    found = re.fullmatch(r"(\d\d-\d\d-\d{4})(?: (\d\d:\d\d)(?::\d\d)?)?", text)
    return found.group(1), found.group(2)


def person(value, kind):
    return value if isinstance(value, str) and ":" in value else f"{kind}:{value}"


def people(value):
    users = sorted(row["id"] for row in value["users"])
    return users, sorted(row["id"] for row in value.get("groups", []))


def compare_date(key, sent, read):
    day, time = moment(sent)
    expect(read[key]["date"], day, key)
    if time:
        expect(read[key]["time"], time, key)
        form = f"{day[6:]}-{day[3:5]}-{day[:2]}T{time}Z"
        expect(read[key]["datetime"], form, key)


def compare_key(key, sent, read):
    """One key of a body with the same key of the task read back."""
    if key in DATES:
        return compare_date(key, sent, read)
    if key in PEOPLE:
        return expect(people(read[key]), people(sent), key)
    if key in ("assigner", "counterparty"):
        kind = "user" if key == "assigner" else "contact"
        return expect(read[key]["id"], person(sent["id"], kind), key)
    if key == "files":
        return expect([row["id"] for row in read[key]], [row["id"] for row in sent], key)
    if isinstance(sent, dict):
        return expect(read[key]["id"], sent["id"], key)
    return expect(read[key], sent, key)


def plain(value):
    """The ids of a reference or a list of them, as texts; other values as they are."""
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict) and "id" in value:
        return str(value["id"])
    return value


def compare_custom(sent, read):
    """A sent item of customFieldData with those read; nothing may be read of a cleared field."""
    number, value = sent["field"]["id"], sent["value"]
    items = {item["field"]["id"]: item for item in read["customFieldData"]}
    if isinstance(value, dict) and value.get("id") in (0, ""):
        return expect(number in items, False, f"field {number} is there")
    if number not in items:
        raise Failure(f"field {number} was not stored")
    found, kind = items[number]["value"], items[number]["field"]["type"]
    if kind in (3, 5):
        day, time = moment(value)
        return expect((found["date"], found["time"]), (day, time or "00:00"), f"field {number}")
    if kind == 4:
        found = found["time"] if isinstance(found, dict) else found
        return expect(found, value["time"], f"field {number}")
    if kind == 6:
        ends = [found[end]["time"] for end in ("from", "to")]
        return expect(ends, [value[end]["time"] for end in ("from", "to")], f"field {number}")
    if kind == 21:
        return expect([row["id"] for row in found], value, f"field {number}")
    if kind in (10, 11, 12):
        return expect(
            found["id"], person(value["id"], "user" if kind == 11 else "contact"), f"field {number}"
        )
    return expect(plain(found), plain(value), f"field {number}")


def derived(body, read):
    """What must follow from the dates and the duration of a body."""
    start, end = body.get("startDateTime"), body.get("endDateTime")
    if "duration" in body:
        known, sign, other = (start, 1, "endDateTime") if start else (end, -1, "startDateTime")
        day = datetime.datetime.strptime(moment(known)[0], "%d-%m-%Y")
        day += sign * datetime.timedelta(body["duration"])
        expect(read[other]["date"], day.strftime("%d-%m-%Y"), other)
    for has, key in (("hasStartDate", "startDateTime"), ("hasEndDate", "endDateTime")):
        if has in body:
            expect(key in read, body[has], key)


def compare_task(account, number, body):
    custom = body.get("customFieldData", [])
    names = (
        list(body)
        + ["startDateTime", "endDateTime"]
        + [str(item["field"]["id"]) for item in custom]
    )
    names = [name for name in names if name != "customFieldData"]
    read = account.client.get(f"/task/{number}?fields={','.join(names)}")["task"]
    for key, sent in body.items():
        if key != "customFieldData":
            compare_key(key, sent, read)
    for item in custom:
        compare_custom(item, read)
    derived(body, read)


def changed(account, path, body, status):
    answer = account.client.request("POST", path, body)
    if answer.status != status or "failures" in answer.json or answer.header("Planstead-Notes"):
        raise Failure(f"{path}: {answer}")
    return answer.json


def create_task(account, _name, body):
    compare_task(account, changed(account, "/task/", body, 201)["id"], body)


def update_task(account, _name, body):
    start = {
        "name": "Before",
        "template": {"id": account.template},
        "startDateTime": {"date": "01-11-2022"},
        "endDateTime": {"date": "30-11-2022"},
    }
    if "customFieldData" in body and body["customFieldData"][0]["value"] == {"id": 0}:
        start["customFieldData"] = [
            {"field": item["field"], "value": {"id": 3}} for item in body["customFieldData"]
        ]
    number = account.client.post("/task/", start)["id"]
    changed(account, f"/task/{number}", body, 200)
    compare_task(account, number, body)
    # What the body did not name stays.
    read = account.client.get(f"/task/{number}?fields=name,startDateTime")["task"]
    expect(read["name"], body.get("name", "Before"), "name")
    if not {"startDateTime", "hasStartDate"} & set(body):
        expect(read["startDateTime"]["date"], "01-11-2022", "startDateTime")


def list_objects(account, _name, body):
    found = changed(account, "/object/list", body, 200)["objects"]
    expect(found, [{"id": 3, "name": "Object 3"}, {"id": 4, "name": "Object 4"}], "objects")


def create_field(account, _name, body):
    number = changed(account, "/customfield/task/", body, 201)["id"]
    fields = account.client.get("/customfield/task?fields=" + ",".join(["id", *body]))[
        "customfields"
    ]
    expect(
        next(field for field in fields if field["id"] == number), {"id": number, **body}, "field"
    )


def create_set(account, _name, body):
    number = changed(account, "/customfield/group/task/", body, 201)["id"]
    sets = account.client.get("/customfield/group/task")["customFieldSets"]
    expect(next(row for row in sets if row["id"] == number), {"id": number, **body}, "set")


def compare_item(account, number, body):
    read = account.client.get(f"/task/111/checklist/{number}?fields=name,isDone,parent,assignees")[
        "item"
    ]
    for key, sent in body.items():
        compare_key(key, sent, read)


def create_item(account, _name, body):
    number = changed(account, "/task/111/checklist", body, 201)["id"]
    compare_item(account, number, {"isDone": False, "parent": {"id": 111}, **body})


def update_item(account, _name, body):
    changed(account, "/task/111/checklist/8", body, 200)
    compare_item(account, 8, body)
