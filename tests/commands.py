#!/usr/bin/env python3
"""The command line and what an administrator sees: accounts, structure files, tokens, options,
HTTPS, health, metrics, log lines."""

import http.client
import json
import os
import re
import signal
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.request

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import report, server  # noqa: E402  (the path comes first)


class Suite:
    def __init__(self):
        self.root = tempfile.TemporaryDirectory(prefix="planstead-commands-")
        self.data = self.path("data")
        server.must(["account", "create", "--data", self.data, "Ромашка"])
        self.fixture = os.path.join(server.FIXTURES, "company.yaml")

    def path(self, name):
        return os.path.join(self.root.name, name)

    def write(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as out:
            out.write(text)
        return self.path(name)

    @staticmethod
    def refused(arguments, *parts):
        """The command must fail with one line that holds the parts."""
        code, printed = server.command(arguments)
        assert code in (1, 2), f"exit code {code}: {printed}"
        assert len(printed.strip().split("\n")) == 1, printed
        for part in parts:
            assert part in printed, f"{part!r} is not in {printed!r}"

    # Accounts and structure files.

    def test_a_second_account_in_the_same_folder_is_refused(self):
        self.refused(["account", "create", "--data", self.data], "already")

    def test_a_file_is_applied_once(self):
        first = server.must(["account", "apply", "--data", self.data, self.fixture])
        assert "+ users 1 Анна Смирнова" in first, first
        second = server.must(["account", "apply", "--data", self.data, self.fixture])
        assert re.fullmatch(r"0 added, 0 changed, \d+ unchanged\n", second), second

    def test_a_change_is_said(self):
        changed = self.write("changed.yaml", "workspaces:\n  - {id: 2, name: Другое}\n")
        printed = server.must(["account", "apply", "--data", self.data, changed])
        assert "workspaces 2 Другое" in printed and "0 added, 1 changed" in printed, printed

    def test_a_dump_makes_the_same_account(self):
        dump = server.must(["account", "dump", "--data", self.data])
        again = server.must(
            ["account", "apply", "--data", self.data, self.write("dump.yaml", dump)]
        )
        assert again.startswith("0 added, 0 changed"), again
        server.must(["account", "create", "--data", self.path("copy")])
        server.must(["account", "apply", "--data", self.path("copy"), self.path("dump.yaml")])
        copy = server.must(["account", "dump", "--data", self.path("copy")])
        assert copy == dump, "\n".join(set(dump.split("\n")) ^ set(copy.split("\n")))

    def test_what_is_wrong_in_a_file_is_named_with_its_line(self):
        wrong = {
            "users:\n  - id: 1\n    name: A\n    role: King\n": (":4:", "role"),
            "users:\n  - id: 1\n    name: A\n    colour: red\n": (":4:", "colour"),
            "users:\n  - id: 9\n    name: A\n    groups: [77]\n": (":4:", "77"),
            "users:\n  - {id: 9, name: A, timeZone: Mars/Base}\n": (":2:", "Mars/Base"),
            "nonsense: 1\n": (":1:", "nonsense"),
            "users: [\n": (":",),
            "customFields:\n  - {id: 9, name: A, type: 18}\n": (":2:", "type"),
            "tasks:\n  - {id: 500, name: A, parent: {id: 501}}\n"
            "  - {id: 501, name: B, parent: {id: 500}}\n": (
                ":",
            ),
            "users:\n  - {id: 1, name: A}\n  - {id: 1, name: B}\n": (":3:",),
        }
        for text, parts in wrong.items():
            path = self.write("wrong.yaml", text)
            self.refused(["account", "apply", "--data", self.data, path], path, *parts)
        printed = server.must(["account", "apply", "--data", self.data, self.path("dump.yaml")])
        assert printed.startswith("0 added, 0 changed"), printed

    def test_a_folder_without_an_account_is_refused(self):
        for words in (["serve"], ["account", "dump"], ["token", "list"]):
            self.refused([*words, "--data", self.path("nothing")], "no account")

    # Tokens.

    def test_tokens_are_listed_without_their_texts(self):
        text = re.search(
            r"ps_\S+",
            server.must(
                [
                    "token",
                    "create",
                    "--data",
                    self.data,
                    "--person",
                    "user:1",
                    "--scopes",
                    "task_readonly,task_add",
                    "--name",
                    "Сайт",
                    "--per-second",
                    "0",
                    "--per-day",
                    "50",
                ]
            ),
        ).group(0)
        listed = server.must(["token", "list", "--data", self.data])
        assert "Сайт" in listed and "task_readonly" in listed and "user:1" in listed, listed
        assert "any number a second, 50 a day" in listed, listed
        assert text not in listed
        for folder, _, names in os.walk(self.data):
            for name in names:
                with open(os.path.join(folder, name), "rb") as content:
                    assert text.encode() not in content.read(), f"{name} holds the token"

    def test_tokens_that_make_no_sense_are_refused(self):
        create = ["token", "create", "--data", self.data]
        self.refused(create, "person")
        self.refused([*create, "--person", "user:99999"], "99999")
        self.refused([*create, "--person", "5"], "person")
        self.refused([*create, "--person", "user:1", "--scopes", "everything"], "everything")
        self.refused([*create, "--person", "user:1", "--expires", "31-02-2027"], "31-02-2027")
        self.refused(["token", "revoke", "--data", self.data, "99999"], "99999")

    # The log of changes.

    def test_a_file_is_logged_unless_it_is_to_be_silent(self):
        for number, options in ((900, []), (901, ["--silent"])):
            path = self.write("group.yaml", f"contactGroups:\n  - {{id: {number}, name: Heard}}\n")
            server.must(["account", "apply", "--data", self.data, path, *options])
            line = json.loads(server.must(["log", "--data", self.data, "--last", "1"]))
            assert (line["operation"], line["object"]) == ("account-apply", "contactGroup:900"), line

    def test_the_log_is_printed_by_object_and_by_token(self):
        robot = server.must(["token", "create", "--data", self.data, "--person", "user:2"])
        text = re.search(r"ps_\S+", robot).group(0)
        listed = server.must(["token", "list", "--data", self.data])
        number = [row.split()[0] for row in listed.split("\n") if "user:2" in row][-1]
        process, ports = self.serve()
        try:
            address = f"http://127.0.0.1:{ports['http']}/rest/task/"
            made = json.load(urllib.request.urlopen(self.request(address, text, "a"), timeout=30))
            change = self.request(f"{address}{made['id']}", text, "b")
            urllib.request.urlopen(change, timeout=30).close()
        finally:
            self.end(process)
        by_object = ["--object", f"task:{made['id']}"]
        for options in (by_object, ["--token", number], [*by_object, "--token", number]):
            printed = server.must(["log", "--data", self.data, *options]).strip().split("\n")
            rows = [json.loads(row) for row in printed]
            assert [row["action"] for row in rows] == ["Changed", "Created"], printed
            change = {"field": "name", "oldValue": "a", "newValue": "b"}
            assert rows[0]["changes"] == [change], printed
        one = server.must(["log", "--data", self.data, *by_object, "--last", "1"])
        assert len(one.strip().split("\n")) == 1, one
        assert server.must(["log", "--data", self.data, "--token", "9999"]) == ""
        self.refused(["log", "--data", self.data, "--object", "dream:5"], "object")

    @staticmethod
    def request(address, token, name):
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        return urllib.request.Request(address, json.dumps({"name": name}).encode(), headers)

    # Options.

    def test_help_and_version(self):
        assert re.fullmatch(r"planstead \d+\.\d+\.\d+.*\n", server.must(["version"]))
        for words in (
            [],
            ["serve"],
            ["demo"],
            ["account", "create"],
            ["account", "apply"],
            ["account", "dump"],
            ["token", "create"],
            ["token", "list"],
            ["token", "revoke"],
            ["log"],
            ["version"],
        ):
            assert "usage" in server.must([*words, "--help"]), words

    def test_options_that_make_no_sense_are_refused(self):
        self.refused(["nonsense"], "nonsense")
        self.refused(["serve", "--nonsense"], "nonsense")
        self.refused(["serve", "--threads", "many"], "threads", "many")
        self.refused(["serve", "--data", self.data, "--listen-http", "0.0.0.0:0"], "plain")
        self.refused(
            ["serve", "--data", self.data, "--config", self.write("o.yaml", "a: 1\nnope: 2\n")],
            "o.yaml:1",
        )
        self.refused(
            ["serve", "--data", self.data, "--config", self.path("absent.yaml")], "absent.yaml"
        )

    # Serving.

    def serve(self, *options):
        """A server with everything on; answers (process, addresses)."""
        log = open(self.path("log"), "wb")
        process = subprocess.Popen(
            [
                server.BINARY,
                "serve",
                "--data",
                self.data,
                "--listen-http",
                "127.0.0.1:0",
                "--listen-https",
                "127.0.0.1:0",
                "--metrics-port",
                "0",
                *options,
            ],
            stdout=log,
            stderr=subprocess.STDOUT,
            env=server.environment(),
        )
        log.close()
        end = time.monotonic() + server.START_SECONDS
        while time.monotonic() < end and process.poll() is None:
            text = self.log()
            ports = {
                name: re.search(pattern, text)
                for name, pattern in (
                    ("https", r"https://127\.0\.0\.1:(\d+)"),
                    ("http", r"http://127\.0\.0\.1:(\d+)/rest"),
                    ("metrics", r"http://127\.0\.0\.1:(\d+)/metrics"),
                )
            }
            if all(ports.values()):
                return process, {name: int(found.group(1)) for name, found in ports.items()}
            time.sleep(0.02)  # tidy: waits for another process
        process.kill()
        raise report.Failure(f"the server did not start:\n{self.log()}")

    def log(self):
        with open(self.path("log"), encoding="utf-8", errors="replace") as text:
            return text.read()

    def end(self, process):
        process.send_signal(signal.SIGTERM)
        code = process.wait(timeout=60)
        assert code == 0 and not server.SANITIZER.search(self.log()), (code, self.log()[-3000:])

    @staticmethod
    def ping(port, version):
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        context.minimum_version = context.maximum_version = version
        connection = http.client.HTTPSConnection("127.0.0.1", port, context=context, timeout=30)
        connection.request("GET", "/rest/ping")
        answer = connection.getresponse()
        body, certificate = json.loads(answer.read()), connection.sock.getpeercert(True)
        connection.close()
        assert (answer.status, body["code"]) == (401, 1), body
        return certificate

    def test_https_health_and_metrics(self):
        process, ports = self.serve()
        try:
            for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
                certificate = self.ping(ports["https"], version)
            process.send_signal(signal.SIGHUP)
            assert self.ping(ports["https"], ssl.TLSVersion.TLSv1_3) == certificate
            base = f"http://127.0.0.1:{ports['metrics']}"
            with urllib.request.urlopen(base + "/healthz", timeout=30) as answer:
                assert answer.status == 200
            with urllib.request.urlopen(base + "/metrics", timeout=30) as answer:
                text = answer.read().decode()
            assert re.search(r"^# TYPE \w+ counter$", text, re.M), text[:500]
            for line in text.strip().split("\n"):
                assert re.match(r"# |[a-z_:]+(\{[^}]*\})? [-+0-9.eInf]+$", line), line
        finally:
            self.end(process)

    def test_log_lines_are_json_where_asked_for_and_hold_no_token(self):
        process, ports = self.serve("--log-format", "json", "--log-level", "debug")
        address = f"http://127.0.0.1:{ports['http']}/rest/ping?access_token=ps_secret"
        try:
            urllib.request.urlopen(address, timeout=30)
        except urllib.error.HTTPError as error:
            assert error.code == 401 and error.headers["X-Request-Id"]
        self.end(process)
        lines = [line for line in self.log().split("\n") if line.startswith("{")]
        assert lines and all(json.loads(line) for line in lines)
        assert "ps_secret" not in self.log()
        assert any("/rest/ping" in line for line in lines), lines

    def test_two_servers_on_one_folder_are_refused(self):
        process, _ = self.serve()
        try:
            self.refused(
                [
                    "serve",
                    "--data",
                    self.data,
                    "--listen-http",
                    "127.0.0.1:0",
                    "--listen-https",
                    "off",
                    "--metrics-port",
                    "-1",
                ]
            )
        finally:
            self.end(process)


def main():
    outcome = report.Report("commands")
    suite = Suite()
    for name in [name for name in Suite.__dict__ if name.startswith("test_")]:
        outcome.run(name[5:].replace("_", " "), getattr(suite, name))
    suite.root.cleanup()
    return outcome.close()


if __name__ == "__main__":
    sys.exit(main())
