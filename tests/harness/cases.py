"""Reads and runs *.case files; tests/README.md describes the form. A file has a server of its
own."""

import ast
import os
import re
import time

from harness import pattern, server
from harness.report import Failure

REQUEST = re.compile(r"^(GET|POST|HEAD|PUT|PATCH|DELETE|OPTIONS) (\S.*?)(?: as (\w+))?$")
EXPECT = re.compile(r"^=> (\d{3})(?: (-?\d+)(?: (?!eventually$)(.*?))?)?( eventually)?$")
HEADER = re.compile(r"^header ([A-Za-z-]+): ?(.*)$")
DIRECTIVES = ("not:", "notes:", "no notes", "header ", "no body", "body contains ")
EVENTUALLY_SECONDS = 20
DEFAULT_CLOCK = "2026-03-02 09:00"  # a Monday, 12:00 in Moscow
DEFAULT_FIXTURE = "company.yaml"
DEFAULT_TOKENS = {
    "robot": ("user:2", {}),
    "anna": ("user:1", {}),
    "boris": ("user:3", {}),
    "clara": ("user:4", {}),
}


class Step:
    def __init__(self, line, number):
        self.line, self.number = line, number
        self.headers, self.body = {}, []
        self.status = self.code = self.text = None
        self.eventually = False
        self.directives, self.pattern = [], []


class Case:
    def __init__(self, title):
        self.title, self.steps = title, []


class CaseFile:
    """What a file says, before anything runs."""

    def __init__(self, path):
        self.path = path
        self.fixture, self.clock, self.overlays = DEFAULT_FIXTURE, DEFAULT_CLOCK, []
        self.tokens, self.options, self.cases = dict(DEFAULT_TOKENS), [], []
        with open(path, encoding="utf-8") as text:
            lines = text.read().split("\n")
        step, mode = None, "outside"
        for number, line in enumerate(lines, 1):
            step, mode = self._line(line.rstrip(), number, step, mode)

    def _line(self, line, number, step, mode):
        if line.startswith("//"):
            return step, mode
        if mode == "request" and not line.startswith("=> "):
            self._request_part(step, line)
            return step, mode
        if line.startswith("# "):
            self.cases.append(Case(line[2:]))
            return None, "outside"
        if not line:
            return None, "outside"
        if line.startswith("=> ") and step:
            self._expectation(step, line, number)
            return step, "answer"
        if mode == "answer":
            kind = step.directives if line.startswith(DIRECTIVES) else step.pattern
            kind.append(line)
            return step, mode
        if not self.cases:
            self._setting(line, number)
            return None, mode
        step = Step(line, number)
        self.cases[-1].steps.append(step)
        return step, "request" if REQUEST.match(line) else "outside"

    def _setting(self, line, number):
        word, _, rest = line.partition(" ")
        if word == "fixture":
            self.fixture, *self.overlays = rest.split()
        elif word == "clock":
            self.clock = rest
        elif word == "options":
            self.options = rest.split()
        elif word == "token":
            name, person, *more = rest.split()
            asked = dict(zip(more[::2], more[1::2]))
            self.tokens[name] = (person, asked)
        else:
            raise ValueError(f"{self.path}:{number}: {line}")

    @staticmethod
    def _request_part(step, line):
        found = HEADER.match(line)
        if found and not step.body:
            step.headers[found.group(1)] = found.group(2)
        else:
            step.body.append(line)

    def _expectation(self, step, line, number):
        found = EXPECT.match(line)
        if not found:
            raise ValueError(f"{self.path}:{number}: {line}")
        step.status = int(found.group(1))
        step.code = int(found.group(2)) if found.group(2) else None
        step.text = found.group(3)
        step.eventually = bool(found.group(4))


