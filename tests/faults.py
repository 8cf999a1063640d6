#!/usr/bin/env python3
"""Tokens and persons that stop being valid, and a disk or a database that stops working: clear
answers, nothing half done, and everything goes on by itself when the cause is gone."""

import os
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import faults, report, server  # noqa: E402  (the path comes first)

NOW = "2026-03-02 09:00"
LOOKS = 1800
BOUNDARY = "xyzzy"
LARGE = b"x" * 2_000_000
FORM = (
    f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\n\r\n'.encode()
    + LARGE
    + f"\r\n--{BOUNDARY}--\r\n".encode()
)
PEOPLE = {"contacts": [{"name": "half", "email": f"half{i}@example.org"} for i in range(20)]}


def check(condition, said):
    if not condition:
        raise report.Failure(str(said))


def eventually(holds, what):
    """For what the server notices or mends by itself, at its next beat. Looks are counted, not
    seconds: a machine that stands still for a while holds up the server as well."""
    for _ in range(LOOKS):
        if holds():
            return
        time.sleep(0.05)  # tidy: waits for another process
    raise report.Failure(f"never came: {what}")


class Scene:
    """A server, whom its tests ask, and what they find before the fault."""

    def __init__(self, fault=None):
        self.folder = server.Folder.of(server.fixture("company.yaml"), server.utc_seconds(NOW))
        self.tokens = {name: self.folder.token(f"user:{id}") for name, id in PERSONS.items()}
        self.fault = fault(self.folder) if fault else None
        self.server = server.Server(self.folder)

    def client(self, name="robot"):
        return self.server.client(self.tokens[name])

    def end(self):
        self.server.stop()
        if self.fault:
            self.fault.remove()
        self.folder.remove()


PERSONS = {"anna": 1, "robot": 2, "boris": 3, "clara": 4}


# Tokens and persons.


class Tokens:
    def __init__(self):
        self.scene = Scene()
        self.folder = self.scene.folder
        self.robot = self.scene.client()

    @staticmethod
    def ask(client):
        answer = client.request("GET", "/user/user:1")
        return answer.status, answer.json.get("code")

    def is_kept(self, client, acts):
        """One connection sees both what was before and what is after."""
        check(self.ask(client) == (200, None), "no access before")
        wire = client._connection.sock.getsockname()
        acts()
        outcome = self.ask(client)
        check(client._connection is None or client._connection.sock.getsockname() == wire, "anew")
        return outcome

    def forged(self):
        real = self.scene.tokens["boris"]
        last = "a" if real[-1] != "a" else "b"
        for text in (real[:-1] + last, real[:-1], real + "a", real.upper(), "ps_", "x" * 5000):
            outcome = self.ask(self.scene.server.client(text))
            check(outcome == (401, 1), (text[:50], outcome))
        check(self.ask(self.scene.client("boris")) == (200, None), "the real one")

    def expired(self):
        text = self.folder.token("user:3", expires="2026-03-02T10:00Z")
        later = server.utc_seconds("2026-03-02 10:00")
        client = self.scene.server.client(text)
        eventually(lambda: self.ask(client)[0] == 200, "the new token")
        check(self.is_kept(client, lambda: self.folder.set_clock(later)) == (401, 2), "expired")
        self.folder.set_clock(server.utc_seconds(NOW))

    def revoked(self):
        text = self.folder.token("user:3")
        client = self.scene.server.client(text)
        eventually(lambda: self.ask(client)[0] == 200, "the new token")
        listed = server.must(["token", "list", "--data", self.folder.data])
        number = max(int(line.split()[0]) for line in listed.splitlines() if line[:1].isdigit())
        server.must(["token", "revoke", "--data", self.folder.data, str(number)])
        eventually(lambda: self.ask(client) == (401, 2), "the revocation")

    def person(self, body, back):
        """Out with the very next request, and back with the one after."""
        boris = self.scene.client("boris")
        out = self.is_kept(boris, lambda: self.robot.post("/user/user:3", body))
        check(out == (403, 16), (body, out))
        answer = boris.request("POST", "/task/", {"name": "no more"})
        check((answer.status, answer.json["code"]) == (403, 16), answer)
        self.robot.post("/user/user:3", back)
        check(self.ask(boris) == (200, None), "back again")

    def dismissed(self):
        self.person({"status": "Inactive"}, {"status": "Active"})

    def without_access(self):
        self.person({"role": "UserWithoutAccess"}, {"role": "User", "status": "Active"})

    def deleted(self):
        self.person({"isDeleted": True}, {"isDeleted": False, "status": "Active"})

    def dismissed_while_a_change_waits(self):
        task, lease = self.held({"assigner": {"id": "user:3"}})
        change = self.queue("boris", task, {"name": "too late"})
        self.robot.post("/user/user:3", {"status": "Inactive"})
        self.release(lease)
        self.ends(change, "failed", 16)
        self.robot.post("/user/user:3", {"status": "Active"})
        check(self.name_of(task) == "kept", "it was changed")

    def rights_that_go_while_a_change_waits(self):
        task, lease = self.held({"assigner": {"id": "user:3"}})
        first = self.queue("boris", task, {"name": "by boris", "priority": "Urgent"})
        second = self.queue("robot", task, {"name": "by robot"})
        taken = self.robot.request(
            "POST",
            f"/task/{task}",
            {"assigner": {"id": "user:1"}},
            headers={"Planstead-Lease": str(lease)},
        )
        check(taken.status == 200, taken)
        self.release(lease)
        self.ends(first, "failed", None)
        self.ends(second, "applied", None)
        row = self.robot.get(f"/task/{task}?fields=name,priority")["task"]
        check((row["name"], row["priority"]) == ("by robot", "NotUrgent"), row)
        told = [line for line in self.scene.server.log().splitlines() if "change failed" in line]
        check(any(f"change={first}" in line and "error=" in line for line in told), told)

    def held(self, more):
        task = self.robot.post("/task/", {"name": "kept", **more})["id"]
        lease = self.robot.post("/planstead/lease", {"task": {"id": task}, "seconds": 3600})["id"]
        return task, lease

    def queue(self, name, task, body):
        answer = self.scene.client(name).request("POST", f"/task/{task}", body)
        check(answer.status == 202, answer)
        return int(answer.header("Planstead-Change"))

    def release(self, lease):
        answer = self.robot.request("DELETE", f"/planstead/lease/{lease}")
        check(answer.status == 200, answer)

    def ends(self, change, state, code):
        row = {}

        def has_ended():
            row.update(self.robot.get(f"/planstead/change/{change}")["change"])
            return row["state"] != "waiting"

        eventually(has_ended, f"the end of change {change}")
        check(row["state"] == state, row)
        check(state == "applied" or row["error"], row)
        check(code is None or row["code"] == code, row)

    def name_of(self, task):
        return self.robot.get(f"/task/{task}?fields=name")["task"]["name"]


