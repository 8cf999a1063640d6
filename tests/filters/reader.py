"""What one person sees of an account at one moment, and whether a row is as filters want it. Knows
the rules from the tables of the entities alone; shares nothing with the server."""

import functools
import zoneinfo

from filters import dates, families


class Account:
    """What does not depend on who looks: types of custom fields, groups, who owns which field."""

    def __init__(self, zone):
        self.zone = zone
        self.types = {}  # custom field: its type
        self.owned = {}  # (what owns fields, its number): set of custom fields
        self.groups = {}  # group: numbers of its employees
        self.recurring = set()  # recurring templates
        self.done = {}  # task: when its work was finished
        self.admins = set()  # who may see every contact
        self.flags = {}  # (name, contact): what the structure file alone says of a contact
        self.created = {}  # (entity, number): when it was made, where no answer says so

    def members(self, group):
        return {f"user:{user}" for user in self.groups.get(group, ())}


class Reader:
    """`rows` has the rows of each entity as this person reads them, `general` the tasks as the
    robot does."""

    def __init__(self, account, zone, now, rows, general):
        self.account, self.zone, self.now = account, zone, now
        self.rows, self.general = rows, {task.id: task for task in general}
        self.tasks = {task.id: task for task in rows.get("task", ())}
        self.parents = {task.id: task.ref("parent") for task in rows.get("task", ())}
        self._entries = {}
        for entry in [*rows.get("datatag", ()), *rows.get("other entries", ())]:
            self._entries.setdefault(("task", entry.ref("task")), []).append(entry)
            self._entries.setdefault(("contact", holder_contact(entry)), []).append(entry)

    def matches(self, entity, row, asked):
        kind = int(asked["type"])
        number = families.family_of(entity.name, kind)
        if number is not None:
            return families.matches(self, row, number, asked)
        spec = entity.filters[kind]
        if spec.operand == "subfilter":
            return spec.decide(self, row, asked)
        operator = asked["operator"].replace("equals", "equal")
        return spec.decide(self, row, operator, asked.get("value"))

    def range(self, value):
        return dates.read_range(value, self.zone, self.now)

    def midnight_after(self, day):
        """When a day ends in the account's zone."""
        return dates.midnight(day + dates.DAY, zoneinfo.ZoneInfo(self.account.zone))

    def owns(self, row, field):
        """`row.owners` are the keys of Account.owned that count for it."""
        return any(field in self.account.owned.get(owner, ()) for owner in row.owners)

    def one_of(self, person):
        """Whom a filter's person means where a field holds one person: a group means its
        members."""
        kind, _, number = person.partition(":")
        return {person} | (self.account.members(int(number)) if kind == "group" else set())

    def listed_as(self, person):
        """Names under which a person stands in a list: himself, and his groups."""
        kind, _, number = person.partition(":")
        if kind == "group":
            return self.one_of(person)
        mine = {
            f"group:{group}"
            for group, users in self.account.groups.items()
            if kind == "user" and int(number) in users
        }
        return {person} | mine

    def entries_of(self, row):
        """Data tag entries on a task or a contact."""
        return self._entries.get((row.kind, row.id), ())

    @functools.cached_property
    def _by_contact(self):
        """Tasks by (role, contact): counterparty, or in any of the lists of people."""
        found = {}
        for task in self.tasks.values():
            taking = {name for key in ("assignees", "participants", "auditors") for name in task.people(key)}
            for role, names in (("client", {task.ref("counterparty")}), ("participant", taking)):
                for name in names:
                    found.setdefault((role, name), []).append(task)
        return found

    def tasks_of(self, role, row):
        return self._by_contact.get((role, f"contact:{row.id}"), ())

    def tagged(self, row, tag):
        return any(entry.ref("dataTag") == tag for entry in self.entries_of(row))


def holder_contact(entry):
    """The number of the contact that an entry hangs on, however it is written."""
    found = entry.ref("contact")
    return int(found.partition(":")[2]) if isinstance(found, str) else found
