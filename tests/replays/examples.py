"""The request examples of the contract, and the list of those that contradict its documents."""

import json
import os

from harness import server

HERE = os.path.dirname(os.path.abspath(__file__))
CONTRACT = os.path.join(server.ROOT, "..", "shared", "contract", "openapi-1.6.9.json")
LATER = "/report/"  # comes with its engine


class Example:
    """One body of one operation."""

    def __init__(self, path, name, body):
        self.path, self.name, self.body = path, name, body

    def __str__(self):
        return f"{self.path} {self.name}"


def there():
    return os.path.isfile(CONTRACT)


def all_of_them():
    with open(CONTRACT, encoding="utf-8") as text:
        paths = json.load(text)["paths"]
    for path, item in paths.items():
        for operation in item.values():
            content = operation.get("requestBody", {}).get("content", {})
            found = content.get("application/json", {}).get("examples", {})
            for name, example in found.items():
                if not path.startswith(LATER):
                    yield Example(path, name, example["value"])


def contradictions():
    """Lines `operation | example | reason`; `*` in the example stands for any text."""
    listed = {}
    with open(os.path.join(HERE, "..", "replay-contradictions.txt"), encoding="utf-8") as text:
        for line in text:
            if line.strip() and not line.startswith("#"):
                path, example, reason = (part.strip() for part in line.split("|", 2))
                listed[path, example] = reason
    return listed
