#!/usr/bin/env python3
"""Compares the lists of every entity with a naive evaluator: random rows, random filters, fixed
seeds. tests/random_filters.py [--seed N] [--rows N] [--pairs N] [--only ENTITY,…]; each (row,
filters) pair counts as one."""

import argparse
import datetime
import json
import os
import random
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from filters import datatags, generate, world  # noqa: E402  (the path comes first)
from filters.random_account import RandomAccount  # noqa: E402
from filters.reader import Reader  # noqa: E402
from harness import report, server  # noqa: E402

ROOT = server.ROOT
KNOWN = os.path.join(ROOT, "..", "shared", "contract", "filters.json")


def documented():
    """The types of each list in the contract's table; nothing where it is not there."""
    if not os.path.isfile(KNOWN):
        return {}
    with open(KNOWN, encoding="utf-8") as text:
        entities = json.load(text)["entities"]
    return {
        name: {row["type"] for row in entity["filters"]}
        | set(entity.get("alsoTaskFilters", {}).get("types", ()))
        for name, entity in entities.items()
    }


class Comparison:
    """The filters of one entity, as several people ask."""

    def __init__(self, outcome, made, entity, readers):
        self.outcome, self.made, self.entity, self.readers = outcome, made, entity, readers
        self.random = random.Random(f"{made.seed} {entity.name}")
        self.generator = generate.Generator(self.random, entity, made.pools())
        self.counts = {kind: [0, 0] for kind in self.generator.types}

    def run(self, pairs):
        index, compared = 0, 0
        while compared < pairs or index < 6 * len(self.generator.types):
            compared += self.one(index)
            index += 1
        # A type that never hit, or always did, was not tested.
        for kind, (hits, misses) in self.counts.items():
            if pairs >= 50000 and not (hits and misses):
                self.outcome.fail(
                    f"{self.entity.name} {kind}", f"{hits} hits and {misses} misses"
                )

    def covers(self, wanted):
        if set(self.generator.types) != wanted:
            raise report.Failure(
                f"not compared: {sorted(wanted - set(self.generator.types))}, "
                f"not documented: {sorted(set(self.generator.types) - wanted)}"
            )

    def one(self, index):
        name = list(self.readers)[index % len(self.readers)]
        reader, client = self.readers[name], self.made.clients[name]
        rows = reader.rows[self.entity.name]
        asked = self.generator.combination(index)
        if name not in world.ADMINISTRATORS:
            asked = [one for one in asked if int(one["type"]) not in world.CONFIDENTIAL]
        try:
            found = self.entity.numbers(client, asked)
        except report.Failure as refused:
            whole = json.dumps(asked, ensure_ascii=False)
            self.outcome.fail(f"{self.entity.name} {index} as {name}", f"{whole}\n{refused}")
            return len(rows)
        expected = {row.id for row in rows}
        for condition in asked:
            met = {row.id for row in rows if reader.matches(self.entity, row, condition)}
            self.counts[int(condition["type"])][0] += len(met)
            self.counts[int(condition["type"])][1] += len(rows) - len(met)
            expected &= met
        if found == expected:
            self.outcome.ok(str(index), len(rows))
        else:
            self.wrong(index, name, asked, found, expected)
        return len(rows)

    def wrong(self, index, name, asked, found, expected):
        rows = self.readers[name].rows[self.entity.name]
        odd = min(found ^ expected)
        example = next((row.raw for row in rows if row.id == odd), None)
        self.outcome.fail(
            f"{self.entity.name} {index} as {name}",
            "\n".join(
                [
                    json.dumps(asked, ensure_ascii=False),
                    f"too many: {sorted(found - expected)[:10]}",
                    f"missing: {sorted(expected - found)[:10]}",
                    json.dumps(example, ensure_ascii=False)[-2500:],
                ]
            ),
        )


def readers_of(made):
    """What each viewer sees of every entity; the robot's tasks are the general ones."""
    rows = {
        name: {
            entity.name: entity.rows(client, world.FIELDS.get(entity.name, {}).values())
            for entity in made.entities
        }
        for name, client in made.clients.items()
    }
    other = datatags.entity(world.OTHER_TAG)
    for name, client in made.clients.items():
        rows[name]["other entries"] = other.rows(client)
    return {
        name: Reader(made.account, zone, made.now, rows[name], rows["robot"]["task"])
        for name, (_, zone) in world.VIEWERS.items()
    }


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seed", type=int, default=20260311)
    options.add_argument("--rows", type=int, default=340)
    options.add_argument("--pairs", type=int, default=110000)
    options.add_argument("--only", default="")
    arguments = options.parse_args()
    outcome = report.Report("filters")
    made = RandomAccount(arguments.seed)
    made.fill(arguments.rows)
    readers, known = readers_of(made), documented()
    for entity in made.entities:
        if arguments.only and entity.name not in arguments.only.split(","):
            continue
        before, began = outcome.passed, datetime.datetime.now()
        comparison = Comparison(outcome, made, entity, readers)
        if known:
            outcome.run(f"{entity.name}: all types", comparison.covers, known[entity.name])
        comparison.run(arguments.pairs)
        seconds = (datetime.datetime.now() - began).seconds
        print(f"{entity.name}: {outcome.passed - before} pairs in {seconds} s", flush=True)
    outcome.run("the server ends in order", made.close)
    return outcome.close()


if __name__ == "__main__":
    sys.exit(main())
