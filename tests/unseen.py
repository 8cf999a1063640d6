#!/usr/bin/env python3
"""What a person may not see must not show in any answer that he gets: not as a row, not as a name in
a reference, and not by what a filter lets through. Two accounts that differ in that alone answer
every question of his alike."""

import json
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import report, server  # noqa: E402  (the path comes first)
from harness.report import Failure  # noqa: E402
from unseen.changes import CHANGES  # noqa: E402
from unseen.questions import questions  # noqa: E402

NOW = server.utc_seconds("2026-03-02 09:00")
# An account is made at a moment of the machine's clock.
MOMENT = re.compile(r"\d\d:\d\d(:\d\d)?")


def answers(text, person):
    folder = server.Folder(text, NOW)
    token = folder.token(person)
    running = server.Server(folder, [])
    client = running.client()
    found = {}
    for method, path, body in questions(client.contract.document):
        answer = client.request(method, path, body, token=token)
        said = MOMENT.sub("", json.dumps(answer.json, ensure_ascii=False))
        notes = answer.header("Planstead-Notes")
        found[method, path, json.dumps(body)] = (answer.status, said, notes)
    running.stop()
    folder.remove()
    return found


def changed(text, changes):
    for before, after in changes:
        if before not in text:
            raise Failure(f"the fixture has no {before!r}")
        text = text.replace(before, after)
    return text


def notices_nothing(fixture, person, changes, outcome):
    text = server.fixture(fixture)
    before, after = answers(text, person), answers(changed(text, changes), person)
    told = [question for question in before if before[question] != after[question]]
    if told:
        shown = "\n".join(f"{one}\n{before[one]}\n{after[one]}"[:1500] for one in told[:3])
        raise Failure(f"{len(told)} answers of {len(before)} differ:\n{shown}")
    seen = sum(status == 200 for status, _, _ in before.values())
    if seen < 500 or "Zed" in str(before.values()):
        raise Failure(f"only {seen} of {len(before)} questions were answered")
    outcome.ok(f"{len(before)} questions of {person}", len(before) - 1)


def administrators_notice(fixture, changes):
    """The changes are there to be seen, by those who may."""
    text = server.fixture(fixture)
    if answers(text, "user:1") == answers(changed(text, changes), "user:1"):
        raise Failure("nobody could notice these changes")


def main():
    outcome = report.Report("unseen", "-v" in sys.argv)
    for fixture, person, changes in CHANGES:
        outcome.run(f"{fixture} as {person}", notices_nothing, fixture, person, changes, outcome)
    outcome.run("administrators notice", administrators_notice, *[CHANGES[0][i] for i in (0, 2)])
    server.Folder.remove_prepared()
    return outcome.close()


if __name__ == "__main__":
    sys.exit(main())