# Disk and database.


def serving(folder):
    """The words of a further server on the folder."""
    return [
        *("serve", "--data", folder.data, "--listen-http", "127.0.0.1:0"),
        *("--listen-https", "off", "--metrics-port", "-1"),
    ]


def refused(words, *parts):
    """The command ends with one line that holds one of the parts."""
    code, printed = server.command(words)
    check(code == 1 and len(printed.strip().splitlines()) == 1, (code, printed))
    check(any(part in printed for part in parts), printed)


class Broken:
    """One fault, from before it to after it."""

    def __init__(self, fault):
        self.scene = Scene(fault)
        self.server, self.folder = self.scene.server, self.scene.folder
        client = self.scene.client()
        self.task = client.post("/task/", {"name": "kept"})["id"]
        self.held = client.post("/task/", {"name": "kept"})["id"]
        client.post("/planstead/lease", {"task": {"id": self.held}, "seconds": 3600})
        answer = client.request("POST", f"/task/{self.held}", {"description": "waited"})
        check(answer.status == 202, answer)
        self.before = self.seen(client)

    def run(self):
        try:
            self.pass_through()
        except Exception as error:
            raise report.Failure(f"{error}\nlog: {self.server.log()[-2000:]}") from error

    def pass_through(self):
        self.scene.fault.begin(self.server)
        try:
            self.writes_are_refused()
            self.reads_go_on()
            self.what_waits_goes_on_waiting()
        finally:
            self.scene.fault.end(self.server)
        self.what_commands_do_is_noticed()
        self.nothing_is_half_done()
        self.writes_work_again()
        self.scene.end()

    def writes(self):
        """(name, method, path, body, headers) of what is tried under the fault and after it."""
        form = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
        rows = (
            ("create", "/task/", {"name": "half"}, {}),
            ("update", f"/task/{self.task}", {"name": "half"}, {}),
            ("queue", f"/task/{self.held}", {"name": "half"}, {}),
            ("comment", f"/task/{self.task}/comments/", {"description": "half"}, {}),
            ("entry", "/directory/1/entry", {"name": "half"}, {}),
            ("import", "/contact/import", PEOPLE, {}),
            ("upload", "/file/", FORM, form),
            ("dismissal", "/user/user:4", {"status": "Inactive"}, {}),
        )
        return [(name, path, body, {"Idempotency-Key": name, **more}) for name, path, body, more in rows]

    def ask_all(self):
        """All at once, as clients do."""
        answers, wrong = {}, []

        def ask(name, path, body, headers):
            try:
                client = self.scene.client()
                client.expects_faults = True
                answers[name] = client.request("POST", path, body, headers=headers)
            except Exception as error:  # reported by the test's own thread
                wrong.append(f"{name}: {error}")

        self.scene.client()  # reads our OpenAPI file before the threads do
        threads = [threading.Thread(target=ask, args=row) for row in self.writes()]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        check(not wrong, wrong)
        return answers

    def writes_are_refused(self):
        for name, answer in self.ask_all().items():
            check(answer.status == 503, f"{name}: {answer}")
            said = answer.json["code"] == 0 and "nothing was changed" in answer.json["error"]
            check(said and answer.header("Retry-After") == "1", f"{name}: {answer}")

    def reads_go_on(self):
        for name in ("robot", "clara"):
            client = self.scene.client(name)
            client.get("/ping" if name == "robot" else "/user/user:4")
            client.post("/task/list", {"fields": "id,name", "pageSize": 100, "offset": 0})
        check(self.seen(self.scene.client()) == self.before, "reads changed under the fault")

    def what_waits_goes_on_waiting(self):
        """Its lease ends, and the server tries in vain."""
        before = self.server.log().count(" clock ")
        self.folder.set_clock(self.folder.now + 7200)
        if not isinstance(self.scene.fault, faults.ShortFiles):  # which keeps the log short, too
            eventually(lambda: self.server.log().count(" clock ") > before, "a try in vain")
        changes = self.scene.client().get("/planstead/changes")["changes"]
        check([change["state"] for change in changes] == ["waiting"], changes)

    def what_commands_do_is_noticed(self):
        """Also right behind a change of the same kind that could not be committed."""
        clara = self.scene.client("clara")
        for status, answer in (("Inactive", 403), ("Active", 200)):
            path = os.path.join(self.folder.root, "clara.yaml")
            with open(path, "w", encoding="utf-8") as out:
                out.write(f"users:\n  - {{id: 4, name: Clara, status: {status}}}\n")
            server.must(["account", "apply", "--data", self.folder.data, path])
            eventually(
                lambda: clara.request("GET", "/user/user:4").status == answer,
                f"Clara is {status}",
            )

    def nothing_is_half_done(self):
        client = self.scene.client()
        waited = lambda: client.get(f"/task/{self.held}?fields=description")["task"]
        eventually(lambda: waited()["description"] == "waited", "the change that waited")
        now = self.seen(client)
        check(now["changes"] == [(1, "applied")], now)
        self.before.pop("changes")
        now.pop("changes")
        check(now == self.before, (now, self.before))
        eventually(lambda: self.contents() == (0, 0), f"no content is left: {self.contents()}")
        self.scene.client("clara").get("/user/user:4")

    def seen(self, client):
        """What the writes would change."""
        path = {"fields": "id,name", "pageSize": 100, "offset": 0}
        comments = client.post(f"/task/{self.task}/comments/list", {**path, "fields": "id,description"})
        return {
            # Without what the clock makes of a recurring template.
            "tasks": [
                task
                for task in client.post("/task/list", path)["tasks"]
                if task["name"] != "Daily report"
            ],
            "contacts": client.post("/contact/list", path)["contacts"],
            "entries": client.post("/directory/1/entry/list", {**path, "fields": "key,name"})[
                "directoryEntries"
            ],
            "comments": comments["comments"],
            "changes": [
                (change["id"], change["state"])
                for change in client.get("/planstead/changes")["changes"]
            ],
        }

    def contents(self):
        kept = arriving = 0
        for folder, _, names in os.walk(os.path.join(self.folder.data, "files")):
            if folder.endswith("incoming"):
                arriving += len(names)
            else:
                kept += len(names)
        return kept, arriving

    def writes_work_again(self):
        """The keys are free, as nothing was carried out."""
        for name, answer in self.ask_all().items():
            check(answer.status in (200, 201, 202), f"{name}: {answer}")
            check(not answer.header("Idempotency-Replayed"), f"{name}: {answer}")
        check(self.contents() == (1, 0), self.contents())
        client = self.scene.client()
        name_of = lambda: client.get(f"/task/{self.held}?fields=name")["task"]["name"]
        eventually(lambda: name_of() == "half", "the last change")
        gone = self.scene.client("clara").request("GET", "/user/user:4")
        check((gone.status, gone.json["code"]) == (403, 16), gone)
        for name, answer in self.ask_all().items():
            check(answer.header("Idempotency-Replayed") == "true", f"{name}: {answer}")


