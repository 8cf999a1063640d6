#!/usr/bin/env python3
"""Our own OpenAPI file: sound in itself, and in our own words. compare.py compares it with the
contract's."""

import json
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import report, server  # noqa: E402  (the path comes first)
from harness.schema import TYPES, Schemas  # noqa: E402

CONTRACT = os.path.join(server.ROOT, "..", "shared", "contract", "openapi-1.6.9.json")
OURS = re.compile(r"/(ping|task|object|process|customfield|workspace|project|directory)\b")
LATER = re.compile(r"datatag|files")
OWN_WORDS = 9  # so many words in a row that stand in the contract's file too are not our own


def walk(node, path="#"):
    yield path, node
    items = (
        node.items()
        if isinstance(node, dict)
        else enumerate(node)
        if isinstance(node, list)
        else ()
    )
    for key, value in items:
        yield from walk(value, f"{path}/{key}")


def words(text):
    return re.findall(r"\w+", text.lower())


def runs(text):
    """Runs of words in prose; a list of names is no prose."""
    found = [words(part) for part in re.split(r"[,;:]", text)]
    return {
        tuple(part[i : i + OWN_WORDS]) for part in found for i in range(len(part) - OWN_WORDS + 1)
    }


class Suite:
    def __init__(self):
        self.folder = server.Folder.of(
            server.fixture("company.yaml"), server.utc_seconds("2026-03-02 09:00")
        )
        self.server = server.Server(self.folder)
        self.document = self.server.client().contract.document
        self.schemas = Schemas(self.document)

    def operations(self):
        for path, item in self.document["paths"].items():
            for method, operation in item.items():
                if method in ("get", "post", "put", "delete", "patch", "head"):
                    yield path, method, operation

    def test_the_head_says_what_it_is(self):
        assert self.document["openapi"].startswith("3.0."), self.document["openapi"]
        assert self.document["info"]["title"] and self.document["info"]["version"]
        assert all(
            server_["url"].startswith("/") or "://" in server_["url"]
            for server_ in self.document.get("servers", [])
        )

    def test_every_reference_leads_somewhere(self):
        for path, node in walk(self.document):
            if isinstance(node, dict) and "$ref" in node:
                assert node["$ref"].startswith("#/"), f"{path}: {node['$ref']}"
                assert self.schemas.resolve(node), path

    def test_operations_are_whole(self):
        names = []
        for path, method, operation in self.operations():
            place = f"{method} {path}"
            names.append(operation["operationId"])
            assert operation.get("summary") or operation.get("description"), place
            assert operation["responses"], place
            declared = {
                self.schemas.resolve(p)["name"]
                for p in operation.get("parameters", [])
                if self.schemas.resolve(p)["in"] == "path"
            }
            assert declared == set(re.findall(r"\{(\w+)\}", path)), place
            for status, answer in operation["responses"].items():
                assert re.fullmatch(r"[1-5]\d\d|default", status), place
                assert self.schemas.resolve(answer)["description"], place
        assert len(names) == len(set(names)), "an operationId is used twice"

    def test_enumerations_have_the_type_that_they_name(self):
        for path, node in walk(self.document):
            if isinstance(node, dict) and isinstance(node.get("enum"), list) and "type" in node:
                for value in node["enum"]:
                    assert TYPES[node["type"]](value), f"{path}: {value!r} is no {node['type']}"

    def test_examples_fit_their_schemas(self):
        for path, node in walk(self.document):
            if (
                isinstance(node, dict)
                and "schema" in node
                and ("example" in node or "examples" in node)
            ):
                values = (
                    [node["example"]]
                    if "example" in node
                    else [e["value"] for e in node["examples"].values()]
                )
                for value in values:
                    errors = self.schemas.errors(node["schema"], value)
                    assert not errors, f"{path}: {errors[:3]}"

    def test_no_keyword_of_a_later_openapi_is_used(self):
        for path, node in walk(self.document):
            if isinstance(node, dict) and isinstance(node.get("type"), list):
                raise report.Failure(f"{path}: a list of types")
            assert not (
                isinstance(node, dict) and "const" in node and "properties" not in path
            ), path

    def test_the_words_are_our_own(self):
        if not os.path.isfile(CONTRACT):
            print("skipped: the contract is not beside this repository")
            return
        with open(CONTRACT, encoding="utf-8") as text:
            theirs = set().union(
                *(runs(node) for _, node in walk(json.load(text)) if isinstance(node, str))
            )
        for path, node in walk(self.document):
            if isinstance(node, str):
                assert not runs(node) & theirs, f"{path}: {node}"


def main():
    outcome = report.Report("openapi")
    suite = Suite()
    for name in [name for name in Suite.__dict__ if name.startswith("test_")]:
        outcome.run(name[5:].replace("_", " "), getattr(suite, name))
    outcome.run("the server ends in order", suite.server.stop)
    suite.folder.remove()
    server.Folder.remove_prepared()
    return outcome.close()


if __name__ == "__main__":
    sys.exit(main())
