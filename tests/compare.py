#!/usr/bin/env python3
"""Compares our OpenAPI file with the contract's: every path, method, parameter and property by
name and type. What differs on purpose stands in openapi-differences.txt with its reason; a line
there that explains nothing any more fails too. tests/compare.py [-v]: also prints what is
explained."""

import json
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from comparison import facts  # noqa: E402  (the path comes first)
from harness import report, server  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
CONTRACT = os.path.join(server.ROOT, "..", "shared", "contract", "openapi-1.6.9.json")
LATER = re.compile(r"^/report/")  # comes with its engine


class Reason:
    """One line `difference | reason`; `*` in the difference stands for any text."""

    def __init__(self, line):
        self.line = line
        difference, self.text = (part.strip() for part in line.rsplit(" | ", 1))
        self.pattern = re.compile(".*".join(map(re.escape, difference.split("*"))))
        self.explained = 0

    def explains(self, difference):
        fits = bool(self.pattern.fullmatch(difference))
        self.explained += fits
        return fits


def reasons():
    with open(os.path.join(HERE, "openapi-differences.txt"), encoding="utf-8") as text:
        return [Reason(line.rstrip("\n")) for line in text if line.strip() and line[0] != "#"]


def our_document():
    moment = server.utc_seconds("2026-03-02 09:00")
    folder = server.Folder.of(server.fixture("company.yaml"), moment)
    running = server.Server(folder)
    document = running.client().contract.document
    running.stop()
    folder.remove()
    server.Folder.remove_prepared()
    return document


def main(arguments):
    outcome = report.Report("compare", "-v" in arguments)
    if not os.path.isfile(CONTRACT):
        print("skipped: ../shared/contract/openapi-1.6.9.json is not beside this repository")
        return outcome.close()
    with open(CONTRACT, encoding="utf-8") as text:
        contract = json.load(text)
    contract["paths"] = {p: item for p, item in contract["paths"].items() if not LATER.match(p)}
    theirs, ours = facts.Facts(contract), facts.Facts(our_document())
    listed = reasons()
    found = facts.differences(theirs, ours)
    for difference in found:
        explained = [reason for reason in listed if reason.explains(difference)]
        if explained:
            outcome.ok(f"{difference} ({explained[0].text})")
        else:
            outcome.fail(difference, "differs from the contract without a reason")
    for line in sorted(set(theirs.lines) & set(ours.lines)):
        outcome.ok(line)
    for reason in listed:
        if not reason.explained:
            outcome.fail(reason.line, "explains no difference any more")
    return outcome.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
