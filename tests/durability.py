#!/usr/bin/env python3
"""kill -9 during concurrent writes: no answered write is lost, no number is given twice, the
account is readable after each. tests/durability.py [--kills N] [--writers N]."""

import argparse
import http.client
import os
import random
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import report, server  # noqa: E402  (the path comes first)

NOW = "2026-03-02 09:00"


class Writer(threading.Thread):
    """Creates tasks and renames its own until the server dies; remembers what was answered."""

    def __init__(self, client, name, known):
        super().__init__(daemon=True)
        self.client, self.name_, self.known = client, name, known
        self.created, self.renamed, self.unsure = {}, {}, set()
        self.random = random.Random(name)
        self.wrong = None

    def run(self):
        count = 0
        try:
            while True:
                count += 1
                self.create(f"{self.name_} задача {count}")
                if self.random.random() < 0.5:
                    self.rename(f"{self.name_} имя {count}")
        except (OSError, http.client.HTTPException):
            return  # the server is gone, as planned
        except report.Failure as error:
            self.wrong = error

    def create(self, name):
        number = self.client.post("/task/", {"name": name})["id"]
        if number in self.known or number in self.created:
            raise report.Failure(f"the number {number} was given twice")
        self.created[number] = name

    def rename(self, name):
        number = self.random.choice(list(self.created))
        self.unsure.add(number)  # until answered, either name is right
        self.renamed.setdefault(number, set()).add(name)
        self.client.post(f"/task/{number}", {"name": name})
        self.created[number] = name
        self.renamed[number] = set()
        self.unsure.discard(number)


class Suite:
    def __init__(self, arguments):
        self.arguments = arguments
        self.folder = server.Folder.of(server.fixture("company.yaml"), server.utc_seconds(NOW))
        self.token = self.folder.token("user:2")
        self.server = server.Server(self.folder)
        self.random = random.Random(7)
        self.names = {}

    def round(self, index):
        writers = [
            Writer(self.server.client(self.token), f"{index}-{n}", self.names)
            for n in range(self.arguments.writers)
        ]
        for writer in writers:
            writer.start()
        self.wait_for_writes(writers, self.random.randint(1, 40))
        self.server.kill()
        for writer in writers:
            writer.join()
            if writer.wrong:
                raise writer.wrong
        maybe = {}
        for writer in writers:
            clash = set(writer.created) & set(self.names)
            if clash:
                raise report.Failure(f"numbers given twice: {clash}")
            self.names.update(writer.created)
            maybe.update({number: writer.renamed[number] for number in writer.unsure})
        self.server.start()
        self.verify(set().union(*[writer.created for writer in writers]), maybe)

    @staticmethod
    def wait_for_writes(writers, count):
        """The blow falls in the middle of the work, wherever that is."""
        end = time.monotonic() + 60
        while sum(len(writer.created) for writer in writers) < count:
            if time.monotonic() > end or not any(writer.is_alive() for writer in writers):
                raise report.Failure("the writers do not get on")
            time.sleep(0.001)  # tidy: waits for another process

    def verify(self, numbers, maybe):
        """What this round answered, and a sample of what earlier rounds did."""
        client = self.server.client(self.token)
        earlier = self.random.sample(sorted(self.names), min(50, len(self.names)))
        wanted = sorted(numbers | set(earlier))
        for begin in range(0, len(wanted), 100):
            part = wanted[begin : begin + 100]
            body = {
                "fields": "id,name",
                "filters": [{"type": 57, "operator": "equal", "value": part}],
            }
            found = {row["id"]: row["name"] for row in client.post("/task/list", body)["tasks"]}
            for number in part:
                allowed = {self.names[number]} | maybe.get(number, set())
                if found.get(number) not in allowed:
                    raise report.Failure(
                        f"task {number}: {found.get(number)!r} is not in {allowed}"
                    )
                self.names[number] = found[number]


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=100)
    options.add_argument("--writers", type=int, default=4)
    arguments = options.parse_args()
    outcome = report.Report("durability")
    suite = Suite(arguments)
    for index in range(arguments.kills):
        if not outcome.run(f"kill {index}", suite.round, index):
            break
    print(f"{len(suite.names)} answered tasks were checked")
    return server.finish(outcome, suite.server, suite.folder)


if __name__ == "__main__":
    sys.exit(main())
