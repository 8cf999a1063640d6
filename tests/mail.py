#!/usr/bin/env python3
"""Letters about notifications, with a mail server on loopback: what they say, and that none is lost
where the server refuses, breaks off or is away, nor where ours is killed."""

import os
import ssl
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import faults, report, server, smtp  # noqa: E402  (the path comes first)

MOMENT = server.utc_seconds("2026-03-02 09:00")
BORIS = {"users": [{"id": "user:3"}]}
PEOPLE = """
users:
  - {id: 3, name: Boris, lastname: Petrov, email: boris@example.org}
  - {id: 1, name: Анна, lastname: Смирнова, email: anna@example.org}
"""


class Suite:
    def __init__(self):
        self.folder = server.Folder.of(server.fixture("company.yaml"), MOMENT)
        path = os.path.join(self.folder.root, "people.yaml")
        with open(path, "w", encoding="utf-8") as out:
            out.write(PEOPLE)
        server.must(["account", "apply", "--data", self.folder.data, path])
        self.secret = os.path.join(self.folder.root, "secret")
        with open(self.secret, "w", encoding="utf-8") as out:
            out.write("open sesame\n")
        self.robot = self.folder.token("user:2")
        self.mail = smtp.MailServer("open sesame")
        self.running = server.Server(self.folder, self.options(self.mail.url))
        self.api = self.running.client(self.robot)

    def options(self, url):
        given = ["--smtp-url", url, "--smtp-from", "Planstead <notes@example.org>"]
        return [*given, "--smtp-user", "planstead", "--smtp-password-file", self.secret]

    def close(self):
        self.running.stop()
        self.mail.close()
        self.folder.remove()
        server.Folder.remove_prepared()

    def later(self, seconds):
        self.folder.set_clock(self.folder.now + seconds)

    def task(self, name, person=3, query=""):
        body = {"name": name, "assignees": {"users": [{"id": f"user:{person}"}]}}
        return self.api.post(f"/task/{query}", body)["id"]

    def letter(self, name):
        """The letter about the task; each comes once."""
        found = lambda mail: [one for one in mail.letters if name in one.subject]  # noqa: E731
        assert self.mail.wait(found), f"no letter about {name}: {self.running.log()[-1000:]}"
        letters = found(self.mail)
        assert len(letters) == 1, [one.subject for one in letters]
        return letters[0]

    def test_an_assignee_gets_a_letter_in_his_language(self):
        number = self.task("Договор «Ёлка» " + "очень длинное имя " * 5)
        letter = self.letter("Договор «Ёлка»")
        assert letter.subject.startswith("New task: Договор"), letter.subject
        assert "boris@example.org" in letter.recipients[0], letter.recipients
        assert "<notes@example.org>" in letter.sender, letter.sender
        assert letter.message["Date"].startswith("Mon, 02 Mar 2026 09:00:00"), letter.message["Date"]
        assert f"task:{number}" in letter.text and "Robot" in letter.text, letter.text
        self.task("По-русски", person=1)
        assert self.letter("По-русски").subject == "Новая задача: По-русски"
        assert ("planstead", "open sesame") in self.mail.logins, self.mail.logins
        assert "open sesame" not in self.running.log()

    def test_a_comment_is_in_the_letter_without_its_markup(self):
        number = self.task("Talk")
        self.letter("New task: Talk")
        said = {"description": "<p>a &lt; b<br>c</p>", "recipients": {"users": [{"id": "user:3"}]}}
        self.api.post(f"/task/{number}/comments/", said)
        assert "a < b\nc" in self.letter("New comment: Talk").text.replace("\r\n", "\n")

    def test_nothing_of_a_name_becomes_a_header(self):
        self.task("x\r\nBcc: thief@example.org\r\n\r\nhello")
        assert self.letter("thief").message["Bcc"] is None

    def test_silent_changes_send_none(self):
        self.task("Unheard", query="?silent=true")
        self.task("Heard after")
        self.letter("Heard after")
        assert not [one for one in self.mail.letters if "Unheard" in one.subject]

    def held_up(self, behaviour, name):
        """A letter that was tried in vain comes when its time has come and the server is well."""
        self.mail.behaviour, before = behaviour, self.mail.attempts
        self.task(name)
        assert self.mail.wait(lambda mail: mail.attempts > before), "no attempt"
        self.mail.behaviour = smtp.ACCEPT
        self.later(31)
        self.letter(name)

    def test_a_refused_letter_is_sent_again_later(self):
        self.held_up(smtp.REFUSE, "Refused")

    def test_a_letter_whose_connection_broke_is_sent_again_later(self):
        self.held_up(smtp.DROP, "Dropped")

    def test_a_letter_outlives_kill_9(self):
        self.mail.behaviour, before = smtp.REFUSE, self.mail.attempts
        self.task("Killed")
        assert self.mail.wait(lambda mail: mail.attempts > before), "no attempt"
        self.running.kill()
        self.mail.behaviour = smtp.ACCEPT
        self.later(3600)
        self.running.start()
        self.api = self.running.client(self.robot)
        self.letter("Killed")

    def test_an_address_gets_fifty_in_ten_minutes(self):
        self.later(3600)
        before = len(self.mail.letters)
        for number in range(55):
            self.task(f"Many {number}")
        self.task("For Anna", person=1)
        self.letter("For Anna")
        many = [one for one in self.mail.letters[before:] if "Many" in one.subject]
        assert len(many) == 50, len(many)
        self.later(601)
        self.task("After a while")
        self.letter("After a while")
        assert len([one for one in self.mail.letters if "Many" in one.subject]) == 50

    def test_a_recipient_who_is_refused_holds_nobody_up(self):
        self.later(3600)
        self.mail.unknown.add("boris@example.org")
        self.task("For nobody")
        self.task("For somebody", person=1)
        self.letter("For somebody")
        self.mail.unknown.clear()
        assert "letter not sent" in self.running.log(), self.running.log()[-1000:]
        assert "server: 550" in self.running.log() and "boris@" not in self.running.log()
        self.later(31)
        self.letter("For nobody")

    def test_a_letter_comes_once_where_that_cannot_be_noted(self):
        """The disk lets no file grow from the moment at which the letter is to go out."""
        self.later(3600)
        self.running.stop()
        self.running.start()  # the database's log is short and grows with each commit
        self.api = self.running.client(self.robot)
        tried = lambda: self.running.log().count("letter not sent")  # noqa: E731
        self.mail.behaviour, before = smtp.REFUSE, tried()
        self.task("Noted late")
        for _ in range(600):
            if tried() > before:
                break
            time.sleep(0.05)  # tidy: waits for another process
        fault = faults.ShortFiles()
        fault.begin(self.running)
        try:
            self.mail.behaviour = smtp.ACCEPT
            self.later(31)
            self.letter("Noted late")
            count = len(self.mail.letters)
            assert not self.mail.wait(lambda mail: len(mail.letters) > count, 3), "it came again"
        finally:
            fault.end(self.running)
        self.task("Noted at last", person=1)
        self.letter("Noted at last")
        self.letter("Noted late")

    def test_a_server_that_hangs_keeps_ours_neither_from_working_nor_from_ending(self):
        self.later(3600)
        self.mail.behaviour, before = smtp.HANG, self.mail.attempts
        self.task("Hung up")
        assert self.mail.wait(lambda mail: mail.attempts > before), "no attempt"
        self.api.get("/ping")
        begun = time.monotonic()
        self.running.stop()
        assert time.monotonic() - begun < 20, "it waited for the mail server"
        self.mail.behaviour = smtp.ACCEPT
        self.running.start()
        self.api = self.running.client(self.robot)
        self.letter("Hung up")  # at once: what was broken off counts as no attempt

    def test_tls_is_used_and_the_server_must_be_who_it_says(self):
        """With a mail server of its own, whose certificate is one that ours has made."""
        folder = server.Folder.of(server.fixture("company.yaml"), MOMENT)
        server.Server(folder, https="127.0.0.1:0").stop()
        certificate = os.path.join(folder.data, "certificate.pem")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, os.path.join(folder.data, "key.pem"))
        mail, ours = smtp.MailServer("open sesame", context), self.mail
        url = mail.url.replace("127.0.0.1", "localhost")
        self.running.stop()
        plain = server.Server(self.folder, self.options(url))
        plain.client(self.robot).post("/task/", {"name": "Over TLS", "assignees": BORIS})
        assert mail.wait(lambda one: one.attempts > 0), plain.log()[-1000:]
        plain.stop()
        assert not mail.letters and not mail.logins, (mail.letters, mail.logins)
        assert "letter not sent" in plain.log() and "open sesame" not in plain.log()
        self.later(3600)
        safe = server.Server(self.folder, [*self.options(url), "--smtp-ca-file", certificate])
        self.mail = mail
        self.letter("Over TLS")
        assert mail.logins == [("planstead", "open sesame")], mail.logins
        safe.stop()
        self.mail = ours
        mail.close()
        folder.remove()
        self.running.start()
        self.api = self.running.client(self.robot)

    def test_addresses_that_make_no_sense_are_refused(self):
        serve = ["serve", "--data", self.folder.data]
        for options in (
            ["--smtp-url", "http://host", "--smtp-from", "a@b"],
            ["--smtp-url", "smtp://host", "--smtp-from", "nobody"],
            ["--smtp-url", "smtp://host", "--smtp-from", "a@b", "--smtp-password-file", "/absent"],
        ):
            code, printed = server.command([*serve, *options])
            assert code == 2 and len(printed.strip().split("\n")) == 1, printed


def main():
    outcome = report.Report("mail")
    suite = Suite()
    for name in [name for name in Suite.__dict__ if name.startswith("test_")]:
        outcome.run(name[5:].replace("_", " "), getattr(suite, name))
    suite.close()
    return outcome.close()


if __name__ == "__main__":
    sys.exit(main())
