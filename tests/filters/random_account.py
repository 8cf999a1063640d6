"""A random account on a running server, all from one seed: the structure file and what is created
over HTTP while the file's clock goes on."""

import datetime
import json
import random
import time

from filters import account_file, bodies, datatags, dates, directories, world
from filters.comments import COMMENT
from filters.contacts import CONTACT
from filters.projects import PROJECT
from filters.reader import Account
from filters.tasks import TASK
from filters.users import USER
from harness import server
from harness.report import Failure

OWNERS = {
    ("task", world.ALL_TEMPLATE): world.FIELDS["task"],
    ("task", world.HALF_TEMPLATE): world.half(world.FIELDS["task"]),
    ("task", world.OBJECT): world.FIELDS["task"],
    ("datatag", world.TAG): world.FIELDS["datatag"],
    ("directory", world.DIRECTORY): world.FIELDS["directory"],
    ("user", None): world.FIELDS["user"],
    **{("project", template): own for template, own in world.PROJECT_FIELDS.items()},
    **{("contact", template): own for template, own in world.CONTACT_FIELDS.items()},
}


NUMBERS = {
    "tasks": "task",
    "contacts": "contact",
    "projects": "project",
    "users": "user",
    "entries": "directory",
}


def some_of(numbers):
    """The first ones, so that the same are asked for again and again."""
    return lambda made: made.some_ids(numbers[:80])


def make_task(made, index):
    made.make("task", "/task/", bodies.task(made.random, made.numbers["task"], index))


def make_contact(made, index):
    made.make("contact", "/contact/", bodies.contact(made.random, made.numbers["task"], index))


def make_project(made, index):
    tasks, projects = made.numbers["task"], made.numbers["project"]
    made.make("project", "/project/", bodies.project(made.random, tasks, projects, index))


def make_user(made, index):
    made.make("user", "/user/", bodies.user(made.random, made.numbers["task"], index))


def make_entry(made, index):
    path = f"/directory/{world.DIRECTORY}/entry/"
    groups = made.entry_groups
    body = bodies.directory_entry(made.random, made.numbers["task"], groups, index)
    key = made.make("directory", path, body, "key")
    if body["isGroup"]:
        groups.append(key)


def make_tagged(made, index):
    """Data tag entries on tasks and, a third of them, on contacts."""
    body = bodies.data_tag_items(made.random, made.numbers["task"], 1)
    owner = f"/task/{made.some_task()}"
    if index % 3 == 0:
        owner = f"/contact/{made.random.choice(made.numbers['contact'])}"
    made.numbers["datatag"] += made.robot.post(f"{owner}/datatags/", body)["keys"]


def make_comment(made, index):
    """On tasks and, a third of them, on contacts."""
    owner = f"/task/{made.some_task()}"
    if index % 3 == 0:
        owner = f"/contact/{made.random.choice(made.numbers['contact'])}"
    made.make("comment", f"{owner}/comments/", bodies.comment(made.random, index))


MAKERS = {
    "task": make_task,
    "contact": make_contact,
    "project": make_project,
    "user": make_user,
    "directory": make_entry,
    "datatag": make_tagged,
    "comment": make_comment,
}


