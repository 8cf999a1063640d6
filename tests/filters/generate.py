"""Random filters: every type, every operator that its row allows, values that often hit."""

import datetime

from filters import dates, world

EQUALITY, ONLY = ("equal", "notequal"), ("equal",)
DATED = ("equal", "notequal", "gt", "lt", "gtAndEqual", "ltAndEqual")
TEXTS = ("equal", "notequal", "have", "nothave")
PERSONS = (1, 2, 3, 39, 59, 60, 97)
DATES = (12, 13, 14, 19, 20, 21, 38, 79)
FLAGS = (16, 17, 22, 23, 25, 26, 28, 29, 33, 34, 35, 41, 69, 70, 71, 72)
CUSTOM = {
    101: 0,
    102: 1,
    103: 3,
    105: 7,
    106: 8,
    107: 9,
    108: 10,
    109: 11,
    110: 12,
    111: 20,
    112: 13,
    113: 14,
    114: 15,
    115: 16,
    116: 17,
    117: 22,
}
SUBFILTERS = {
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
AS_TASK_FILTER = {
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
ALL_TYPES = sorted(
    PERSONS
    + DATES
    + FLAGS
    + tuple(CUSTOM)
    + (5, 7, 8, 9, 10, 11, 18, 24, 51, 57, 73, 93, 152, 153, 307, 325)
)
GROUPED = ["group:1", "group:2", "group:3", "user:99999"]


def date_value(random_):
    pick = random_.choice
    kind = pick(
        [
            "today",
            "yesterday",
            "tomorrow",
            "thisWeek",
            "lastWeek",
            "nextWeek",
            "thisMonth",
            "lastMonth",
            "nextMonth",
            "last",
            "next",
            "in",
            "otherDate",
            "otherRange",
            "otherDate_withTime",
            "otherRange_withTime",
        ]
    )
    value = {"dateType": kind}
    if kind in ("last", "next", "in"):
        value["dateValue"] = pick([1, 2, 7, "7", 30])
    elif kind == "otherDate":
        value[pick(["dateFrom", "dateValue"])] = world.day_text(random_, 10)
    elif kind == "otherDate_withTime":
        value["dateFrom"] = world.day_text(random_, 5) + pick([" 00:00", " 12:30", " 23:59"])
    elif kind.startswith("otherRange"):
        day = datetime.datetime.strptime(world.day_text(random_, 20), "%d-%m-%Y")
        ends = [
            day.strftime("%d-%m-%Y"),
            (day + datetime.timedelta(random_.randint(0, 20))).strftime("%d-%m-%Y"),
        ]
        times = (" 00:00", " 23:59") if kind.endswith("Time") else ("", "")
        value["dateFrom"], value["dateTo"] = ends[0] + times[0], ends[1] + times[1]
    return value


class Generator:
    """Filters over an account whose tasks have these numbers."""

    def __init__(self, random_, tasks):
        self.random, self.tasks = random_, tasks

    def some_ids(self, numbers):
        pick = self.random.choice
        chosen = self.random.sample(numbers, min(len(numbers), pick([1, 1, 2, 3])))
        form = pick(["one", "array", "text", "joined"])
        return {
            "one": chosen[0],
            "array": chosen,
            "text": str(chosen[0]),
            "joined": ";".join(map(str, chosen)),
        }[form]

    def filter(self, kind=None):
        kind = kind or self.random.choice(ALL_TYPES)
        if kind in CUSTOM:
            number = world.FIELDS[CUSTOM[kind]]
            if kind in (101, 103):
                number = self.random.choice([number, world.FIELDS[{101: 2, 103: 5}[kind]]])
            return {"type": kind, "field": number, **self.compare(kind)}
        if kind == 93:
            inner = self.random.choice(list(SUBFILTERS))
            field = world.TAG_FIELDS[SUBFILTERS[inner]]
            return {
                "type": 93,
                **self.compare(AS_TASK_FILTER[inner]),
                "subfilter": {"dataTagId": 1, "filter": {"type": inner, "field": field}},
            }
        operators, value = self.core(kind)
        return {
            "type": self.random.choice([kind, kind, str(kind)]),
            "operator": self.random.choice(operators),
            "value": value,
        }

    def core(self, kind):
        pick = self.random.choice
        if kind in PERSONS:
            return EQUALITY, pick(world.PEOPLE + GROUPED)
        if kind in DATES:
            return DATED, date_value(self.random)
        if kind in FLAGS:
            return ONLY, pick([True, 1, "1", "true"])
        return {
            5: lambda: (EQUALITY, self.some_ids([1, 2, 3])),
            7: lambda: (EQUALITY, pick(world.CONTACTS + [1, "2"])),
            8: lambda: (EQUALITY, self.text()),
            9: lambda: (EQUALITY, pick(["Urgent", "NotUrgent"])),
            10: lambda: (EQUALITY, self.some_ids([0, 1, 2, 3, 4, 6])),
            11: lambda: (ONLY, pick([1, 2])),
            18: lambda: (ONLY, pick([1, 2])),
            24: lambda: (EQUALITY, self.some_ids([1, 20])),
            51: lambda: (EQUALITY, self.some_ids([50, 51, 52, 53, 54])),
            57: lambda: (EQUALITY, self.some_ids(self.tasks)),
            73: lambda: (EQUALITY, self.some_ids(self.tasks[:80])),
            152: lambda: (ONLY, pick(list(world.FIELDS.values()))),
            153: lambda: (ONLY, pick(list(world.FIELDS.values()))),
            307: lambda: (EQUALITY, pick(self.tasks[:80])),
            325: lambda: (EQUALITY, self.some_ids([53, 50])),
        }[kind]()

    def text(self):
        """A piece of a name, in another case at times."""
        word = self.random.choice(world.WORDS)
        begin = self.random.randrange(len(word))
        piece = word[begin : begin + self.random.choice([1, 2, 3, 9])]
        return self.random.choice([piece, piece.upper(), piece.lower(), word]) or word

    def compare(self, kind):
        pick = self.random.choice
        people = world.PEOPLE + GROUPED[:3]
        operators, value = {
            101: lambda: (TEXTS, pick(world.LINES + ["ain", "ЁЖ"])),
            102: lambda: (("equal", "notequal", "gt", "lt"), pick([0, 1, 2.5, "2.5", -3, 50])),
            103: lambda: (DATED, date_value(self.random)),
            105: lambda: (EQUALITY, pick([True, False, 1, 0])),
            106: lambda: (EQUALITY, pick(["Основной", "Second", "Third"])),
            107: lambda: (EQUALITY, self.some_ids([1, 2, 3])),
            108: lambda: (EQUALITY, pick(world.CONTACTS)),
            109: lambda: (EQUALITY, pick(world.USERS + [3, "group:1"])),
            110: lambda: (EQUALITY, pick(world.CONTACTS + [1, "2"])),
            111: lambda: (EQUALITY, pick(["Да", "Да;Нет", "Maybe", ["Нет", "Maybe"]])),
            112: lambda: (EQUALITY, pick(people)),
            113: lambda: (EQUALITY, pick(people)),
            114: lambda: (EQUALITY, self.some_ids([1, 2, 3])),
            115: lambda: (EQUALITY, self.some_ids(self.tasks[:60])),
            116: lambda: (EQUALITY, self.some_ids(self.tasks[:60])),
            117: lambda: (EQUALITY, self.some_ids([1, 2, 3])),
        }[kind]()
        return {"operator": pick(operators), "value": value}

    def combination(self, index):
        """One filter of each type in turn, at times with others."""
        found = [self.filter(ALL_TYPES[index % len(ALL_TYPES)])]
        while self.random.random() < 0.35 and len(found) < 4:
            found.append(self.filter())
        return found


assert len(ALL_TYPES) == 63
assert dates.UTC
