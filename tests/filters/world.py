"""A random account for the filters: a structure file and tasks, all from one seed."""

import datetime
import json
import random

ZONE = "Asia/Yekaterinburg"
VIEWERS = {
    "robot": ("user:2", "UTC"),
    "anna": ("user:1", "Europe/Moscow"),
    "clara": ("user:4", "America/New_York"),
}
NOW = datetime.datetime(2026, 3, 11, 21, 30, tzinfo=datetime.timezone.utc)  # the 12th in Moscow
GROUPS = {1: [1, 3, 4], 2: [3, 5], 3: []}
WORDS = [
    "Договор",
    "договор",
    "Ёлка",
    "ёлка",
    "ЕЛКА",
    "Straße",
    "STRASSE",
    "invoice",
    "Invoice",
    "Счёт",
    "счет",
    "İstanbul",
    "ΣΊΣΥΦΟΣ",
    "σίσυφος",
    "отчёт",
    "ОТЧЁТ",
    "a",
    "№ 7",
    "日本語",
    "москва",
    "Москва",
]
LABELS = ["Да", "Нет", "Maybe"]
LINES = ["", "Основной", "основной", "Main", "main", "часть Main текста", "Ёж", "ёж"]
# Custom fields: number of the field by its type; two templates hold different halves.
FIELDS = {
    0: 500,
    1: 501,
    2: 502,
    3: 503,
    5: 505,
    7: 507,
    8: 508,
    9: 509,
    10: 510,
    11: 511,
    12: 512,
    13: 513,
    14: 514,
    15: 515,
    16: 516,
    17: 517,
    20: 520,
    22: 522,
}
ALL_TEMPLATE, HALF_TEMPLATE, NO_FIELDS, OBJECT, RECURRING = 50, 51, 52, 53, 54
TAG_FIELDS = {
    3: 600,
    1: 601,
    0: 602,
    14: 603,
    11: 604,
    9: 605,
    12: 606,
    13: 607,
    7: 608,
    10: 609,
    16: 610,
    17: 611,
}
PEOPLE = ["user:1", "user:2", "user:3", "user:4", "user:5", "contact:1", "contact:2", "contact:3"]
CONTACTS = ["contact:1", "contact:2", "contact:3"]
USERS = [person for person in PEOPLE if person.startswith("user")]
SEEDED = range(100, 160)  # tasks of the structure file, which carry data tag entries


def day_text(random_, spread=40):
    day = NOW.date() + datetime.timedelta(random_.randint(-spread, spread))
    return day.strftime("%d-%m-%Y")


def moment(random_):
    """A date, at times with a time of day."""
    value = {"date": day_text(random_)}
    if random_.random() < 0.6:
        value["time"] = random_.choice(["00:00", "23:59", "21:00", "12:30", "02:15"])
    return value


def people(random_, names=PEOPLE):
    chosen = random_.sample(names, random_.choice([0, 0, 1, 1, 2, 3]))
    groups = [{"id": g} for g in GROUPS if random_.random() < 0.15]
    return {"users": [{"id": name} for name in chosen], "groups": groups}


def custom_value(random_, kind, tasks):
    """A random value of a custom field type; `tasks` are numbers that exist."""
    pick = random_.choice
    return {
        0: lambda: pick(LINES[1:]),
        2: lambda: pick(LINES[1:]),
        1: lambda: pick([0, 1, 2.5, -3, 100]),
        3: lambda: {"date": day_text(random_)},
        5: lambda: {"date": day_text(random_), "time": pick(["00:00", "23:59", "21:30", "05:00"])},
        7: lambda: pick([True, False]),
        8: lambda: pick(["Основной", "Second"]),
        9: lambda: {"id": pick([1, 2, 3])},
        10: lambda: {"id": pick(CONTACTS)},
        11: lambda: {"id": pick(USERS)},
        12: lambda: {"id": pick(CONTACTS)},
        13: lambda: {"id": pick(PEOPLE + ["group:1", "group:2"])},
        14: lambda: [{"id": p} for p in random_.sample(PEOPLE + ["group:1"], 2)],
        15: lambda: [{"id": k} for k in random_.sample([1, 2, 3], random_.choice([1, 2]))],
        16: lambda: {"id": pick(tasks)},
        17: lambda: [{"id": t} for t in random_.sample(tasks, 2)],
        20: lambda: random_.sample(LABELS, random_.choice([1, 2])),
        22: lambda: {"id": pick([1, 2, 3])},
    }[kind]()


def custom_data(random_, fields, tasks):
    return [
        {"field": {"id": number}, "value": custom_value(random_, kind, tasks)}
        for kind, number in fields.items()
        if random_.random() < 0.6
    ]


def half(fields):
    return {kind: number for kind, number in fields.items() if number % 2}