class Runner:
    """Runs the cases of one file against a server of its own."""

    def __init__(self, case_file, report):
        self.file, self.report = case_file, report
        self.name = os.path.splitext(os.path.basename(case_file.path))[0]
        self.variables, self.tokens = {}, {}

    def run(self):
        try:
            self.folder = server.Folder.of(
                server.fixture(self.file.fixture), server.utc_seconds(self.file.clock)
            )
            for overlay in self.file.overlays:
                self._apply(overlay)
            for name, (person, asked) in self.file.tokens.items():
                self._make_token(name, person, asked)
            self.server = server.Server(self.folder, self.file.options)
        except (Failure, OSError) as error:
            self.report.fail(self.name, error)
            return
        self.client = self.server.client()
        self.client.timeout = 180
        for case in self.file.cases:
            self.report.run(f"{self.name}: {case.title}", self._case, case)
        self.report.run(f"{self.name}: the server ends in order", self.server.stop)
        self.report.run(f"{self.name}: its dump changes nothing", self._apply_dump)
        self.folder.remove()

    def _apply(self, fixture):
        path = os.path.join(server.FIXTURES, fixture)
        server.must(["account", "apply", "--data", self.folder.data, path])

    def _apply_dump(self):
        """Whatever the cases have made of the account, its structure file is one that is taken, and
        says what is there."""
        path = os.path.join(self.folder.root, "dump.yaml")
        with open(path, "w", encoding="utf-8") as out:
            out.write(server.must(["account", "dump", "--data", self.folder.data]))
        printed = server.must(["account", "apply", "--data", self.folder.data, path])
        if not printed.startswith("0 added, 0 changed,"):
            raise Failure(printed[-2000:])

    def _make_token(self, name, person, asked):
        scopes = asked["scopes"].split(",") if "scopes" in asked else ()
        limits = [
            part
            for word in ("per-second", "per-day")
            if word in asked
            for part in ("--" + word, asked[word])
        ]
        self.tokens[name] = self.folder.token(person, scopes, asked.get("expires"), limits)
        self.variables["token_" + name] = self.tokens[name]

    def _case(self, case):
        if not self.server.alive():
            raise Failure("the server is gone:\n" + self.server.log()[-2000:])
        for step in case.steps:
            try:
                self._step(step)
            except Failure as error:
                raise Failure(f"{self.file.path}:{step.number}: {step.line}\n{error}") from error

    def _step(self, step):
        word, _, rest = step.line.partition(" ")
        if REQUEST.match(step.line):
            self._repeat(step) if step.eventually else self._request(step)
        elif word == "clock":
            self.folder.set_clock(server.utc_seconds(rest))
        elif word == "restart":
            self.server.stop()
            self.server.start()
            self.client.close()
            self.client.port = self.server.port
        elif word == "stop":
            self.server.stop()
        elif word == "start":
            self.server.start()
            self.client.port = self.server.port
        elif word == "revoke":
            self._revoke(rest)
        elif word == "apply":
            self._apply(rest)
        else:
            raise ValueError(f"{self.file.path}:{step.number}: what is {step.line!r}?")

    def _revoke(self, name):
        """Tokens are numbered in the order in which they were made."""
        number = 1 + list(self.tokens).index(name)
        server.must(["token", "revoke", "--data", self.folder.data, str(number)])

    def _repeat(self, step):
        """The server's clock work runs on its own thread; the answer may need a moment."""
        end = time.monotonic() + EVENTUALLY_SECONDS
        while True:
            before = dict(self.variables)
            try:
                return self._request(step)
            except Failure:
                if time.monotonic() > end:
                    raise
            self.variables = before
            time.sleep(0.1)  # tidy: waits for another process

    def _request(self, step):
        method, path, who = REQUEST.match(step.line).groups()
        path = pattern.substitute(path, self.variables, as_json=False)
        token = {"nobody": ""}.get(who, self.tokens.get(who or "robot"))
        if token is None:
            raise Failure(f"no token {who}")
        headers = {
            name: pattern.substitute(value, self.variables, as_json=False)
            for name, value in step.headers.items()
        }
        answer = self.client.request(method, path, self._body(step), token, headers)
        try:
            self._check(step, answer)
        except Failure as error:
            raise Failure(f"{error}\nanswer: {answer}") from error

    def _body(self, step):
        text = "\n".join(step.body).strip()
        if not text:
            return None
        if text.startswith("bytes "):
            return ast.literal_eval("b" + text[6:])
        if text.startswith("repeat "):
            count, pieces = text[7:].split(" ", 1)
            pieces = [ast.literal_eval(piece) for piece in pieces.split(" | ")]
            before, piece, after = pieces if len(pieces) == 3 else ("", pieces[0], "")
            return before + piece * int(count) + after
        return pattern.substitute(text, self.variables, as_json=True)

    def _check(self, step, answer):
        if answer.status != step.status:
            raise Failure(f"expected status {step.status}")
        if step.code is not None:
            body = answer.json or {}
            if body.get("code") != step.code or body.get("result") != "fail":
                raise Failure(f"expected error code {step.code}")
            text = pattern.substitute(step.text or "", self.variables, as_json=False)
            for part in text.split(" & "):
                if part not in body["error"]:
                    raise Failure(f"the error text does not contain {part!r}")
        if step.pattern:
            pattern.match(pattern.parse("\n".join(step.pattern)), answer.json, self.variables)
        for directive in step.directives:
            self._directive(pattern.substitute(directive, self.variables, as_json=False), answer)

    @staticmethod
    def _directive(line, answer):
        notes = answer.header("Planstead-Notes")
        if line == "no notes":
            if notes is not None:
                raise Failure(f"unexpected notes: {notes}")
        elif line == "no body":
            if answer.raw:
                raise Failure("a body where none may be")
        elif line.startswith("notes: "):
            for part in line[7:].split(" & "):
                if part not in (notes or ""):
                    raise Failure(f"Planstead-Notes does not contain {part!r}: {notes!r}")
        elif line.startswith("not: "):
            for key in line[5:].split(", "):
                _forbid(key, answer.json)
        elif line.startswith("body contains "):
            if line[14:].encode() not in answer.raw:
                raise Failure(f"the body does not contain {line[14:]!r}")
        else:
            name, value = HEADER.match(line).groups()
            found = answer.header(name)
            if found is None or (value and found != value):
                raise Failure(f"header {name}: expected {value!r}, got {found!r}")


def _forbid(key, value):
    if isinstance(value, dict):
        if key in value:
            raise Failure(f"forbidden key {key!r}: {value[key]!r}")
        for item in value.values():
            _forbid(key, item)
    elif isinstance(value, list):
        for item in value:
            _forbid(key, item)