def full_disk():
    Broken(lambda folder: faults.FullDisk(folder.data)).run()


def files_that_may_not_grow():
    Broken(lambda _: faults.ShortFiles()).run()


def locked_database():
    Broken(lambda _: faults.LockedDatabase()).run()


def read_only_disk():
    """No server begins on it, no command changes it, and each says so in one line."""
    scene = Scene(lambda folder: faults.FullDisk(folder.data))
    scene.server.stop()
    scene.fault.read_only()
    try:
        refused(serving(scene.folder), "Read-only", "read-only")
        make = ["token", "create", "--data", scene.folder.data, "--person", "user:2"]
        refused(make, "read-only")
    finally:
        scene.fault.writable()
    scene.server.start()
    scene.client().post("/task/", {"name": "well again"})
    scene.end()


def disk_that_becomes_read_only():
    """What needs a new file is refused; the server goes on, and takes files when it may again."""
    scene = Scene(lambda folder: faults.ReadOnlyView(folder.data))
    client = scene.client()
    client.expects_faults = True
    kind = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    upload = lambda: client.request("POST", "/file/", FORM, headers=kind)
    scene.fault.begin(scene.server)
    try:
        answer = upload()
        check((answer.status, answer.json["code"]) == (503, 0), answer)
        client.post("/task/list", {"fields": "id", "pageSize": 10, "offset": 0})
        tried = client.request("POST", "/task/", {"name": "x"}).status
        check(tried in (201, 503), tried)  # as the open database is taken to be
    finally:
        scene.fault.end(scene.server)
    check(upload().status == 200, "an upload when it is over")
    client.post("/task/", {"name": "well again"})
    scene.end()


