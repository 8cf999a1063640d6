#!/usr/bin/env python3
"""Runs the shell script of docs/synchronisation.md against a server and a folder of files: what
either side has changed must be on both, and a run without changes changes nothing."""

import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import report, server  # noqa: E402  (the path comes first)

PAGE = os.path.join(server.ROOT, "docs", "synchronisation.md")
MOMENT = "2026-03-02 09:00"
LINES_AT_MOST = 40


def script():
    with open(PAGE, encoding="utf-8") as text:
        return re.search(r"```sh\n(.*?)```", text.read(), re.S).group(1)


class Sides:
    """Our account and the other program's folder."""

    def __init__(self, folder):
        self.token = folder.token("user:2")
        self.running = server.Server(folder)
        self.client = self.running.client()
        self.root = tempfile.mkdtemp(dir=folder.root)
        self.files = os.path.join(self.root, "names")
        os.mkdir(self.files)
        self.program = os.path.join(self.root, "sync.sh")
        with open(self.program, "w", encoding="utf-8") as out:
            out.write(script())

    def ask(self, path, body):
        return self.client.post(path, body, self.token)

    def sync(self):
        url = f"http://127.0.0.1:{self.running.port}"
        subprocess.run(["sh", self.program, url, self.token, self.files], check=True, timeout=60)

    def theirs(self):
        names = {}
        for name in os.listdir(self.files):
            with open(os.path.join(self.files, name), encoding="utf-8") as text:
                names[name] = text.read().rstrip("\n")
        return names

    def ours(self):
        body = {"isCompany": False, "sourceId": "names-in-a-folder", "fields": "id,name,sourceObjectId"}
        rows = self.ask("/contact/list", body)["contacts"]
        return {row["sourceObjectId"]: row["name"] for row in rows}

    def write(self, name, text):
        with open(os.path.join(self.files, name), "w", encoding="utf-8") as out:
            out.write(text + "\n")


def same(sides):
    assert sides.ours() == sides.theirs(), f"{sides.ours()} and {sides.theirs()}"
    return len(sides.theirs())


def check_script(_):
    assert script().count("\n") <= LINES_AT_MOST, "the script has grown past 40 lines"


def check_first_run(sides):
    sides.sync()
    assert same(sides) > 0


def check_both_ways(sides):
    made = sides.ask("/contact/", {"name": "Новый | контакт", "template": {"id": 1}})["id"]
    sides.write("from-outside", "Извне")
    sides.sync()
    assert sides.theirs()[f"contact-{made}"] == "Новый | контакт"
    assert "Извне" in sides.ours().values()
    same(sides)


def check_changes(sides):
    number = next(name for name in sides.theirs() if name.startswith("contact-"))
    sides.write("from-outside", "Извне 2")
    page = {"isCompany": False, "sourceId": "names-in-a-folder", "sourceObjectId": number, "fields": "id"}
    contact = sides.ask("/contact/list", page)["contacts"][0]["id"]
    sides.ask(f"/contact/{contact}", {"name": "Изменён у нас"})
    sides.sync()
    assert sides.theirs()[number] == "Изменён у нас"
    assert sides.ours()["from-outside"] == "Извне 2"
    same(sides)


def check_quiet_run(sides):
    sides.sync()
    before = sides.ours(), sides.theirs()
    fresh = {"sourceId": "watcher", "onlyChanged": True, "fields": "id"}
    while sides.ask("/contact/list", fresh)["contacts"]:
        pass
    sides.sync()
    assert (sides.ours(), sides.theirs()) == before
    assert sides.ask("/contact/list", fresh)["contacts"] == [], "a run without changes made one"


def main():
    outcome = report.Report("sync", "-v" in sys.argv)
    folder = server.Folder.of(server.fixture("contacts.yaml"), server.utc_seconds(MOMENT))
    sides = Sides(folder)
    for check in (check_script, check_first_run, check_both_ways, check_changes, check_quiet_run):
        outcome.run(check.__name__, lambda check=check: check(sides))
    sides.running.stop()
    folder.remove()
    server.Folder.remove_prepared()
    return outcome.close()


if __name__ == "__main__":
    sys.exit(main())
