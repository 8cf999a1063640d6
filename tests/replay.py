#!/usr/bin/env python3
"""Replays the request examples of the contract and checks the outcome by reading back. Examples that
contradict the documents stand in replay-contradictions.txt with the reason; one that is listed and
passes fails too, so that the list stays short. tests/replay.py [PART OF A PATH]"""

import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import report  # noqa: E402  (the path comes first)
from replays import accounts, examples, lists, needs, writes  # noqa: E402

OPERATIONS = {**writes.OPERATIONS, **lists.OPERATIONS}


class Suite:
    def __init__(self, outcome):
        self.outcome = outcome
        self.listed, self.met = examples.contradictions(), set()

    def run(self, chosen):
        packing = needs.Packing()
        for example in chosen:
            if example.path in OPERATIONS:
                packing.add(example, accounts.marks_of(example))
            else:
                self.outcome.fail(str(example), "nothing replays this operation")
        for marks, fields, members in packing.packs:
            account = accounts.Account(marks, fields, members)
            for example in members:
                self.one(account, example)
            self.outcome.run(f"account {account.name} ends in order", account.stop)

    def one(self, account, example):
        key = example.path, example.name
        reason = self.listed.get(key)
        self.met.add(key)
        try:
            OPERATIONS[example.path](account, example)
        except (report.Failure, OSError, KeyError, ValueError, StopIteration) as error:
            if reason is None:
                body = json.dumps(example.body, ensure_ascii=False)
                return self.outcome.fail(str(example), f"{body}\n{error!r:.3000}")
        else:
            if reason is not None:
                return self.outcome.fail(str(example), f"passes, but contradicts: {reason}")
        return self.outcome.ok(str(example))

    def finish(self):
        for path, name in set(self.listed) - self.met:
            self.outcome.fail(f"{path} {name}", "is listed, but there is no such example")


def main(arguments):
    outcome = report.Report("replay")
    if not examples.there():
        print("skipped: ../shared/contract/openapi-1.6.9.json is not beside this repository")
        return outcome.close()
    suite = Suite(outcome)
    part = arguments[0] if arguments else ""
    suite.run([example for example in examples.all_of_them() if part in example.path])
    if not part:
        suite.finish()
    return outcome.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
