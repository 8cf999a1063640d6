"""Bodies of requests that fill a random account."""

from filters import world


def task(random_, tasks, index):
    """A task; `tasks` are numbers that exist."""
    body = {
        "name": f"{world.words(random_)} {index}",
        "assignees": world.people(random_),
        "participants": world.people(random_),
        "auditors": world.people(random_),
        "priority": random_.choice(["Urgent", "NotUrgent"]),
    }
    maybe = {
        "project": lambda: {"id": random_.choice([1, 2, 3])},
        "counterparty": lambda: {"id": random_.choice(world.CONTACTS)},
        "parent": lambda: {"id": random_.choice(tasks)},
        "assigner": lambda: {"id": random_.choice(world.PEOPLE)},
    }
    for key, value in maybe.items():
        if random_.random() < 0.6:
            body[key] = value()
    if random_.random() < 0.5:
        body["startDateTime"] = world.moment(random_)
    elif random_.random() < 0.5:
        body["endDateTime"] = world.moment(random_)
    template = random_.choice(
        [None, world.ALL_TEMPLATE, world.ALL_TEMPLATE, world.HALF_TEMPLATE, world.NO_FIELDS, world.OBJECT]
    )
    own = world.FIELDS["task"]
    fields = {world.ALL_TEMPLATE: own, world.HALF_TEMPLATE: world.half(own), world.OBJECT: own}
    if template:
        body["object" if template == world.OBJECT else "template"] = {"id": template}
    if template in fields:
        body["customFieldData"] = world.custom_data(random_, fields[template], tasks)
    return body


def some(random_, makers, share=0.6):
    """The values of a good part of the makers, by their keys."""
    return {key: make() for key, make in makers.items() if random_.random() < share}


def contact(random_, tasks, index):
    company = random_.random() < 0.3
    template = random_.choice(
        [world.COMPANY_TEMPLATE, world.COMPANY_TEMPLATE_2]
        if company
        else [world.CONTACT_TEMPLATE, world.CONTACT_TEMPLATE_2]
    )
    pick = random_.choice
    body = {
        "template": {"id": template},
        "isCompany": company,
        "name": f"{world.words(random_)} {index}",
        "customFieldData": world.custom_data(random_, world.CONTACT_FIELDS[template], tasks),
    }
    body |= some(
        random_,
        {
            "phones": lambda: phones(random_),
            "email": lambda: f"{pick(world.MAIL_NAMES)}.{index}@{pick(world.HOSTS)}",
            "additionalEmailAddresses": lambda: [f"more.{index}@{pick(world.HOSTS)}"],
            "address": lambda: pick(world.ADDRESSES),
            "group": lambda: {"id": pick([1, 2, 3])},
            "supervisors": lambda: world.people(random_, world.USERS),
            "telegram": lambda: pick(world.TELEGRAMS).format(index),
            "telegramId": lambda: str(index % 50 + 1),
        },
    )
    if not company:
        body |= some(
            random_,
            {
                "midname": lambda: pick(world.WORDS),
                "lastname": lambda: pick(world.WORDS),
                "gender": lambda: pick(["NotDefined", "Female", "Male"]),
                "birthDate": lambda: {"date": world.birthday(random_)},
                "position": lambda: pick(world.POSITIONS),
            },
        )
    return body


def phones(random_):
    numbers = random_.sample(world.PHONES, random_.choice([1, 1, 2]))
    return [{"number": number, "type": random_.choice([1, 2])} for number in numbers]


def project(random_, tasks, projects, index):
    pick = random_.choice
    template = pick([None, world.PROJECT_TEMPLATE, world.PROJECT_TEMPLATE, world.PROJECT_TEMPLATE_2])
    fields = world.PROJECT_FIELDS.get(template, {})
    body = {
        "name": f"{world.words(random_)} {index}",
        "status": {"id": pick([0, 1, 2])},
        "assignees": world.people(random_),
        "auditors": world.people(random_),
        "clientManagers": world.people(random_, world.USERS),
        "customFieldData": world.custom_data(random_, fields, tasks),
    }
    if template:
        body["template"] = {"id": template}
    return body | some(
        random_,
        {
            "owner": lambda: {"id": pick(world.USERS)},
            "group": lambda: {"id": pick([1, 2, 3])},
            "parent": lambda: {"id": pick(projects)},
            "counterparty": lambda: {"id": pick(world.CONTACTS)},
        },
    ) | project_dates(random_)


def project_dates(random_):
    """An end never lies before its start; the start is the day of creation where none is given."""
    both = sorted(world.day(random_) for _ in range(2))
    start, end = ({"date": f"{day:%d-%m-%Y}"} for day in both)
    return random_.choice([{}, {"startDate": start}, {"startDate": start, "endDate": end}])


def user(random_, tasks, index):
    pick = random_.choice
    body = {
        "name": f"{pick(world.WORDS)} {index}",
        "role": pick(["User", "User", "Admin", "TechAdmin"]),
        "groups": [{"id": group} for group in world.GROUPS if random_.random() < 0.4],
        "customFieldData": world.custom_data(random_, world.FIELDS["user"], tasks),
        "email": f"{pick(world.MAIL_NAMES)}.{index}@staff.{pick(world.HOSTS)}",
        "status": pick(["Active", "ActiveWithoutAccess", "Inactive"]),
    }
    return body | some(
        random_,
        {
            "midname": lambda: pick(world.WORDS),
            "lastname": lambda: pick(world.WORDS),
            "phones": lambda: phones(random_),
            "position": lambda: {"id": pick([1, 2, 3])},
            "birthDate": lambda: {"date": world.birthday(random_)},
            "languageCode": lambda: pick(["En", "Ru", "De"]),
        },
    )


def directory_entry(random_, tasks, groups, index):
    """`groups` are keys of groups that exist."""
    fields = {kind: n for kind, n in world.FIELDS["directory"].items() if kind != 0}
    body = {
        "name": f"{world.words(random_)} {index}",
        "isGroup": index % 12 == 0,
        "archived": random_.random() < 0.3,
    }
    if groups and random_.random() < 0.7:
        body["parentKey"] = random_.choice(groups)
    if not body["isGroup"]:
        body["customFieldData"] = world.custom_data(random_, fields, tasks)
    return body


def data_tag_items(random_, tasks, count):
    fields = world.FIELDS["datatag"]
    items = [{"customFieldData": world.custom_data(random_, fields, tasks)} for _ in range(count)]
    return {"dataTag": {"id": world.TAG}, "items": items}


def comment(random_, index):
    body = {"description": f"{world.words(random_)} {index}"}
    if random_.random() < 0.7:
        body["owner"] = {"id": random_.choice(world.PEOPLE)}
    return body