class RandomAccount:
    """`entities` are those that are compared; `account` is what the evaluator knows of it."""

    def __init__(self, seed):
        self.seed, self.now = seed, world.NOW
        self.random = random.Random(seed)
        document = account_file.document(self.random)
        text = json.dumps(document, ensure_ascii=False)
        self.folder = server.Folder.of(text, self.seconds(-20))
        tokens = {name: self.folder.token(who) for name, (who, _) in world.VIEWERS.items()}
        self.server = server.Server(self.folder)
        self.clients = {name: self.server.client(token) for name, token in tokens.items()}
        self.robot = self.clients["robot"]
        self.entities = [
            USER,
            CONTACT,
            TASK,
            PROJECT,
            directories.entity(world.DIRECTORY),
            datatags.entity(world.TAG),
            COMMENT,
        ]
        self.numbers = {name: [] for name in (*world.FIELDS, "comment")}
        self.numbers |= {"user": [1, 2, 3, 4, 5], "contact": [1, 2, 3]}
        self.numbers |= {"task": list(world.SEEDED), "project": [1, 2, 3]}
        self.entry_groups = []
        self.account = self.known()

    def known(self):
        account = Account(world.ZONE)
        account.types = {n: kind for own in world.FIELDS.values() for kind, n in own.items()}
        account.owned = {owner: set(own.values()) for owner, own in OWNERS.items()}
        account.recurring, account.flags = {world.RECURRING}, world.FLAGS
        applied = dates.Moment(instant=datetime.datetime.now(dates.UTC))  # by the real clock
        account.created = {("project", number): applied for number in (1, 2, 3)}
        return account

    def seconds(self, days, minutes=0):
        moment = self.now + datetime.timedelta(days=days, minutes=minutes)
        return int(moment.timestamp())

    def fill(self, count):
        """Over twenty days of the file's clock; each entity that is compared gets `count` rows."""
        for index in range(count):
            self.folder.set_clock(self.seconds(-20 + index * 19 // count, index * 37 % 1440))
            for entity in self.entities:
                MAKERS[entity.name](self, index)
        for index, number in enumerate(self.random.sample(self.numbers["task"], count)):
            self.folder.set_clock(self.seconds(-1, index * 1430 // count))
            self.change_status(number, self.random.choice([2, 3, 6, 6, 7]))
        self.folder.set_clock(self.seconds(0))
        self.wait_for_copy()
        self.read_people()

    def read_people(self):
        """Who is in which group, and who may see everything."""
        for row in USER.pages(self.robot, "id,groups,role"):
            for group in row["groups"]:
                self.account.groups.setdefault(group["id"], []).append(row["id"])
            if row["role"] in ("Admin", "Robot"):
                self.account.admins.add(f"user:{row['id']}")

    def make(self, name, path, body, key="id"):
        number = self.robot.post(path, body)[key]
        self.numbers[name].append(number)
        moment = datetime.datetime.fromtimestamp(self.folder.now, dates.UTC)
        self.account.created[name, number] = dates.Moment(instant=moment)
        return number

    def some_task(self):
        return self.random.choice(self.numbers["task"])

    def wait_for_copy(self):
        """The one copy of the recurring template; nothing moves by the clock after it."""
        asked = {"filters": [{"type": 51, "operator": "equal", "value": world.RECURRING}]}
        end = time.monotonic() + 30
        while not self.robot.post("/task/list", asked)["tasks"]:
            if time.monotonic() > end:
                raise Failure("the recurring template made no copy")
            time.sleep(0.1)  # tidy: waits for another process

    def change_status(self, number, status):
        """The date of being done is on no answer, so what sets it is kept here."""
        who = self.random.choice(["robot", "anna", "clara"])
        answer = self.clients[who].request("POST", f"/task/{number}", {"status": {"id": status}})
        if answer.status != 200:
            if answer.status != 400 or answer.json["code"] not in (6, 41, 1002):
                raise Failure(f"status {status} of {number}: {answer}")
            return
        general = self.robot.get(f"/task/{number}?fields=status")["task"]["status"]["id"]
        if general in (3, 6):
            moment = datetime.datetime.fromtimestamp(self.folder.now, dates.UTC)
            self.account.done.setdefault(number, dates.Moment(instant=moment))

    def pools(self):
        """Numbers that exist, for operands of that name."""
        tasks = self.numbers["task"][:80]
        found = {"task": lambda made: made.random.choice(tasks)}
        found["entryGroups"] = some_of(self.entry_groups)
        for operand, name in NUMBERS.items():
            found[operand] = some_of(self.numbers[name])
        return found

    def close(self):
        self.server.stop()
        server.Folder.remove_prepared()
        self.folder.remove()
