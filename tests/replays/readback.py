"""Compares what an example sent with what is read back: keys of a body, custom fields. Knows forms of
values, no operations."""

import datetime
import re

from harness.report import Failure

DATES = ("dateTime", "startDateTime", "endDateTime", "startDate", "endDate", "birthDate")
# Whom a bare number means, in a reference to one person.
PERSONS = {"assigner": "user", "owner": "user", "counterparty": "contact", "contacts": "contact"}
PERSONS |= {"personalManagers": "user"}
MOBILE = 1  # what a phone without a type is; the masked number is made of the number
SECRET = ("password", "sourceId", "id")  # never read back under its name


def expect(found, wanted, what):
    if found != wanted:
        raise Failure(f"{what}: expected {wanted!r}, read {found!r}")


def moment(sent):
    """A sent date as (DD-MM-YYYY, HH:MM or None); the robot's zone is UTC."""
    if isinstance(sent, dict) and "datetime" in sent:
        day, time = sent["datetime"].rstrip("Z").split("T")
        return "-".join(reversed(day.split("-"))), time
    if isinstance(sent, dict):
        sent = " ".join(sent[key] for key in ("date", "time") if key in sent)
    found = re.fullmatch(r"(\d\d)[-.](\d\d)[-.](\d{4})(?: (\d\d:\d\d)(?::\d\d)?)?", sent)
    return "-".join(found.groups()[:3]), found.group(4)


def person(value, kind):
    return value if isinstance(value, str) and ":" in value else f"{kind}:{value}"


def people(value):
    users = sorted(row["id"] for row in value.get("users", []))
    return users, sorted(row["id"] for row in value.get("groups", []))


def compare_date(key, sent, read):
    day, time = moment(sent)
    expect(read[key]["date"], day, key)
    if time:
        expect(read[key]["time"], time, key)
        form = f"{day[6:]}-{day[3:5]}-{day[:2]}T{time}Z"
        expect(read[key]["datetime"], form, key)


def compare_list(key, sent, read):
    """Lists of references by their numbers, of phones by what was sent of each, others whole."""
    if key == "phones":
        shown = [(row["number"], row["type"]) for row in read]
        expect(shown, [(row["number"], row.get("type") or MOBILE) for row in sent], key)
    elif sent and isinstance(sent[0], dict):
        kind = PERSONS.get(key)
        wanted = [person(row["id"], kind) if kind else row["id"] for row in sent]
        expect([row["id"] for row in read], wanted, key)
    else:
        expect(read, sent, key)


def compare_reference(key, sent, read):
    """By number, or by name where no number was sent; number 0 means that there is none."""
    if sent.get("id") in (0, ""):
        expect(key in read, False, f"{key} is there")
    elif "id" not in sent:
        expect({name: read[key].get(name) for name in sent}, sent, key)
    elif key in PERSONS:
        expect(read[key]["id"], person(sent["id"], PERSONS[key]), key)
    else:
        expect(read[key]["id"], sent["id"], key)


def compare_replacement(sent, read):
    """Who stands in for an employee; its days are the one place that takes yyyy-MM-dd."""
    for key, value in sent.items():
        if key == "employee":
            expect(read[key]["id"], value["id"], key)
        elif key in ("from", "to"):
            expect(read[key]["date"], "-".join(reversed(value.split("-"))), key)
        else:
            expect(read[key], value, key)


def compare_key(key, sent, read):
    """One key of a body with the same key read back."""
    if key == "temporaryReplacement":
        compare_replacement(sent, read.get(key, {"isEnabled": False}))
    elif key in DATES:
        compare_date(key, sent, read)
    elif isinstance(sent, dict) and ("users" in sent or "groups" in sent):
        expect(people(read[key]), people(sent), key)
    elif isinstance(sent, list):
        compare_list(key, sent, read[key])
    elif isinstance(sent, dict):
        compare_reference(key, sent, read)
    else:
        expect(read[key], sent, key)


def plain(value):
    """The ids of a reference or a list of them, as texts; other values as they are."""
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict) and "id" in value:
        return str(value["id"])
    return value


def compare_ends(sent, found, what):
    """A period by its times, a time frame by its moments."""
    for end in ("from", "to"):
        for name in sent[end]:
            expect(found[end][name], sent[end][name], f"{what} {end}")


def compare_value(kind, value, found, what):
    """The value of a custom field, or of a main field, of this type."""
    if kind in (3, 5):
        day, time = moment(value)
        expect((found["date"], found["time"]), (day, time or "00:00"), what)
    elif kind == 4:
        expect(found["time"] if isinstance(found, dict) else found, value["time"], what)
    elif kind in (6, 28):
        compare_ends(value, found, what)
    elif kind == 21:
        expect([row["id"] for row in found], value, what)
    elif kind in (10, 11, 12):
        expect(found["id"], person(value["id"], "user" if kind == 11 else "contact"), what)
    else:
        expect(plain(found), plain(value), what)


def compare_custom(sent, read):
    """A sent item of customFieldData with those read; nothing may be read of a cleared field."""
    number, value = sent["field"]["id"], sent["value"]
    items = {item["field"]["id"]: item for item in read["customFieldData"]}
    if isinstance(value, dict) and value.get("id") in (0, ""):
        shown = items.get(number, {}).get("value", "")
        return expect(shown, "", f"field {number} is there")
    if number not in items:
        raise Failure(f"field {number} was not stored")
    item = items[number]
    return compare_value(item["field"]["type"], value, item["value"], f"field {number}")


def derived(body, read):
    """What must follow from the dates and the duration of a task's body."""
    start, end = body.get("startDateTime"), body.get("endDateTime")
    if "duration" in body:
        known, sign, other = (start, 1, "endDateTime") if start else (end, -1, "startDateTime")
        day = datetime.datetime.strptime(moment(known)[0], "%d-%m-%Y")
        day += sign * datetime.timedelta(body["duration"])
        expect(read[other]["date"], day.strftime("%d-%m-%Y"), other)
    for has, key in (("hasStartDate", "startDateTime"), ("hasEndDate", "endDateTime")):
        if has in body:
            expect(key in read, body[has], key)


def names_of(body):
    """What to ask for, to read all of a body back."""
    custom = [str(item["field"]["id"]) for item in body.get("customFieldData", [])]
    return [key for key in body if key not in ("customFieldData", *SECRET)] + custom


def compare_body(body, read):
    for key, sent in body.items():
        if key not in ("customFieldData", *SECRET):
            compare_key(key, sent, read)
    for item in body.get("customFieldData", []):
        compare_custom(item, read)
