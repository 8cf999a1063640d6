#!/usr/bin/env python3
"""Runs the console examples of README.md against a demonstration account and compares the
answers.

In a block of ```console a line that begins with `$ ` is typed into a shell, the lines below are
what it prints. `…` in them stands for anything on that line, a line of only `…` for any number of
lines. Only commands that begin with curl, or make a token, are run; addresses and tokens of the
README are replaced by those of the running demonstration account.

In the table of families, a row holds a request and, where it needs one, a body: each is sent and
must succeed with something in its answer beside the result."""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import report, server  # noqa: E402  (the path comes first)

ADDRESS = re.compile(r"https?://localhost:\d+")
TOKEN = re.compile(r"\bps_[A-Za-z0-9_-]+")


# As it is pasted: the program is on no path, and a running server needs a second to hear of it.
NEW_TOKEN = re.compile(
    r"(\w+)=\$\(build/release/planstead (token create .*?) --data data/demo\); sleep 2$"
)


def examples():
    """(number of the line, command, what it prints) of each example."""
    with open(os.path.join(server.ROOT, "README.md"), encoding="utf-8") as text:
        lines = text.read().split("\n")
    inside, found = False, []
    for number, line in enumerate(lines, 1):
        if line.startswith("```"):
            inside = line == "```console"
        elif inside and line.startswith("$ "):
            found.append([number, line[2:], []])
        elif inside and found and found[-1][1].endswith("\\") and not found[-1][2]:
            found[-1][1] += "\n" + line
        elif inside and found:
            found[-1][2].append(line)
    return [
        (number, command, "\n".join(printed).strip())
        for number, command, printed in found
        if command.startswith("curl") or NEW_TOKEN.match(command)
    ]


ROW = re.compile(r"^\| [^|]+ \| `(GET|POST|DELETE) (/[^`]*)` \| (?:`(\{.*\})`)? *\|")


def families():
    """(number of the line, method, path, body or None) of each row of the table of families."""
    with open(os.path.join(server.ROOT, "README.md"), encoding="utf-8") as text:
        rows = [(number, ROW.match(line)) for number, line in enumerate(text, 1)]
    return [(number, *row.groups()) for number, row in rows if row]


def pattern(text):
    parts = [
        re.escape(line).replace("…", ".*") if line.strip() != "…" else r"(?:.*\n?)*"
        for line in text.split("\n")
    ]
    return re.compile("\n".join(parts).replace(r"(?:.*\n?)*" + "\n", r"(?:.*\n)*"))


def same_json(printed, wanted):
    """JSON counts as equal however it is laid out."""
    try:
        return json.loads(printed) == json.loads(wanted)
    except ValueError:
        return False


class Demo:
    """`planstead demo` in a folder of its own, on ports of its own."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="planstead-readme-")
        self.log = open(os.path.join(self.folder.name, "log"), "w+b")
        # No port is fixed, so that the test can run beside anything.
        self.process = subprocess.Popen(
            [
                server.BINARY,
                "demo",
                "--data",
                os.path.join(self.folder.name, "data"),
                "--listen-https",
                "off",
                "--listen-http",
                "127.0.0.1:0",
                "--metrics-port",
                "-1",
            ],
            stdout=self.log,
            stderr=subprocess.STDOUT,
            env=server.environment(),
        )
        self.address, self.token = self.wait()
        self.made = {}

    def text(self):
        self.log.seek(0)
        return self.log.read().decode("utf-8", "replace")

    def wait(self):
        end = time.monotonic() + 300
        while time.monotonic() < end and self.process.poll() is None:
            text = self.text()
            address = re.search(r"http://(?:127\.0\.0\.1|localhost):\d+", text)
            token = TOKEN.search(text)
            if address and token and "curl" in text:
                return address.group(0), token.group(0)
            time.sleep(0.1)  # tidy: waits for another process
        self.process.kill()
        raise report.Failure(f"the demonstration account did not start:\n{self.text()[-3000:]}")

    def make_token(self, name, arguments):
        """The server takes a new token over within a second."""
        data = os.path.join(self.folder.name, "data")
        self.made[name] = TOKEN.search(
            server.must([*arguments.split(), "--data", data])
        ).group(0)

    def run(self, command, wanted):
        asked = NEW_TOKEN.match(command)
        if asked:
            return self.make_token(*asked.groups())
        printed, complaint = self.shell(command)
        end = time.monotonic() + 10
        # What is refused for a token that is not known yet is not counted.
        while self.unknown(command, printed) and time.monotonic() < end:
            time.sleep(0.1)  # tidy: waits for another process
            printed, complaint = self.shell(command)
        if not same_json(printed, wanted) and not pattern(wanted).fullmatch(printed):
            raise report.Failure(
                f"{command}\nprints\n{printed}\n{complaint}\nthe README says\n{wanted}"
            )

    def unknown(self, command, printed):
        made = any("$" + name in command for name in self.made)
        return made and (not printed or "unknown token" in printed)

    def shell(self, command):
        """What it prints, and the end of its complaints."""
        done = subprocess.run(
            ["bash", "-c", TOKEN.sub(self.token, ADDRESS.sub(self.address, command))],
            capture_output=True,
            text=True,
            timeout=60,
            env={**os.environ, "TOKEN": self.token, **self.made},
            check=False,
        )
        return done.stdout.strip(), done.stderr[-500:]

    def send(self, method, path, body):
        """One request of the table of families."""
        request = urllib.request.Request(
            f"{self.address}/rest{path}",
            data=body.encode() if body else None,
            method=method,
            headers={"Authorization": f"Bearer {self.token}"},
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            found = json.loads(answer.read())
        # A list of files may be empty; a list without its key may not be.
        if found["result"] != "success" or len(found) < 2:
            raise report.Failure(f"{method} {path} {body}: {found}")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout=60)
        found = server.SANITIZER.search(self.text())
        self.folder.cleanup()
        if code or found:
            raise report.Failure(f"exit code {code}, {found and found.group(0)}")


def main():
    outcome = report.Report("readme")
    found = examples() if os.path.isfile(os.path.join(server.ROOT, "README.md")) else []
    if len(found) < 10:
        outcome.fail("examples", f"{len(found)} of ten examples are in README.md")
    try:
        demo = Demo()
    except report.Failure as error:
        outcome.fail("start", error)
        return outcome.close()
    for number, command, wanted in found:
        outcome.run(f"README.md:{number}", demo.run, command, wanted)
    rows = families()
    if len(rows) < 12:
        outcome.fail("families", f"{len(rows)} of a dozen families are in the table of README.md")
    for number, method, path, body in rows:
        outcome.run(f"README.md:{number}", demo.send, method, path, body)
    outcome.run("the demonstration account ends in order", demo.stop)
    return outcome.close()


if __name__ == "__main__":
    sys.exit(main())
