"""The structure file of a random account, as JSON, which is YAML too."""

from filters import world


def holders(name, number):
    """Which templates carry a field, where the field has to say so."""
    owners = {"project": world.PROJECT_FIELDS, "contact": world.CONTACT_FIELDS}.get(name, {})
    found = [template for template, own in owners.items() if number in own.values()]
    return {f"{name}Templates": found} if found else {}


def fields():
    found = []
    for name, numbers in world.FIELDS.items():
        for kind, number in numbers.items():
            row = {"id": number, "name": f"Поле {kind}", "type": kind}
            row["objectType"] = world.OBJECT_TYPES[name]
            if kind in (9, 15):
                row["directoryId"] = world.DIRECTORY
            if kind in (8, 20):
                row["enumValues"] = ["Основной", "Second"] if kind == 8 else world.LABELS
            row |= holders(name, number)
            found.append(row)
    return found


def users():
    """Five that everything refers to, and some with what REST cannot set."""
    zones = dict(world.VIEWERS.values())
    found = [
        {
            "id": n,
            "name": f"Person {n}",
            "timezone": zones.get(f"user:{n}", world.ZONE),
            "role": {2: "Robot", 1: "Admin"}.get(n, "User"),
            "groups": [g for g, members in world.GROUPS.items() if n in members],
        }
        for n in range(1, 6)
    ]
    return found + [
        {
            "id": n,
            "name": f"Person {n}",
            "telegramId": str(n),
            "extensionNumber": world.EXTENSIONS[n % 3],
        }
        for n in range(6, 30)
    ]


def contacts():
    """With what REST cannot set; see world.FLAGS."""
    found = [{"id": n, "name": f"Контакт {n}"} for n in (1, 2, 3)]
    found[0] |= {"email": "first@example.com", "hasAccess": True}
    found[1] |= {"canBeParticipant": False}
    found[2] |= {"canBeCounterparty": True}
    return found


def contact_templates():
    companies = (world.COMPANY_TEMPLATE, world.COMPANY_TEMPLATE_2)
    return [
        {"id": n, "name": f"Template {n}", "isCompany": n in companies}
        for n in world.CONTACT_FIELDS
    ]


def tasks(random_):
    return [
        {
            "id": n,
            "assigner": {"id": "user:3"},
            "name": f"{random_.choice(world.WORDS)} {n}",
            "dateTime": {"datetime": f"2026-02-{n % 28 + 1:02}T{n % 24:02}:30Z"},
            "dateOfLastComment": {"datetime": f"2026-03-{n % 28 + 1:02}T{n % 24:02}:10Z"},
        }
        for n in world.SEEDED
    ]


def templates(own):
    return [
        {"id": world.ALL_TEMPLATE, "name": "All", "fields": list(own.values())},
        {"id": world.HALF_TEMPLATE, "name": "Half", "fields": list(world.half(own).values())},
        {"id": world.NO_FIELDS, "name": "None"},
    ]


def recurring():
    return {
        "id": world.RECURRING,
        "name": "Daily",
        "assigner": {"id": "user:3"},
        "participants": {"users": [{"id": "user:4"}]},  # who sees rows of both kinds
        "recurrence": {
            "daily": {"type": "Every", "shift": 1},
            "startDate": {"date": "20-02-2026", "time": "12:00"},
            "endConditions": {"type": "ByCount", "repeatCount": 1},
        },
    }


def entries(random_):
    """Data tag entries on some of the tasks of the file."""
    found = []
    for number in world.SEEDED:
        for _ in range(random_.choice([0, 0, 1, 2])):
            tag = random_.choice([world.TAG, world.TAG, world.OTHER_TAG])
            own = world.FIELDS["datatag"] if tag == world.TAG else {}
            found.append(
                {
                    "key": len(found) + 1,
                    "dataTag": {"id": tag},
                    "task": {"id": number},
                    "customFieldData": world.custom_data(random_, own, list(world.SEEDED)),
                }
            )
    return found


def document(random_):
    own = world.FIELDS["task"]
    none = {"users": [], "groups": []}
    auditors = [world.people(random_), world.people(random_), none]
    return {
        "account": {"name": "Random", "timeZone": world.ZONE, "standardTemplate": world.NO_FIELDS},
        "groups": [{"id": n, "name": f"Group {n}"} for n in world.GROUPS],
        "users": users(),
        "processes": [{"id": 20, "name": "Own", "statuses": [0, 1, 2, 3, 4, 6, 7]}],
        "customFields": fields(),
        "directories": [
            {
                "id": world.DIRECTORY,
                "name": "D",
                "fields": list(world.FIELDS["directory"].values()),
                "entries": [{"key": k, "name": f"E{k}"} for k in (1, 2, 3)],
            }
        ],
        "dataTags": [
            {"id": world.TAG, "name": "Tag", "fields": list(world.FIELDS["datatag"].values())},
            {"id": world.OTHER_TAG, "name": "Second", "fields": []},
        ],
        "objects": [
            {"id": world.OBJECT, "name": "Object", "process": 20, "fields": list(own.values())}
        ],
        "taskTemplates": templates(own),
        "recurringTemplates": [recurring()],
        "projectGroups": [{"id": n, "name": f"Group {n}"} for n in (1, 2, 3)],
        "projectTemplates": [{"id": n, "name": f"Template {n}"} for n in world.PROJECT_FIELDS],
        "contactGroups": [{"id": n, "name": f"Group {n}"} for n in (1, 2, 3)],
        "contactTemplates": contact_templates(),
        "contacts": contacts(),
        "positions": [{"id": n, "name": f"Position {n}"} for n in (1, 2, 3)],
        "projects": [
            {"id": n, "name": f"Проект {n}", "auditors": auditors[n - 1]} for n in (1, 2, 3)
        ],
        "tasks": tasks(random_),
        "dataTagEntries": entries(random_),
    }