def start_on_a_full_disk():
    scene = Scene(lambda folder: faults.FullDisk(folder.data))
    scene.server.stop()
    scene.fault.begin(scene.server)
    try:
        refused(serving(scene.folder), "No space left")
    finally:
        scene.fault.end(scene.server)
    scene.server.start()
    scene.client().post("/task/", {"name": "well again"})
    scene.end()


def second_server():
    """It is told at once who serves, also where the database is locked; the first goes on."""
    scene = Scene(lambda _: faults.LockedDatabase())
    refused(serving(scene.folder), "another server serves")
    scene.fault.begin(scene.server)
    try:
        refused(serving(scene.folder), "another server serves")
        make = ["token", "create", "--data", scene.folder.data, "--person", "user:2"]
        refused(make, "locked")
    finally:
        scene.fault.end(scene.server)
    scene.client().post("/task/", {"name": "still here"})
    scene.end()


def main():
    faults.own_mounts()
    outcome = report.Report("faults")
    tokens = Tokens()
    outcome.run("forged tokens", tokens.forged)
    outcome.run("an expired token", tokens.expired)
    outcome.run("a revoked token", tokens.revoked)
    outcome.run("a person who is dismissed", tokens.dismissed)
    outcome.run("a person who loses access", tokens.without_access)
    outcome.run("a person who is deleted", tokens.deleted)
    outcome.run("dismissed while a change waits", tokens.dismissed_while_a_change_waits)
    outcome.run("rights that go while a change waits", tokens.rights_that_go_while_a_change_waits)
    outcome.run("the server of tokens ends in order", tokens.scene.end)
    outcome.run("a full disk", full_disk)
    outcome.run("files that may not grow", files_that_may_not_grow)
    outcome.run("a locked database", locked_database)
    outcome.run("a read-only disk", read_only_disk)
    outcome.run("a disk that becomes read-only", disk_that_becomes_read_only)
    outcome.run("a start on a full disk", start_on_a_full_disk)
    outcome.run("a second server", second_server)
    server.Folder.remove_prepared()
    return outcome.close()


if __name__ == "__main__":
    sys.exit(main())
