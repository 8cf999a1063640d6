"""Random filters: every type of an entity's table, every operator of its row, values that often
hit."""

import datetime

from filters import families, world
from filters.operands import ORDERED, ids

FLAGS = (True, 1, "1", "true")
GROUPED = ["group:1", "group:2", "group:3", "user:99999"]
DATE_TYPES = (
    "today yesterday tomorrow thisWeek lastWeek nextWeek thisMonth lastMonth nextMonth last next in "
    "otherDate otherRange otherDate_withTime otherRange_withTime"
).split()


def date_value(random_):
    pick = random_.choice
    kind = pick(DATE_TYPES)
    value = {"dateType": kind}
    if kind in ("last", "next", "in"):
        value["dateValue"] = pick([1, 2, 7, "7", 30])
    elif kind == "otherDate":
        value[pick(["dateFrom", "dateValue"])] = world.day_text(random_, 10)
    elif kind == "otherDate_withTime":
        value["dateFrom"] = world.day_text(random_, 5) + pick([" 00:00", " 12:30", " 23:59"])
    elif kind.startswith("otherRange"):
        day = datetime.datetime.strptime(world.day_text(random_, 20), "%d-%m-%Y")
        last = day + datetime.timedelta(random_.randint(0, 20))
        times = (" 00:00", " 23:59") if kind.endswith("Time") else ("", "")
        value["dateFrom"] = day.strftime("%d-%m-%Y") + times[0]
        value["dateTo"] = last.strftime("%d-%m-%Y") + times[1]
    return value


class Generator:
    """`pools` has the numbers and texts that exist, by the name of an operand."""

    def __init__(self, random_, entity, pools):
        self.random, self.entity, self.pools = random_, entity, pools
        self.types = sorted([*entity.filters, *families.types_of(entity.name)])

    def filter(self, kind=None):
        kind = kind or self.random.choice(self.types)
        number = families.family_of(self.entity.name, kind)
        if number in (families.HAS_VALUE, families.NO_VALUE):
            field = self.random.choice(list(world.FIELDS[self.entity.name].values()))
            return {"type": kind, "operator": "equal", "value": field}
        if number is not None:
            return {"type": kind, **self.custom_field(self.entity.name, number)}
        spec = self.entity.filters[kind]
        if spec.operand == "subfilter":
            return {"type": kind, **self.subfilter()}
        operator, value = self.random.choice(spec.operators), self.operand(spec.operand)
        if spec.none and self.random.random() < 0.05:
            value = 0
        if operator in ("gt", "lt") and spec.operators == ORDERED:
            value = ids(value)[0]  # one number is compared with
        kind = self.random.choice([kind, kind, str(kind)])
        return {"type": kind, "operator": operator, "value": value}

    def custom_field(self, name, number):
        family, fields = families.FAMILIES[number], world.FIELDS[name]
        field = self.random.choice([fields[kind] for kind in family.types if kind in fields])
        return {"field": field, **self.compared(family)}

    def compared(self, family):
        return {
            "operator": self.random.choice(family.operators),
            "value": self.operand(family.operand),
        }

    def subfilter(self):
        kind = self.random.choice(list(families.DATA_TAG))
        asked = self.custom_field("datatag", families.DATA_TAG[kind])
        inner = {"type": kind, "field": asked.pop("field")}
        return {**asked, "subfilter": {"dataTagId": world.TAG, "filter": inner}}

    def operand(self, kind):
        if isinstance(kind, tuple):
            return self.random.choice(kind)
        if kind in self.pools:
            return self.pools[kind](self)
        return OPERANDS[kind](self)

    def some_ids(self, numbers):
        """Numbers in any of the forms that clients send."""
        numbers = list(numbers)
        pick = self.random.choice
        chosen = self.random.sample(numbers, min(len(numbers), pick([1, 1, 2, 3])))
        return {
            "one": chosen[0],
            "array": chosen,
            "text": str(chosen[0]),
            "joined": ";".join(map(str, chosen)),
        }[pick(["one", "array", "text", "joined"])]

    def piece(self, words):
        """A piece of a text, in another case at times."""
        word = self.random.choice(words)
        begin = self.random.randrange(len(word))
        piece = word[begin : begin + self.random.choice([1, 2, 3, 9])]
        return self.random.choice([piece, piece.upper(), piece.lower(), word]) or word

    def combination(self, index):
        """One filter of each type in turn, at times with others."""
        found = [self.filter(self.types[index % len(self.types)])]
        while self.random.random() < 0.35 and len(found) < 4:
            found.append(self.filter())
        return found


def one_of(*values):
    return lambda made: made.random.choice([value for group in values for value in group])


def some(values):
    return lambda made: made.some_ids(values)


OPERANDS = {
    "flag": one_of(FLAGS),
    "boolean": one_of([True, False, 1, 0]),
    "date": lambda made: date_value(made.random),
    "text": lambda made: made.piece(world.WORDS),
    "person": one_of(world.PEOPLE, GROUPED),
    "counterparty": one_of(world.CONTACTS, [1, "2"]),
    "line": one_of(world.LINES, ["ain", "ЁЖ"]),
    "number": one_of([0, 1, 2.5, "2.5", -3, 50]),
    "time": one_of(world.TIMES, ["12:00"]),
    "label": one_of(["Основной", "Second", "Third"]),
    "labels": one_of(["Да", "Да;Нет", "Maybe", ["Нет", "Maybe"]]),
    "keys": some([1, 2, 3]),
    "contact": one_of(world.CONTACTS),
    "employee": one_of(world.USERS, [3, "group:1"]),
    "member": one_of(world.PEOPLE, GROUPED[:3]),
    "address": one_of(world.ADDRESSES, ["Street", ""]),
    "tags": one_of([1, 2]),
    "statuses": some([0, 1, 2, 3, 4, 6]),
    "processes": some([1, 20]),
    "templates": some([50, 51, 52, 53, 54]),
    "contactTemplates": some([21, 22, 23, 24]),
    "projectTemplates": some([30, 31]),
    "states": some([0, 1, 2]),
    "phone": one_of(world.PHONES, ["1234567", "(999) 123", "052-456", "9"]),
    "mail": lambda made: made.piece([f"{n}.{i}@{h}" for n in world.MAIL_NAMES for i in (1, 7) for h in world.HOSTS]),
    "telegram": one_of(["name5", "@Name7", "https://t.me/name11", "name"]),
    "extension": one_of(world.EXTENSIONS, ["10"]),
    "positionName": one_of(["Position 1", "position 2", "POSITION 3", "Nobody"]),
    "telegramNumber": lambda made: str(made.random.randint(1, 60)),
    "words": lambda made: " ".join(made.piece(world.WORDS) for _ in range(made.random.choice([1, 2]))),
    "position": lambda made: made.piece(world.POSITIONS),
    "place": lambda made: made.piece(world.ADDRESSES),
}
