#!/usr/bin/env python3
"""Two at once: what many clients change at a time, and what a kill -9 finds half done, is applied
once, in order. tests/parallel.py [--clients N] [--seconds N] [--kills N]."""

import argparse
import datetime
import http.client
import itertools
import os
import random
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import faults, report, server  # noqa: E402  (the path comes first)

NOW = "2026-03-02 09:00"
FIRST_END = datetime.datetime(2027, 1, 1)
TASKS = 10
PATIENCE_SECONDS = 60


def end_of(number):
    """An end that no other change sets: the minute tells the change."""
    moment = FIRST_END + datetime.timedelta(minutes=number)
    return {"date": moment.strftime("%d-%m-%Y"), "time": moment.strftime("%H:%M")}


def number_of(end):
    moment = datetime.datetime.strptime(f"{end['date']} {end['time']}", "%d-%m-%Y %H:%M")
    return int((moment - FIRST_END).total_seconds()) // 60


class Suite:
    def __init__(self, arguments):
        self.arguments = arguments
        self.folder = server.Folder.of(server.fixture("company.yaml"), server.utc_seconds(NOW))
        self.token = self.folder.token("user:2")
        self.server = server.Server(self.folder)
        self.random = random.Random(11)

    def client(self):
        return self.server.client(self.token)

    def task(self, client):
        return client.post("/task/", {"name": "спор", "endDateTime": end_of(0)})["id"]

    @staticmethod
    def hold(client, task):
        return client.post("/planstead/lease", {"task": {"id": task}, "seconds": 3600})["id"]

    @staticmethod
    def release(client, lease):
        answer = client.request("DELETE", f"/planstead/lease/{lease}")
        if answer.status != 200:
            raise report.Failure(f"release: {answer}")

    @staticmethod
    def recorded(client, task):
        """(old, new) of each change of the task's end, in order, as the log of changes has them."""
        entries = []
        while page := client.get(
            f"/planstead/log?object=task:{task}&fields=id,changes"
            f"&pageSize=100&offset={len(entries)}"
        )["entries"]:
            entries += page
        ids = [entry["id"] for entry in entries]
        if ids != sorted(set(ids), reverse=True):
            raise report.Failure(f"task {task}: the log is not in order")
        return [
            (number_of(change["oldValue"]), number_of(change["newValue"]))
            for entry in reversed(entries)
            for change in entry["changes"]
            if change["field"] == "endDateTime"
        ]

    @staticmethod
    def wait_until_all_is_applied(client):
        """Answers all that has waited."""
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            changes, offset = [], 0
            while page := client.get(f"/planstead/changes?pageSize=100&offset={offset}")["changes"]:
                changes += page
                offset += 100
            failed = [change for change in changes if change["state"] == "failed"]
            if failed:
                raise report.Failure(f"failed: {failed[0]}")
            if all(change["state"] == "applied" for change in changes):
                return changes
            time.sleep(0.05)  # tidy: waits for another process
        raise report.Failure("changes wait for ever")

    def check_chain(self, client, task, numbers=None):
        """Each change once, each from what the one before it left, the last one there to see."""
        chain = self.recorded(client, task)
        found = [new for _, new in chain]
        if numbers is not None and found != numbers:
            raise report.Failure(f"task {task}: {found} is not {numbers}")
        if len(set(found)) != len(found):
            raise report.Failure(f"task {task}: a change was applied twice: {found}")
        for (_, new), (old, _) in zip(chain, chain[1:]):
            if new != old:
                raise report.Failure(f"task {task}: {chain} is no chain")
        now = client.get(f"/task/{task}?fields=endDateTime")["task"]["endDateTime"]
        if number_of(now) != (found[-1] if found else 0):
            raise report.Failure(f"task {task}: ends at {now}, the last change was {found[-1]}")
        return found

    def ten_waiting_changes_outlive_a_kill(self):
        client = self.client()
        task = self.task(client)
        lease = self.hold(client, task)
        for number in range(1, 11):
            answer = client.request("POST", f"/task/{task}", {"endDateTime": end_of(number)})
            if answer.status != 202 or not answer.header("Planstead-Change"):
                raise report.Failure(f"a change of a held task: {answer}")
        self.server.kill()
        self.server.start()
        client = self.client()
        self.wait_until_all_is_applied(client)
        self.check_chain(client, task, list(range(1, 11)))
        again = self.hold(client, task)
        if again <= lease:
            raise report.Failure(f"the lease {lease} is given again as {again}")
        self.release(client, again)

    def a_kill_while_changes_are_carried_out(self):
        """The blow falls somewhere among them; new changes come before and after it."""
        client = self.client()
        task = self.task(client)
        lease = self.hold(client, task)
        count = 40
        for number in range(1, count + 1):
            client.post(f"/task/{task}", {"endDateTime": end_of(number)})
        self.release(client, lease)
        for _ in range(self.random.randint(0, 10)):
            client.get("/ping")
        self.server.kill()
        self.server.start()
        client = self.client()
        client.post(f"/task/{task}", {"endDateTime": end_of(count + 1)})
        self.wait_until_all_is_applied(client)
        self.check_chain(client, task, list(range(1, count + 2)))

    def a_repeated_create_after_a_kill_makes_one_task(self):
        """Nobody knows whether the last request was carried out: with a key it may be repeated."""
        client, sent = self.client(), []

        def create():
            try:
                while True:
                    sent.append(f"ключ {len(sent)} {client.port}")
                    client.request("POST", "/task/", {"name": sent[-1]}, headers=self.key(sent[-1]))
            except (OSError, http.client.HTTPException):
                return  # the server is gone, as planned

        thread = threading.Thread(target=create, daemon=True)
        thread.start()
        wanted = self.random.randint(1, 30)
        while len(sent) < wanted:
            time.sleep(0.001)  # tidy: waits for another process
        self.server.kill()
        thread.join()
        self.server.start()
        client = self.client()
        for name in sent[-3:]:
            answer = client.request("POST", "/task/", {"name": name}, headers=self.key(name))
            if answer.status != 201:
                raise report.Failure(f"a repeated create: {answer}")
            rows = client.post(
                "/task/list",
                {"fields": "id", "filters": [{"type": 8, "operator": "equal", "value": name}]},
            )["tasks"]
            if rows != [{"id": answer.json["id"]}]:
                raise report.Failure(f"{name}: {rows} is not the one task of {answer}")

    @staticmethod
    def key(name):
        return {"Idempotency-Key": name.replace("ключ", "key").replace(" ", "-")}

    def many_clients_change_few_tasks(self):
        client = self.client()
        tasks = [self.task(client) for _ in range(TASKS)]
        answered = {task: [] for task in tasks}
        lock, wrong, over = threading.Lock(), [], threading.Event()
        numbers, end = itertools.count(1), time.monotonic() + self.arguments.seconds

        def change(own):
            mine, chooser = self.client(), random.Random(own)
            while time.monotonic() < end:
                task, number = chooser.choice(tasks), next(numbers)
                mine.post(f"/task/{task}", {"endDateTime": end_of(number)})
                with lock:
                    answered[task].append(number)

        def hold_now_and_then():
            mine, chooser = self.client(), random.Random(0)
            while not over.is_set():
                self.release(mine, self.hold(mine, chooser.choice(tasks)))

        def guarded(work, *arguments):
            try:
                work(*arguments)
            except Exception as error:  # reported by the test's own thread
                wrong.append(error)

        holder = threading.Thread(target=guarded, args=(hold_now_and_then,))
        crowd = [
            threading.Thread(target=guarded, args=(change, own))
            for own in range(self.arguments.clients)
        ]
        for thread in [holder, *crowd]:
            thread.start()
        for thread in crowd:
            thread.join()
        over.set()
        holder.join()
        if wrong:
            raise wrong[0]
        waited = self.wait_until_all_is_applied(client)
        if not any(change["task"]["id"] in tasks for change in waited):
            raise report.Failure("no change met a lease")
        for task in tasks:
            found = self.check_chain(client, task)
            if sorted(found) != sorted(answered[task]):
                lost = set(answered[task]) ^ set(found)
                raise report.Failure(f"task {task}: answered or logged, not both: {lost}")
        count = sum(map(len, answered.values()))
        print(f"{count} changes by {self.arguments.clients} clients, {len(waited)} of them waited")

    def of_two_at_once_one_waits(self):
        """Acceptance check 1. That the database is locked holds the writer while all of them come;
        its end lets it go on. No time is waited for."""
        folder = server.Folder.of(server.fixture("company.yaml"), server.utc_seconds(NOW))
        token = folder.token("user:2")
        running = server.Server(folder, ["--busy-grace-ms", "0", "--metrics-port", "0"])
        client = running.client(token)
        task, other, keyed = self.task(client), self.task(client), self.task(client)
        people = {"contacts": [{"name": "Jane", "email": "jane@example.org"}]}
        sent = (
            (f"/task/{task}", {"name": "first"}, 200),
            (f"/task/{task}", {"name": "second"}, 202),
            (f"/task/{other}", {"name": "beside"}, 200),
            ("/contact/import", people, 201),
            ("/contact/3", {"name": "behind"}, 202),
            (f"/task/{task}/comments/", {"description": "said"}, 201),
            (f"/task/{keyed}", {"name": "once"}, 200),
            (f"/task/{keyed}", {"name": "once"}, 200),  # the same request: it gets that answer
        )
        answers, threads, lock = {}, [], faults.LockedDatabase()

        def ask(number, path, body):
            headers = self.key(body["name"]) if body.get("name") == "once" else {}
            answers[number] = running.client(token).request("POST", path, body, headers=headers)

        lock.begin(running)
        for number, (path, body, _) in enumerate(sent):
            threads.append(threading.Thread(target=ask, args=(number, path, body)))
            threads[-1].start()
            end = time.monotonic() + PATIENCE_SECONDS
            while running.metric("planstead_writes_waiting") <= number:
                if time.monotonic() > end:
                    raise report.Failure(f"{path} never came to the writer")
                time.sleep(0.001)  # tidy: waits for another process
        lock.end(running)
        for thread in threads:
            thread.join()
        found = [answers[number].status for number in range(len(sent))]
        if found != [status for _, _, status in sent]:
            raise report.Failure(f"{found}: {[str(answer) for answer in answers.values()]}")
        if answers[len(sent) - 1].header("Idempotency-Replayed") != "true":
            raise report.Failure("the second of two twins was carried out")
        self.wait_until_all_is_applied(client)
        names = [client.get(f"/task/{id}?fields=name")["task"]["name"] for id in (task, other)]
        names.append(client.get("/contact/3?fields=name")["contact"]["name"])
        if names != ["second", "beside", "behind"]:
            raise report.Failure(f"in the end: {names}")
        running.stop()
        folder.remove()


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--clients", type=int, default=64)
    options.add_argument("--seconds", type=float, default=10)
    options.add_argument("--kills", type=int, default=10)
    arguments = options.parse_args()
    outcome = report.Report("parallel")
    suite = Suite(arguments)
    outcome.run("of two at once one waits", suite.of_two_at_once_one_waits)
    outcome.run("ten waiting changes outlive a kill", suite.ten_waiting_changes_outlive_a_kill)
    for index in range(arguments.kills):
        outcome.run(f"kill {index} among changes", suite.a_kill_while_changes_are_carried_out)
        outcome.run(
            f"kill {index} among keys", suite.a_repeated_create_after_a_kill_makes_one_task
        )
    outcome.run("many clients change few tasks", suite.many_clients_change_few_tasks)
    return server.finish(outcome, suite.server, suite.folder)


if __name__ == "__main__":
    sys.exit(main())