def task(random_, tasks, index):
    """The body of a task; `tasks` are numbers that exist."""
    body = {
        "name": " ".join(random_.sample(WORDS, random_.choice([1, 2, 3]))) + f" {index}",
        "assignees": people(random_),
        "participants": people(random_),
        "auditors": people(random_),
        "priority": random_.choice(["Urgent", "NotUrgent"]),
    }
    maybe = {
        "project": lambda: {"id": random_.choice([1, 2, 3])},
        "counterparty": lambda: {"id": random_.choice(CONTACTS)},
        "parent": lambda: {"id": random_.choice(tasks)},
        "assigner": lambda: {"id": random_.choice(PEOPLE)},
    }
    for key, value in maybe.items():
        if random_.random() < 0.6:
            body[key] = value()
    if random_.random() < 0.5:
        body["startDateTime"] = moment(random_)
    elif random_.random() < 0.5:
        body["endDateTime"] = moment(random_)
    template = random_.choice([None, ALL_TEMPLATE, ALL_TEMPLATE, HALF_TEMPLATE, NO_FIELDS, OBJECT])
    fields = {ALL_TEMPLATE: FIELDS, HALF_TEMPLATE: half(FIELDS), OBJECT: FIELDS}.get(template, {})
    if template:
        body["object" if template == OBJECT else "template"] = {"id": template}
    if fields:
        body["customFieldData"] = custom_data(random_, fields, tasks)
    return body


def entries(random_):
    """Data tag entries on some of the tasks of the file."""
    found, key = [], 1
    for number in SEEDED:
        for _ in range(random_.choice([0, 0, 1, 2])):
            tag = random_.choice([1, 1, 2])  # a field belongs to one tag; the second has none
            fields = TAG_FIELDS if tag == 1 else {}
            found.append(
                {
                    "key": key,
                    "dataTag": {"id": tag},
                    "task": {"id": number},
                    "customFieldData": custom_data(random_, fields, list(SEEDED)),
                }
            )
            key += 1
    return found


def custom_fields():
    def row(kind, number, object_type):
        field = {"id": number, "name": f"Поле {kind}", "type": kind, "objectType": object_type}
        if kind in (9, 15):
            field["directoryId"] = 1
        if kind in (8, 20):
            field["enumValues"] = ["Основной", "Second"] if kind == 8 else LABELS
        return field

    return [row(kind, number, 0) for kind, number in FIELDS.items()] + [
        row(kind, number, 4) for kind, number in TAG_FIELDS.items()
    ]


def document(random_):
    """The structure file, as JSON, which is YAML too."""
    zones = {person: zone for person, zone in VIEWERS.values()}
    users = [
        {
            "id": n,
            "name": f"Person {n}",
            "timeZone": zones.get(f"user:{n}", ZONE),
            "role": {2: "Robot", 1: "Admin"}.get(n, "User"),
            "groups": [g for g, members in GROUPS.items() if n in members],
        }
        for n in range(1, 6)
    ]
    auditors = [people(random_), people(random_), {"users": [], "groups": []}]
    tasks = [
        {
            "id": n,
            "assigner": {"id": "user:3"},
            "name": f"{random_.choice(WORDS)} {n}",
            "dateTime": {"datetime": f"2026-02-{n % 28 + 1:02}T{n % 24:02}:30Z"},
            "dateOfLastComment": {"datetime": f"2026-03-{n % 28 + 1:02}T{n % 24:02}:10Z"},
        }
        for n in SEEDED
    ]
    found = {
        "account": {"name": "Random", "timeZone": ZONE, "standardTemplate": NO_FIELDS},
        "groups": [{"id": n, "name": f"Group {n}"} for n in GROUPS],
        "users": users,
        "processes": [{"id": 20, "name": "Own", "statuses": [0, 1, 2, 3, 4, 6, 7]}],
        "customFields": custom_fields(),
        "directories": [
            {"id": 1, "name": "D", "entries": [{"key": k, "name": f"E{k}"} for k in (1, 2, 3)]}
        ],
        "dataTags": [
            {"id": 1, "name": "Tag", "fields": list(TAG_FIELDS.values())},
            {"id": 2, "name": "Second", "fields": []},
        ],
        "objects": [
            {"id": OBJECT, "name": "Object", "process": 20, "fields": list(FIELDS.values())}
        ],
        "taskTemplates": [
            {"id": ALL_TEMPLATE, "name": "All", "fields": list(FIELDS.values())},
            {"id": HALF_TEMPLATE, "name": "Half", "fields": list(half(FIELDS).values())},
            {"id": NO_FIELDS, "name": "None"},
        ],
        "recurringTemplates": [
            {
                "id": RECURRING,
                "name": "Daily",
                "assigner": {"id": "user:3"},
                "recurrence": {
                    "daily": {"type": "Every", "shift": 1},
                    "startDate": {"date": "20-02-2026", "time": "12:00"},
                    "endConditions": {"type": "ByCount", "repeatCount": 1},
                },
            }
        ],
        "contacts": [{"id": n, "name": f"Контакт {n}"} for n in (1, 2, 3)],
        "projects": [
            {"id": n, "name": f"Проект {n}", "auditors": auditors[n - 1]} for n in (1, 2, 3)
        ],
        "tasks": tasks,
        "dataTagEntries": entries(random_),
    }
    return json.dumps(found, ensure_ascii=False), found["dataTagEntries"]


def make(seed):
    random_ = random.Random(seed)
    text, tagged = document(random_)
    return random_, text, tagged
