"""The words, numbers and people of which a random account for the filters is made."""

import datetime

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
TIMES = ["00:00", "09:30", "12:00", "23:59"]
ADDRESSES = ["Орёл, ул. Ленина", "Main Street 1", "main street 1"]
PHONES = ["+7 (999) 123-45-67", "89991234567", "+1-052-456-789", "12345", "+49 30 1234567"]
MAIL_NAMES = ["ivan", "Ivan", "anna.petrova", "sales"]
HOSTS = ["example.com", "Example.ORG", "mail.example"]
TELEGRAMS = ["@name{}", "Name{}", "https://t.me/name{}"]
EXTENSIONS = ["101", "102", "2101"]
POSITIONS = ["менеджер", "Менеджер", "manager", "Sales manager"]

# Custom fields: for each entity the number of the field by its type.
OBJECT_TYPES = {"task": 0, "contact": 1, "directory": 2, "project": 3, "datatag": 4, "user": 6}
FIRST_FIELD = {
    "task": 500,
    "datatag": 600,
    "contact": 700,
    "project": 800,
    "user": 900,
    "directory": 1000,
}
TYPES = (0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 20, 22, 25, 28)
FIELDS = {
    name: {kind: first + kind for kind in TYPES} for name, first in FIRST_FIELD.items()
}

CONTACT_TEMPLATE, COMPANY_TEMPLATE, CONTACT_TEMPLATE_2, COMPANY_TEMPLATE_2 = 21, 22, 23, 24
PROJECT_TEMPLATE, PROJECT_TEMPLATE_2 = 30, 31
ALL_TEMPLATE, HALF_TEMPLATE, NO_FIELDS, OBJECT, RECURRING = 50, 51, 52, 53, 54
TAG, OTHER_TAG, DIRECTORY = 1, 2, 1
# Who may ask by everything, and what others may not ask by: it would tell them what they do not see.
ADMINISTRATORS = ("robot", "anna")
CONFIDENTIAL = (4010,)
PEOPLE = ["user:1", "user:2", "user:3", "user:4", "user:5", "contact:1", "contact:2", "contact:3"]
CONTACTS = ["contact:1", "contact:2", "contact:3"]
USERS = [person for person in PEOPLE if person.startswith("user")]
# What no answer shows of contacts of the structure file.
FLAGS = {("access", 1): True, ("participant", 2): False, ("counterparty", 3): True}
SEEDED = range(100, 160)  # tasks of the structure file


def half(fields):
    return {kind: number for kind, number in fields.items() if number % 2}


# Which fields what is made by a template owns.
CONTACT_FIELDS = {
    CONTACT_TEMPLATE: FIELDS["contact"],
    COMPANY_TEMPLATE: FIELDS["contact"],
    CONTACT_TEMPLATE_2: half(FIELDS["contact"]),
    COMPANY_TEMPLATE_2: {},
}
PROJECT_FIELDS = {
    PROJECT_TEMPLATE: FIELDS["project"],
    PROJECT_TEMPLATE_2: half(FIELDS["project"]),
}


def birthday(random_):
    """In any year, often within days of today."""
    day = NOW.date() + datetime.timedelta(random_.choice([random_.randint(-9, 9), random_.randint(0, 364)]))
    return f"{day:%d-%m}-{random_.randint(1950, 2010)}"


def day(random_, spread=40):
    return NOW.date() + datetime.timedelta(random_.randint(-spread, spread))


def day_text(random_, spread=40):
    return f"{day(random_, spread):%d-%m-%Y}"


def moment(random_):
    """A date, at times with a time of day."""
    value = {"date": day_text(random_)}
    if random_.random() < 0.6:
        value["time"] = random_.choice(["00:00", "23:59", "21:00", "12:30", "02:15"])
    return value


def exact(random_):
    return {"date": day_text(random_), "time": random_.choice(["00:00", "23:59", "21:30", "05:00"])}


def people(random_, names=PEOPLE):
    chosen = random_.sample(names, random_.choice([0, 0, 1, 1, 2, 3]))
    groups = [{"id": g} for g in GROUPS if random_.random() < 0.15]
    return {"users": [{"id": name} for name in chosen], "groups": groups}


def words(random_):
    return " ".join(random_.sample(WORDS, random_.choice([1, 2, 3])))


def custom_value(random_, kind, tasks):
    """A random value of a custom field type; `tasks` are numbers that exist."""
    pick = random_.choice
    return {
        0: lambda: pick(LINES[1:]),
        2: lambda: pick(LINES[1:]),
        1: lambda: pick([0, 1, 2.5, -3, 100]),
        3: lambda: {"date": day_text(random_)},
        4: lambda: {"time": pick(TIMES)},
        5: lambda: exact(random_),
        7: lambda: pick([True, False]),
        8: lambda: pick(["Основной", "Second"]),
        9: lambda: {"id": pick([1, 2, 3])},
        10: lambda: {"id": pick(CONTACTS)},
        11: lambda: {"id": pick(USERS)},
        12: lambda: {"id": pick(CONTACTS)},
        13: lambda: {"id": pick(PEOPLE + ["group:1", "group:2"])},
        14: lambda: [{"id": p} for p in random_.sample(PEOPLE + ["group:1"], 2)],
        15: lambda: [{"id": k} for k in random_.sample([1, 2, 3], pick([1, 2]))],
        16: lambda: {"id": pick(tasks)},
        17: lambda: [{"id": t} for t in random_.sample(tasks, 2)],
        20: lambda: random_.sample(LABELS, pick([1, 2])),
        22: lambda: {"id": pick([1, 2, 3])},
        25: lambda: {"address": pick(ADDRESSES), "longitude": 36.06, "latitude": 52.97},
        28: lambda: {"from": exact(random_), "to": {"date": "31-12-2026", "time": "12:00"}},
    }[kind]()


def custom_data(random_, fields, tasks):
    return [
        {"field": {"id": number}, "value": custom_value(random_, kind, tasks)}
        for kind, number in fields.items()
        if random_.random() < 0.6
    ]
