#!/usr/bin/env python3
"""Replays every request example of the contract for tasks, objects, task fields and checklists,
and checks the outcome by reading back. Examples that contradict the documents stand in
replay-contradictions.txt with the reason; one that is listed and passes fails too, so that the
list stays short."""

import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import report, server  # noqa: E402  (the path comes first)
from replays import lists, readback, variants  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
CONTRACT = os.path.join(server.ROOT, "..", "shared", "contract", "openapi-1.6.9.json")


def examples(document, path):
    content = document["paths"][path]["post"]["requestBody"]["content"]["application/json"]
    return [(name, example["value"]) for name, example in content["examples"].items()]


def contradictions():
    """Lines `operation | example | reason`."""
    listed = {}
    with open(os.path.join(HERE, "replay-contradictions.txt"), encoding="utf-8") as text:
        for line in text:
            if line.strip() and not line.startswith("#"):
                operation, example, reason = (part.strip() for part in line.split("|", 2))
                listed[operation, example] = reason
    return listed


class Suite:
    def __init__(self, document, outcome):
        self.document, self.outcome = document, outcome
        self.listed, self.met = contradictions(), set()
        self.accounts = variants.Accounts()

    def replay(self, path, function):
        for name, body in examples(self.document, path):
            self.one(path, name, function, body)

    def one(self, path, name, function, body):
        reason = self.listed.get((path, name))
        try:
            account = self.accounts.get(variants.name_for(path, name, body))
            function(account, name, body)
        except (report.Failure, OSError, KeyError, ValueError) as error:
            if reason is None:
                self.outcome.fail(
                    f"{path} {name}", f"{json.dumps(body, ensure_ascii=False)}\n{error!r:.3000}"
                )
                return
            self.met.add((path, name))
        else:
            if reason is not None:
                self.outcome.fail(
                    f"{path} {name}", f"passes, but is listed as a contradiction: {reason}"
                )
                self.met.add((path, name))
                return
        self.outcome.ok(f"{path} {name}")

    def finish(self):
        for path, name in set(self.listed) - self.met:
            self.outcome.fail(
                f"{path} {name}", "is listed as a contradiction, but there is no such example"
            )
        for account in self.accounts.all():
            self.outcome.run(f"account {account.name} ends in order", account.stop)


def main():
    outcome = report.Report("replay")
    if not os.path.isfile(CONTRACT):
        print(
            "skipped: ../shared/contract/openapi-1.6.9.json is not beside this repository"
        )
        return outcome.close()
    with open(CONTRACT, encoding="utf-8") as text:
        suite = Suite(json.load(text), outcome)
    suite.replay("/task/", readback.create_task)
    suite.replay("/task/{id}", readback.update_task)
    suite.replay("/task/list", lists.list_tasks)
    suite.replay("/object/list", readback.list_objects)
    suite.replay("/customfield/task/", readback.create_field)
    suite.replay("/customfield/group/task/", readback.create_set)
    suite.replay("/task/{id}/checklist", readback.create_item)
    suite.replay("/task/{id}/checklist/{itemId}", readback.update_item)
    suite.finish()
    return outcome.close()


if __name__ == "__main__":
    sys.exit(main())
