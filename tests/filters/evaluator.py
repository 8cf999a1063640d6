"""Decides one filter over one task, as the documents say: contract/filters.json and chapter 11 of
the observed behaviour. Plain and slow on purpose; shares nothing with the server."""

import datetime
import unicodedata
import zoneinfo

from filters import dates

UTC = datetime.timezone.utc


def fold(text):
    """Case and compatibility forms do not count."""
    text = unicodedata.normalize("NFKC", text)
    return unicodedata.normalize("NFKC", text.casefold())


def ids(value):
    """One number, `1;2`, or an array; a remark behind `//` does not count."""
    if isinstance(value, list):
        return [number for item in value for number in ids(item)]
    if isinstance(value, str):
        return [int(part) for part in value.split("//")[0].split(";") if part.strip()]
    return [value]


def prefixed(value, kind):
    return value if isinstance(value, str) and ":" in value else f"{kind}:{value}"


def negated(operator, found):
    return not found if operator in ("notequal", "nothave") else found


class Evaluator:
    """For one reader at one moment."""

    def __init__(self, account, tasks, general, zone, now):
        self.account, self.zone, self.now = account, zone, now
        self.general = {task.id: task for task in general}
        self.parents = {task.id: task.ref("parent") for task in tasks}

    def matches(self, task, asked):
        kind, operator = int(asked["type"]), asked["operator"].replace("equals", "equal")
        value = asked.get("value")
        for table, function in (
            (PERSONS, self._person),
            (DATES, self._date),
            (FLAGS, self._flag),
            (IDS, self._ids),
        ):
            if kind in table:
                return function(task, table[kind], operator, value)
        if kind == 8:
            return negated(operator, fold(value) in fold(task.raw["name"]))
        if kind == 9:
            return negated(operator, task.raw.get("priority") == value)
        if kind == 307:
            return negated(operator, self._below(task, ids(value)))
        if kind in (152, 153):
            owned = self.account.owns(task, ids(value)[0])
            return owned and (ids(value)[0] in task.custom) == (kind == 152)
        if kind in (11, 18):
            return self._tagged(task, value) == (kind == 11)
        if kind == 93:
            return self._entry_value(task, asked, operator)
        field = asked["field"]
        if not self.account.owns(task, field):
            return False
        return self.custom(task.custom.get(field), self.account.types[field], kind, operator, value)

    # Core fields.

    def _person(self, task, key, operator, value):
        if key == "counterparty":
            return negated(operator, task.ref(key) == prefixed(value, "contact"))
        person = prefixed(value, "user")
        if key == "assigner":
            return negated(operator, task.ref(key) in self.account.one_of(person))
        if key == "direct":
            return negated(operator, person in task.people("assignees"))
        names = self.account.listed_as(person)
        lists = {"any auditor": ("auditors", "projectAuditors")}.get(key, (key,))
        return negated(operator, any(names & task.people(name) for name in lists))

    def _moment(self, task, key):
        if key == "done":
            return self.account.done.get(task.id)
        has_time = {"startDateTime": "hasStartTime", "endDateTime": "hasEndTime"}.get(key)
        return dates.read_moment(task.raw.get(key), has_time is None or task.raw[has_time])

    def _date(self, task, key, operator, value):
        wanted = dates.read_range(value, self.zone, self.now)
        if key == "either":
            moment = dates.later(
                self._moment(task, "dateOfLastUpdate"), self._moment(task, "dateOfLastComment")
            )
        else:
            moment = self._moment(task, key)
        return dates.compare(moment, operator, wanted)

    def _flag(self, task, key, _operator, _value):
        name, _, wanted = key.partition(" ")
        if name in ("start", "end"):
            return (f"{name}DateTime" in task.raw) == (wanted == "present")
        if name in ("assignees", "participants"):
            people = task.people(name)
            return (
                not people if wanted == "none" else any(p.startswith(wanted + ":") for p in people)
            )
        if name == "assigner":
            return (task.ref("assigner") or "").startswith(wanted + ":")
        if name == "recurring":
            return (task.ref("template") in self.account.recurring) == (wanted == "yes")
        return self._overdue(task) == (wanted == "yes")

    def _overdue(self, task):
        general = self.general[task.id]
        end = self._moment(task, "endDateTime")
        if end is None or not general.raw["status"]["hasDeadline"]:
            return False
        if end.day:
            return (
                dates.midnight(
                    end.day + datetime.timedelta(1), zoneinfo.ZoneInfo(self.account.zone)
                )
                <= self.now
            )
        return end.instant <= self.now

    def _ids(self, task, key, operator, value):
        wanted = ids(value)
        if key == "template or object":
            return negated(operator, task.ref("template") in wanted or task.ref("object") in wanted)
        own = task.raw[key] if key in ("id", "processId") else task.ref(key)
        return negated(operator, own in wanted)

    def _below(self, task, wanted):
        above, seen = self.parents.get(task.id), set()
        while above is not None and above not in seen:
            if above in wanted:
                return True
            seen.add(above)
            above = self.parents.get(above)
        return False

    # Data tags.

    def _tagged(self, task, tag):
        return any(e["task"] == task.id and e["dataTag"] == tag for e in self.account.entries)

    def _entry_value(self, task, asked, operator):
        inner = asked["subfilter"]
        field, kind = inner["filter"]["field"], inner["filter"]["type"]
        return any(
            self.custom(
                e["values"].get(field), TAG_TYPES[kind], TAG_FILTERS[kind], operator, asked["value"]
            )
            for e in self.account.entries
            if e["task"] == task.id and e["dataTag"] == inner["dataTagId"]
        )

    # Custom fields: `item` is what customFieldData holds, None where there is no value.

    def custom(self, item, field_type, kind, operator, value):
        if kind == 103:
            wanted = dates.read_range(value, self.zone, self.now)
            return dates.compare(self._custom_moment(item, field_type), operator, wanted)
        own = None if item is None else item["value"]
        if kind == 102:
            return self._number(own, operator, float(value))
        if kind == 101:
            return self._text(own, operator, value)
        if kind == 105:  # a checkbox without a value is not ticked
            return negated(operator, bool(own) == (value in (True, 1, "1", "true")))
        return negated(operator, own is not None and self._same(own, kind, value))

    @staticmethod
    def _custom_moment(item, field_type):
        if item is None:
            return None
        value = item["value"]["from"] if field_type == 28 else item["value"]
        return dates.read_moment(value, field_type != 3)

    @staticmethod
    def _number(own, operator, wanted):
        if operator == "notequal":
            return own != wanted
        if own is None:
            return False
        return {"equal": own == wanted, "gt": own > wanted, "lt": own < wanted}[operator]

    @staticmethod
    def _text(own, operator, value):
        if value == "":
            return negated(operator, own is None)
        if own is None:
            return operator in ("notequal", "nothave")
        if operator in ("equal", "notequal"):
            return negated(operator, fold(own) == fold(value))
        return negated(operator, fold(value) in fold(own))

    def _same(self, own, kind, value):
        if kind == 106:
            return own == value
        if kind == 111:
            return set(value.split(";") if isinstance(value, str) else value) <= set(own)
        if kind in (107, 115, 117):
            return own["id"] in ids(value)
        if kind == 114:
            return set(ids(value)) <= {entry["id"] for entry in own}
        if kind == 116:
            return bool(set(ids(value)) & {task["id"] for task in own})
        if kind == 113:
            return prefixed(value, "user") in {person["id"] for person in own}
        if kind == 112:
            return own["id"] == prefixed(value, "user")
        bare = "user" if kind == 109 else "contact"
        return own["id"] in self.account.one_of(prefixed(value, bare))


