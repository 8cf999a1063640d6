#!/usr/bin/env python3
"""`silent=true` over every operation that changes something, from one table: the change happens,
the log, the feed and the notifications say nothing; without it the log speaks. An operation that
the table lacks fails the suite."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import report, server  # noqa: E402  (the path comes first)

MOMENT = server.utc_seconds("2026-03-02 09:00")
BORIS = {"users": [{"id": "user:3"}]}
ENTRY = "customFieldData"
FORM = (
    b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n%s\r\n--b--\r\n'
)
# What is not written, or cannot be: marks of one's own, a server that is not there.
LEFT_OUT = {
    "planstead-notifications-read",
    "post-file-upload-by-url",
    "post-planstead-lease",  # leases are no changes of rows
    "delete-planstead-lease",
}

# operation: (path, body); `{key}` in either is what `made` below made for this one time, and `N` in
# a text is a number that never comes twice.
TABLE = {
    "post-task": ("/task/", {"name": "N", "description": "x", "assignees": BORIS}),
    "post-task-by-id": ("/task/{task}", {"name": "N", "assignees": BORIS, "status": {"id": 2}}),
    "post-checklist-item": ("/task/{task}/checklist/", {"name": "N"}),
    "post-checklist-item-by-id": ("/task/{task}/checklist/{item}", {"isDone": True}),
    "post-contact": ("/contact/", {"name": "N", "template": {"id": "{template}"}}),
    "post-contact-import": ("/contact/import", {"contacts": [{"name": "N", "email": "N@x.org"}]}),
    "post-contact-by-id": ("/contact/{contact}", {"name": "N"}),
    "post-project": ("/project/", {"name": "N"}),
    "post-project-by-id": ("/project/{project}", {"name": "N"}),
    "post-add-directory-entry": ("/directory/1/entry/", {ENTRY: []}),
    "post-update-directory-entry": ("/directory/1/entry/{entry}", {"parentKey": "{group}"}),
    "delete-directory-entry-key": ("/directory/1/entry/{entry}", None),
    "post-task-add-comment": ("/task/{task}/comments/", {"description": "N", "recipients": BORIS}),
    "post-task-update-comment": (
        "/task/{task}/comments/{comment}",
        {"description": "N", "recipients": BORIS},
    ),
    "post-contact-add-comment": (
        "/contact/{contact}/comments/",
        {"description": "N", "recipients": BORIS},
    ),
    "post-contact-update-comment": (
        "/contact/{contact}/comments/{remark}",
        {"description": "N", "recipients": BORIS},
    ),
    "delete-comment-id": ("/comment/{comment}", None),
    "post-file-upload": ("/file/", b"N"),
    "post-file-update": ("/file/{file}", {"name": "N.txt"}),
    "delete-file-id": ("/file/{file}", None),
    "attach-file-to-task": ("/file/{file}/attach/task?id={task}", None),
    "attach-file-to-contact": ("/file/{file}/attach/contact?id={contact}", None),
    "attach-file-to-project": ("/file/{file}/attach/project?id={project}", None),
    "post-user": ("/user/", {"name": "N", "lastname": "N", "email": "N@y.org", "password": "N-pw-1234"}),
    "post-user-id": ("/user/3", {"midname": "N"}),
    "post-integration-telegram-bot-webhook": (
        "/integration/telegram/bots/1/webhook",
        {"secretToken": "N" + "s" * 40},
    ),
}
TAGGED = {"dataTag": {"id": 1}, "items": [{ENTRY: [{"field": {"id": 602}, "value": "N"}]}]}
TABLE |= {
    "post-task-add-data-tag-entry-new-comment": ("/task/{task}/datatags", TAGGED),
    "post-task-add-data-tag-entry-existing-comment": ("/task/{task}/datatags/{comment}", TAGGED),
    "post-contact-add-data-tag-entry-new-comment": ("/contact/{contact}/datatags", TAGGED),
    "post-contact-add-data-tag-entry-existing-comment": (
        "/contact/{contact}/datatags/{remark}",
        TAGGED,
    ),
    "post-update-data-tag-entry": ("/datatag/entry/{tagged}", TAGGED["items"][0]),
    "delete-datatag-entry-key": ("/datatag/entry/{tagged}", None),
    "post-user-positions-id": ("/user/positions/{position}", {"name": "N"}),
    "post-customfield-main-update": ("/customfield/main/{main}", {"mainValue": "N"}),
}
# What the account of the tests lacks.
MORE = "\ntelegramBots:\n  - {id: 1, name: Bot}\n"


class Suite:
    def __init__(self):
        self.folder = server.Folder.of(server.fixture("company.yaml") + MORE, MOMENT)
        self.robot = self.folder.token("user:2")
        self.boris = self.folder.token("user:3")
        self.running = server.Server(self.folder)
        self.api = self.running.client(self.robot)
        self.number = 1000
        self.template = self.api.get("/contact/templates")["templates"][0]["id"]

    def close(self):
        self.running.stop()
        self.folder.remove()
        server.Folder.remove_prepared()

    def made(self):
        """Things to change, fresh for each time; made without a trace."""
        quiet = "?silent=true"
        make = lambda path, body: self.api.post(path + quiet, body)  # noqa: E731
        task = make("/task/", {"name": "task", "description": "x"})["id"]
        contact = make("/contact/", {"name": "contact", "template": {"id": self.template}})["id"]
        group = make("/directory/1/entry/", {"isGroup": True, "name": "group"})["key"]
        return {
            "task": task,
            "template": self.template,
            "contact": contact,
            "project": make("/project/", {"name": "project"})["id"],
            "item": make(f"/task/{task}/checklist/", {"name": "item"})["id"],
            "comment": make(f"/task/{task}/comments/", {"description": "x"})["id"],
            "remark": make(f"/contact/{contact}/comments/", {"description": "x"})["id"],
            "entry": make("/directory/1/entry/", {ENTRY: []})["key"],
            "group": group,
            "tagged": make(f"/task/{task}/datatags", TAGGED)["keys"][0],
            "position": make("/user/positions/", {"name": f"job {self.number}"})["id"],
            "main": make("/customfield/main", {"name": "main", "type": 0})["id"],
            "file": self.upload(b"x", quiet)["id"],
        }

    def upload(self, content, query):
        answer = self.api.request(
            "POST",
            "/file/" + query,
            FORM % content,
            headers={"Content-Type": "multipart/form-data; boundary=b"},
        )
        assert answer.status == 200, str(answer)
        return answer.json

    def filled(self, value, made):
        """The path or body with this time's numbers."""
        if isinstance(value, dict):
            return {key: self.filled(one, made) for key, one in value.items()}
        if isinstance(value, list):
            return [self.filled(one, made) for one in value]
        if isinstance(value, bytes):
            return value.replace(b"N", str(self.number).encode())
        if not isinstance(value, str):
            return value
        if value[:1] == "{" and value[1:-1] in made:
            return made[value[1:-1]]
        return value.replace("N", str(self.number)) if value[:1] != "/" else value.format(**made)

    def memory(self):
        """The newest of the log, of the feed's own entries, and of what Boris was notified of."""
        newest = lambda answer, key: [one["id"] for one in answer[key]][:1]  # noqa: E731
        log = self.api.get("/planstead/log?pageSize=1&fields=id")
        told = self.api.get("/planstead/notifications?pageSize=1&fields=id", token=self.boris)
        feed = self.api.post(
            "/comment/list",
            {
                "typeList": "All",
                "fields": "id,type",
                "resultOrder": [{"field": "id", "direction": "Desc"}],
            },
        )["comments"]
        own = [one["id"] for one in feed if one["type"] != "Comment"][:1]
        return newest(log, "entries"), newest(told, "notifications"), own

    def change(self, method, row, silently):
        made = self.made()
        self.number += 1
        path, body = self.filled(row[0], made), self.filled(row[1], made)
        before = self.memory()
        query = ("&" if "?" in path else "?") + "silent=true" if silently else ""
        if isinstance(body, bytes):
            self.upload(body, query)
        else:
            answer = self.api.request(method, path + query, body)
            assert answer.status in (200, 201), str(answer)
            assert not answer.json.get("failures"), str(answer)
        return before, self.memory()

    def check(self, method, row):
        before, after = self.change(method, row, True)
        assert before == after, f"a silent change was remembered: {before} {after}"
        before, after = self.change(method, row, False)
        assert before[0] != after[0], "a change was not logged"

    def check_import_body(self):
        before = self.memory()
        self.api.post("/contact/import", {"silent": True, "contacts": [{"name": "from outside"}]})
        assert self.memory() == before

    def run(self, outcome):
        document = self.running.client().contract.document
        for path, item in document["paths"].items():
            for method, operation in item.items():
                name = operation["operationId"]
                if self.is_change(path, method, operation) and name not in LEFT_OUT:
                    row = TABLE.get(name) or definition(path)
                    outcome.run(name, self.tried, method.upper(), row)
        outcome.run("silent in the body of an import", self.check_import_body)

    def tried(self, method, row):
        assert row is not None, "no row in the table"
        self.check(method, row)

    @staticmethod
    def is_change(path, method, operation):
        lists = path.endswith("/list") or path.endswith("/filters")
        return method == "delete" or (method == "post" and not lists)


def definition(path):
    """Definitions of custom fields and their sets, positions, data tag entries: by their paths."""
    parts = path.strip("/").split("/")
    if parts[0] == "customfield" and parts[1] == "group":
        return path, {"name": "N"}
    if parts[0] == "customfield" and parts[1] == "main":
        body = {"name": "N", "type": 0}
        return (path, body) if len(parts) == 2 else None
    if parts[0] == "customfield":
        return path, {"name": "N", "type": 0}
    if path == "/user/positions":
        return path, {"name": "N"}
    return None


def main():
    outcome = report.Report("silent", "-v" in sys.argv)
    suite = Suite()
    suite.run(outcome)
    suite.close()
    return outcome.close()


if __name__ == "__main__":
    sys.exit(main())
