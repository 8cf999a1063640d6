#!/usr/bin/env python3
"""Compares POST /task/list with the naive evaluator: random tasks, random filters, fixed seeds.
tests/random_filters.py [--seed N] [--tasks N] [--filters N]; each (task, filters) pair counts as
one."""

import argparse
import datetime
import json
import os
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from filters import dates, evaluator, generate, world  # noqa: E402  (the path comes first)
from filters.account import Account, read_all  # noqa: E402
from harness import report, server  # noqa: E402


class Suite:
    def __init__(self, arguments, outcome):
        self.outcome = outcome
        self.random, text, tagged = world.make(arguments.seed)
        self.entries = [
            {"task": e["task"]["id"], "dataTag": e["dataTag"]["id"], "raw": e} for e in tagged
        ]
        self.now = world.NOW
        self.folder = server.Folder.of(text, self.seconds(-20))
        self.tokens = {
            name: self.folder.token(person) for name, (person, _) in world.VIEWERS.items()
        }
        self.server = server.Server(self.folder)
        self.clients = {name: self.server.client(token) for name, token in self.tokens.items()}
        self.done = {}
        self.numbers = list(world.SEEDED)
        self.counts = {kind: [0, 0] for kind in generate.ALL_TYPES}

    def seconds(self, days, minutes=0):
        moment = self.now + datetime.timedelta(days=days, minutes=minutes)
        return int(moment.timestamp())

    def make_tasks(self, count):
        """Created and changed over twenty days of the file's clock, a good part with a status."""
        robot = self.clients["robot"]
        for index in range(count):
            self.folder.set_clock(self.seconds(-20 + index * 19 // count, index * 37 % 1440))
            body = world.task(self.random, self.numbers, index)
            self.numbers.append(robot.post("/task/", body)["id"])
        for index, number in enumerate(self.random.sample(self.numbers, count)):
            self.folder.set_clock(self.seconds(-1, index * 1430 // count))
            self.change(number, self.random.choice([2, 3, 6, 6, 7]))
        self.folder.set_clock(self.seconds(0))
        self.wait_for_copy()

    def wait_for_copy(self):
        """The one copy of the recurring template; nothing moves by the clock after it."""
        asked = {"filters": [{"type": 51, "operator": "equal", "value": world.RECURRING}]}
        end = time.monotonic() + 30
        while not self.clients["robot"].post("/task/list", asked)["tasks"]:
            if time.monotonic() > end:
                raise report.Failure("the recurring template made no copy")
            time.sleep(0.1)  # tidy: waits for another process

    def change(self, number, status):
        """The date of being done is on no answer, so what sets it is kept here."""
        who = self.random.choice(["robot", "anna", "clara"])
        answer = self.clients[who].request("POST", f"/task/{number}", {"status": {"id": status}})
        if answer.status != 200:
            if answer.status != 400 or answer.json["code"] not in (41, 1002):
                raise report.Failure(f"status {status} of {number}: {answer}")
            return
        general = self.clients["robot"].get(f"/task/{number}?fields=status")["task"]["status"]["id"]
        if general in (3, 6):
            moment = datetime.datetime.fromtimestamp(self.folder.now, dates.UTC)
            self.done.setdefault(number, dates.Moment(instant=moment))

    def read(self, groups):
        account = Account(
            self.clients["robot"], groups, world.ZONE, self.entries, self.done, [world.RECURRING]
        )
        general = account.tasks(self.clients["robot"])
        self.read_entries(account)
        self.readers = {}
        for name, (_, zone) in world.VIEWERS.items():
            tasks = account.tasks(self.clients[name])
            self.readers[name] = (
                tasks,
                evaluator.Evaluator(account, tasks, general, zone, self.now),
            )

    def read_entries(self, account):
        """Values of entries as they would be read: through the same forms as tasks show them."""
        for entry in account.entries:
            entry["values"] = {
                item["field"]["id"]: {"value": shown(item["value"])}
                for item in entry["raw"]["customFieldData"]
            }

    def pair(self, index, maker):
        name = list(world.VIEWERS)[index % len(world.VIEWERS)]
        tasks, naive = self.readers[name]
        asked = maker.combination(index)
        found = {row["id"] for row in read_all(self.clients[name], "id", asked)}
        expected = {task.id for task in tasks if all(naive.matches(task, one) for one in asked)}
        if len(asked) == 1:
            self.counts[int(asked[0]["type"])][0] += len(expected)
            self.counts[int(asked[0]["type"])][1] += len(tasks) - len(expected)
        if found == expected:
            self.outcome.ok(str(index), len(tasks))
            return
        wrong = sorted(found ^ expected)
        example = next(task for task in tasks if task.id == wrong[0])
        self.outcome.fail(
            f"filters {index} as {name}",
            "\n".join(
                [
                    json.dumps(asked, ensure_ascii=False),
                    f"too many: {sorted(found - expected)[:10]}",
                    f"missing: {sorted(expected - found)[:10]}",
                    json.dumps(example.raw, ensure_ascii=False)[:1800],
                ]
            ),
        )


def shown(value):
    """A value of the structure file in the form in which the API shows it."""
    if isinstance(value, dict) and "date" in value:
        return {**value, "time": "00:00"}
    return value


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seed", type=int, default=20260311)
    options.add_argument("--tasks", type=int, default=340)
    options.add_argument("--filters", type=int, default=1200)
    arguments = options.parse_args()
    outcome = report.Report("filters")
    suite = Suite(arguments, outcome)
    suite.make_tasks(arguments.tasks)
    suite.read(world.GROUPS)
    maker = generate.Generator(suite.random, suite.numbers)
    for index in range(arguments.filters):
        suite.pair(index, maker)
    # A type that never hit, or always did, was not tested.
    for kind, (hits, misses) in suite.counts.items():
        if arguments.filters >= 400 and not (hits and misses):
            outcome.fail(f"type {kind}", f"{hits} hits and {misses} misses")
    outcome.run("the server ends in order", suite.server.stop)
    server.Folder.remove_prepared()
    suite.folder.remove()
    return outcome.close()


if __name__ == "__main__":
    sys.exit(main())
