"""The account in which permissions are tried. The robot makes whatever a request needs: a thing that
is the person's own, shared with him, or foreign."""

import itertools

from harness import server

ROBOT, STRANGER = "user:3", "user:8"
BOUNDARY = "----------------planstead"


def form(name, content):
    """A form with one file: its body and its headers."""
    body = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        f"{content}\r\n--{BOUNDARY}--\r\n"
    )
    return body.encode(), {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}


class World:
    """A server, a token for everybody, and numbers that are never the same."""

    def __init__(self, folder):
        self.folder = folder
        self.tokens = {}
        self.numbers = itertools.count(1)
        people = [f"user:{number}" for number in range(1, 10)] + ["contact:1"]
        for person in people:
            self.tokens[person] = folder.token(person)
        self.server = server.Server(folder, ["--fetch-allowed", "127.0.0.1"])
        self.client = self.server.client()

    def token(self, person, scopes):
        key = (person, tuple(scopes))
        if key not in self.tokens:
            self.tokens[key] = self.folder.token(person, scopes)
            # Commands commit as another process; the server looks once a second of its clock.
            self.folder.set_clock(self.folder.now + 2)
            self._wait_for(self.tokens[key])
        return self.tokens[key]

    def _wait_for(self, token):
        for _ in range(600):
            if self.client.request("GET", "/ping", token=token).status == 200:
                return
            server.time.sleep(0.05)  # tidy: waits for another process

    def request(self, method, path, body=None, person=None, token=None):
        token = token or self.tokens[person or ROBOT]
        body, headers = body if isinstance(body, tuple) else (body, None)
        return self.client.request(method, path, body, token=token, headers=headers)

    def make(self, path, body, key="id", person=None):
        answer = self.request("POST", path, body, person)
        if answer.status not in (200, 201):
            raise server.Failure(f"POST {path} {body}: {answer}")
        found = answer.json[key]
        return found[0] if isinstance(found, list) else found

    def fresh(self, word):
        return f"{word}{next(self.numbers)}"


def people(*refs):
    return {"users": [{"id": ref} for ref in refs], "groups": []}


class Actor:
    """The person who is tried, and things in their relation to him."""

    def __init__(self, here, person):
        self.here, self.person = here, person
        self.is_contact = person.startswith("contact:")

    def task(self, relation):
        return self.here.make("/task/", {
            "name": self.here.fresh("task"),
            "assigner": {"id": self.person if relation == "own" else STRANGER},
            "participants": people(self.person) if relation == "shared" else people(),
        })

    def readable_task(self, relation):
        return self.task("foreign" if relation == "foreign" else "shared")

    def item(self, relation):
        task = self.task(relation)
        return task, self.here.make(f"/task/{task}/checklist/", {"name": "item"})

    def comment(self, relation):
        """His own, and another's, in a task that he reads; or one in a foreign task."""
        task = self.readable_task(relation)
        body = {"description": "text", "owner": {"id": self.person if relation == "own" else STRANGER}}
        return task, self.here.make(f"/task/{task}/comments/", body)

    def contact(self, relation):
        if self.is_contact:
            return {"own": 1, "shared": 3, "foreign": 4}[relation]
        if relation == "foreign":
            return 5  # lists of viewers come from the structure file
        return self.here.make("/contact/", {
            "template": {"id": 20},
            "name": self.here.fresh("card"),
            "supervisors": people(self.person if relation == "own" else STRANGER),
        })

    def card_comment(self, relation):
        contact = self.contact("foreign" if relation == "foreign" else "shared")
        body = {"description": "text", "owner": {"id": self.person if relation == "own" else STRANGER}}
        return contact, self.here.make(f"/contact/{contact}/comments/", body)

    def project(self, relation):
        body = {
            "name": self.here.fresh("project"),
            "owner": {"id": self.person if relation == "own" else STRANGER},
            "hiddenForEmployees": relation == "foreign",
            "hiddenForClients": relation == "foreign",
        }
        if self.is_contact:
            body["counterparty"] = {"id": "contact:2"}
        return self.here.make("/project/", body)

    def entry(self, relation):
        """Entries have the author who made them; a contact makes none."""
        task = self.readable_task(relation)
        author = STRANGER if relation != "own" or self.is_contact else self.person
        body = {"dataTag": {"id": 1}, "items": [{"customFieldData": []}]}
        return task, self.here.make(f"/task/{task}/datatags/", body, "keys", author)

    def file(self, relation):
        author = self.person if relation == "own" else STRANGER
        number = self.here.make("/file/", form(self.here.fresh("file"), "text"), person=author)
        if relation != "own":
            task = self.readable_task(relation)
            self.here.make(f"/file/{number}/attach/task?id={task}", None, "result")
        return number
