"""A random account on a running server, all from one seed: the structure file and what is created
over HTTP while the file's clock goes on."""

import datetime
import json
import random
import time

from filters import account_file, bodies, dates, world
from filters.reader import Account
from filters.tasks import TASK
from harness import server
from harness.report import Failure

OWNERS = {
    ("task", world.ALL_TEMPLATE): world.FIELDS["task"],
    ("task", world.HALF_TEMPLATE): world.half(world.FIELDS["task"]),
    ("task", world.OBJECT): world.FIELDS["task"],
    ("datatag", world.TAG): world.FIELDS["datatag"],
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
        self.entities = [TASK]
        self.tasks = list(world.SEEDED)
        self.account = self.known()
        self.entries = document["dataTagEntries"]

    def known(self):
        account = Account(world.ZONE)
        account.types = {n: kind for own in world.FIELDS.values() for kind, n in own.items()}
        account.owned = {owner: set(own.values()) for owner, own in OWNERS.items()}
        account.groups = world.GROUPS
        account.recurring = {world.RECURRING}
        return account

    def seconds(self, days, minutes=0):
        moment = self.now + datetime.timedelta(days=days, minutes=minutes)
        return int(moment.timestamp())

    def fill(self, count):
        """Over twenty days of the file's clock."""
        for index in range(count):
            self.folder.set_clock(self.seconds(-20 + index * 19 // count, index * 37 % 1440))
            body = bodies.task(self.random, self.tasks, index)
            self.tasks.append(self.robot.post("/task/", body)["id"])
        for index, number in enumerate(self.random.sample(self.tasks, count)):
            self.folder.set_clock(self.seconds(-1, index * 1430 // count))
            self.change_status(number, self.random.choice([2, 3, 6, 6, 7]))
        self.folder.set_clock(self.seconds(0))
        self.wait_for_copy()

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
            if answer.status != 400 or answer.json["code"] not in (41, 1002):
                raise Failure(f"status {status} of {number}: {answer}")
            return
        general = self.robot.get(f"/task/{number}?fields=status")["task"]["status"]["id"]
        if general in (3, 6):
            moment = datetime.datetime.fromtimestamp(self.folder.now, dates.UTC)
            self.account.done.setdefault(number, dates.Moment(instant=moment))

    def pools(self):
        """Numbers that exist, for operands of that name."""
        return {
            "tasks": lambda made: made.some_ids(self.tasks[:80]),
            "task": lambda made: made.random.choice(self.tasks[:80]),
        }

    def close(self):
        self.server.stop()
        server.Folder.remove_prepared()
        self.folder.remove()
