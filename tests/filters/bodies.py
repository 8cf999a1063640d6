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
