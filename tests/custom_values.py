#!/usr/bin/env python3
"""Every type of custom field on every kind of thing: written, read back, cleared, refused. One table
of values serves tasks, contacts, projects, employees, directory entries, data tag entries and main
fields."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import report, server  # noqa: E402  (the path comes first)
from harness.report import Failure  # noqa: E402

ANY = object()


class Shape:
    """What a type takes and answers. `sent` maps each form that is taken to what is read back."""

    def __init__(self, name, sent, text, bad, empty=""):
        self.name, self.sent, self.text, self.bad, self.empty = name, sent, text, bad, empty


def day(date):
    year = "-".join(reversed(date.split("-")))
    return {
        "date": date,
        "time": "00:00",
        "datetime": f"{year}T00:00Z",
        "dateTimeUtcSeconds": f"{year}T00:00:00+0000",
    }


def moment(date, time):
    year = "-".join(reversed(date.split("-")))
    return {
        "date": date,
        "time": time,
        "datetime": f"{year}T{time}Z",
        "dateTimeUtcSeconds": f"{year}T{time}:00+0000",
    }


IVAN = {"id": "contact:5", "name": "Иван Иванов"}
BORIS = {"id": "user:3", "name": "Boris Petrov"}
SALES = {"id": "group:1", "name": "Sales"}
CHAIR = {"id": 3, "value": "Стул"}
TABLE = {"id": 2, "value": "Стол"}
PLACE = {"address": "Орёл", "longitude": 36.06, "latitude": 52.97}
PERIOD = {"from": {"time": "22:15"}, "to": {"time": "04:40"}, "durationSec": 23100}
FRAME = {"from": {"date": "21-12-2021", "time": "21:15"}, "to": {"date": "22-12-2021", "time": "00:40"}}
FRAME_READ = {
    "from": moment("21-12-2021", "21:15"),
    "to": moment("22-12-2021", "00:40"),
    "considerTimeZone": False,
    "stringValue": "21-12-2021 21:15 – 22-12-2021 00:40",
}
WRITTEN = "21-12-2021 12:15:00"
NOON = moment("21-12-2021", "12:15")

# The bad values are wrong for every entity alike: code 41 with the place of the value.
SHAPES = {
    0: Shape("line", [("Ёж", "Ёж"), (["один"], "один")], "один", [5, {"x": 1}, "я" * 256]),
    1: Shape("number", [(99, 99), ("12.5", 12.5), (-1, -1)], "-1", ["много", True, {"id": 1}]),
    2: Shape("text", [("строка\nещё", "строка\nещё")], "строка\nещё", [5, [1]]),
    3: Shape("date", [("11-11-2021", day("11-11-2021")), ({"date": "12-11-2021"}, day("12-11-2021"))],
             "12-11-2021", ["31-02-2021", 5, {"date": "x"}]),
    4: Shape("time", [({"time": "17:55"}, {"time": "17:55"})], "17:55", [{"time": "25:00"}, 5]),
    5: Shape("date and time", [(WRITTEN, NOON), ({"date": "21-12-2021", "time": "12:15"}, NOON)],
             ANY, ["вчера", 5]),
    6: Shape("period", [({"from": {"time": "22:15"}, "to": {"time": "04:40"}}, PERIOD)],
             "22:15 - 04:40", [{"from": {"time": "01:00"}}, "x"]),
    7: Shape("checkbox", [(True, True), ("1", True), (0, False), (True, True)], ANY, ["maybe", 5],
             empty=False),
    8: Shape("list", [("Зелёный", "Зелёный")], "Зелёный", ["Синий", 5]),
    9: Shape("entry", [({"id": 2}, TABLE), ({"id": "3"}, CHAIR)], "Стул", [{"id": 99}, "x", 3]),
    10: Shape("contact", [({"id": 5}, IVAN), ({"id": "contact:5"}, IVAN)], "Иван Иванов",
              [{"id": "user:3"}, {"id": 999}]),
    11: Shape("employee", [({"id": 3}, BORIS), ({"id": "user:3"}, BORIS)], "Boris Petrov",
              [{"id": "contact:5"}, {"id": "user:99"}]),
    12: Shape("counterparty", [({"id": 5}, IVAN), ({"id": "contact:5"}, IVAN)], "Иван Иванов",
              [{"id": "group:1"}, {"id": 999}]),
    13: Shape("member", [({"id": "user:3"}, BORIS), ({"id": "group:1"}, SALES)], "Sales",
              [{"id": 3}, {"id": "group:99"}]),
    14: Shape("members", [([{"id": "user:3"}, {"id": "contact:5"}, {"id": "group:1"}],
                           [BORIS, IVAN, SALES])],
              "Boris Petrov, Иван Иванов, Sales", [[{"id": 3}], {"id": "user:3"}], empty=[]),
    15: Shape("entries", [([{"id": 2}, {"id": "3"}], [TABLE, CHAIR])], "Стол, Стул",
              [[{"id": 99}], "x"], empty=[]),
    16: Shape("task", [({"id": 112}, {"id": 112, "name": "Задача Ё"})], "Задача Ё",
              [{"id": 99999}, "x"]),
    17: Shape("tasks", [([{"id": 111}, {"id": 112}],
                         [{"id": 111, "name": "Задача"}, {"id": 112, "name": "Задача Ё"}])],
              "Задача, Задача Ё", [[{"id": 99999}], {"id": 111}], empty=[]),
    20: Shape("set of values", [(["альфа"], ["альфа"]), (["бета", "новое Ё"], ["бета", "новое Ё"])],
              "бета, новое Ё", ["альфа", [5]], empty=[]),
    21: Shape("files", [([21, {"id": 22}], [{"id": 21, "size": 12, "name": "план.pdf"},
                                            {"id": 22, "size": 3, "name": "смета.xlsx"}])],
              ANY, [[999], "x"], empty=[]),
    22: Shape("project", [({"id": 1}, {"id": 1, "name": "Альфа"})], "Альфа", [{"id": 999}, "x"]),
    25: Shape("location", [(PLACE, PLACE), ("Орёл", {"address": "Орёл"})], ANY,
              [{"longitude": 1}, {"address": "x", "longitude": 500, "latitude": 1}, 5]),
    27: Shape("AI results", [("найдено", "найдено")], "найдено", [5]),
    28: Shape("time frame", [(FRAME, FRAME_READ)], "21-12-2021 21:15 – 22-12-2021 00:40",
              [{"from": {"date": "22-12-2021"}, "to": {"date": "21-12-2021"}}, "x"]),
}
NO_MAIN = (8, 20, 25, 27)


def equal(wanted, found, place):
    if wanted is not ANY and wanted != found:
        raise Failure(f"{place}: expected {wanted!r}, got {found!r}")


class Holder:
    """A thing whose custom fields are numbered base + type, and how its values travel."""

    keeps_empty = False  # an asked-for field without a value is answered

    def __init__(self, client, base, path, one):
        self.client, self.base, self.path, self.one = client, base, path, one

    def write(self, field, value):
        return self.client.request(
            "POST", self.path, {"customFieldData": [{"field": {"id": field}, "value": value}]}
        )

    def read(self, field):
        """(value, stringValue), or None where there is none."""
        answer = self.client.request("GET", f"{self.path}?fields={field}")
        if answer.status != 200:
            raise Failure(str(answer))
        items = answer.json[self.one]["customFieldData"]
        return (items[0]["value"], items[0]["stringValue"]) if items else None

    def refused_at(self):
        return "customFieldData[0].value"


class Entry(Holder):
    keeps_empty = True


class Main(Holder):
    """Main fields hold one value each, beside their definition."""

    def write(self, field, value):
        return self.client.request("POST", f"/customfield/main/{field}", {"mainValue": value})

    def read(self, field):
        answer = self.client.request("GET", "/customfield/main?fields=id,mainValue")
        found = [row for row in answer.json["customfields"] if row["id"] == field]
        return (found[0]["mainValue"], ANY) if found and "mainValue" in found[0] else None

    def refused_at(self):
        return "mainValue"


def check_type(holder, number, shape):
    field = holder.base + number
    for value, wanted in shape.sent:
        answer = holder.write(field, value)
        if answer.status != 200 or "failures" in answer.json:
            raise Failure(f"{value!r}: {answer}")
        found = holder.read(field)
        if found is None:
            raise Failure(f"{value!r} is not read back")
        equal(wanted, found[0], f"value after {value!r}")
    if found[1] is not ANY:
        equal(shape.text, found[1], "stringValue")
    for value in shape.bad:
        refused = holder.write(field, value)
        if refused.status != 400 or refused.json["code"] != 41:
            raise Failure(f"{value!r} was taken: {refused}")
        if holder.refused_at() not in refused.json["error"]:
            raise Failure(f"the place is missing: {refused}")
    equal(found, holder.read(field), "value after refusals")
    check_clearing(holder, field, shape)


def check_clearing(holder, field, shape):
    answer = holder.write(field, None)
    if answer.status != 200:
        raise Failure(f"null: {answer}")
    found = holder.read(field)
    if holder.keeps_empty:
        equal((shape.empty, ""), found, "value after null")
    elif found is not None and not (isinstance(holder, Main) and found[0] in ("", [], False)):
        raise Failure(f"null left {found!r}")


def entry_of(client):
    made = client.request("POST", "/directory/3/entry/", {"name": "всё"})
    return Entry(client, 1200, f"/directory/3/entry/{made.json['key']}", "entry")


def data_tag_entry_of(client):
    made = client.request("POST", "/task/111/datatags/", {
        "dataTag": {"id": 9},
        "items": [{"customFieldData": [{"field": {"id": 1401}, "value": 1}]}]})
    return Entry(client, 1400, f"/datatag/entry/{made.json['keys'][0]}", "entry")


def holders(client):
    yield "task", lambda: Holder(client, 1000, "/task/111", "task")
    yield "contact", lambda: Holder(client, 1100, "/contact/5", "contact")
    yield "directory entry", lambda: entry_of(client)
    yield "project", lambda: Holder(client, 1300, "/project/1", "project")
    yield "data tag entry", lambda: data_tag_entry_of(client)
    yield "main field", lambda: Main(client, 1500, "", "")
    yield "employee", lambda: Holder(client, 1600, "/user/3", "user")


def check_creation(client, outcome):
    """A field that REST creates is carried at once by every contact, project and employee."""
    for kind, path, one in (("task", "/task/111", "task"), ("contact", "/contact/5", "contact"),
                            ("project", "/project/1", "project"), ("user", "/user/3", "user")):
        def one_kind():
            made = client.request("POST", f"/customfield/{kind}/", {
                "name": "Новое Ё", "names": {"en": "New"}, "type": 0})
            equal(201, made.status, str(made))
            field = made.json["id"]
            listed = client.request("GET", f"/customfield/{kind}?fields=id,name,names,type,groupId")
            row = [item for item in listed.json["customfields"] if item["id"] == field]
            equal([{"id": field, "name": "New", "names": {"en": "New"}, "type": 0, "groupId": 0}],
                  row, "the list")
            holder = Holder(client, 0, path, one)
            if kind != "task":  # of tasks, the template decides
                answer = holder.write(field, "значение")
                equal((200, "значение"), (answer.status, (holder.read(field) or [None])[0]), kind)
            owned = client.request("GET", f"/customfield{path}?fields=id")
            if field not in [item["id"] for item in owned.json["customfields"]]:
                raise Failure(f"/customfield{path} lacks {field}")
        outcome.run(f"a new field of {kind}", one_kind)


def main(arguments):
    outcome = report.Report("custom values", "-v" in arguments)
    folder = server.Folder.of(server.fixture("families.yaml"), server.utc_seconds("2026-03-02 09:00"))
    token = folder.token("user:2")
    one = server.Server(folder)
    client = one.client(token)
    for name, make in holders(client):
        try:
            holder = make()
        except Exception as error:  # the family's own operations are broken
            outcome.fail(name, error)
            continue
        for number, shape in SHAPES.items():
            if name == "main field" and number in NO_MAIN:
                continue
            outcome.run(f"{name}: {number} {shape.name}", check_type, holder, number, shape)
    check_creation(client, outcome)
    one.stop()
    return outcome.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