PERSONS = {
    1: "assigner",
    2: "assignees",
    3: "any auditor",
    7: "counterparty",
    39: "participants",
    59: "projectAuditors",
    60: "auditors",
    97: "direct",
}
DATES = {
    12: "dateTime",
    13: "startDateTime",
    14: "endDateTime",
    19: "actualCompletionDate",
    20: "done",
    21: "dateOfLastComment",
    38: "dateOfLastUpdate",
    79: "either",
}
FLAGS = {
    16: "recurring yes",
    28: "recurring no",
    17: "overdue yes",
    29: "overdue no",
    22: "start missing",
    25: "start present",
    23: "end missing",
    26: "end present",
    33: "assignees none",
    41: "participants none",
    34: "assigner user",
    35: "assigner contact",
    69: "assignees contact",
    71: "assignees user",
    70: "participants contact",
    72: "participants user",
}
IDS = {
    5: "project",
    10: "status",
    24: "processId",
    51: "template or object",
    57: "id",
    73: "parent",
    325: "object",
}
# Filters over data tag fields and the task filters that decide alike.
TAG_FILTERS = {
    3101: 103,
    3103: 113,
    3104: 109,
    3105: 107,
    3106: 110,
    3108: 101,
    3109: 102,
    3111: 112,
    3115: 105,
    3116: 108,
    3117: 115,
    3123: 116,
}
TAG_TYPES = {
    3101: 3,
    3103: 14,
    3104: 11,
    3105: 9,
    3106: 12,
    3108: 0,
    3109: 1,
    3111: 13,
    3115: 7,
    3116: 10,
    3117: 16,
    3123: 17,
}
