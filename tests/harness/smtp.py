"""A mail server on loopback that takes letters, refuses them, breaks off or hangs, as a test tells
it."""

import base64
import email
import email.policy
import socketserver
import threading

ACCEPT, REFUSE, DROP, HANG = "accept", "refuse", "drop", "hang"


class Letter:
    """One letter as it was taken."""

    def __init__(self, sender, recipients, raw):
        self.sender, self.recipients = sender, recipients
        self.message = email.message_from_bytes(raw, policy=email.policy.default)
        self.subject = str(self.message["Subject"])
        self.text = self.message.get_content()


class Handler(socketserver.StreamRequestHandler):
    """One connection: the few commands that sending a letter needs (RFC 5321)."""

    def say(self, line):
        self.wfile.write(line.encode("ascii") + b"\r\n")

    def handle(self):
        self.mail = self.server.mail
        self.is_safe = False
        if self.mail.behaviour == HANG:
            self.mail.note_attempt()
            self.rfile.read()  # until the other side goes away
            return
        self.say("220 test ESMTP")
        self.sender, self.recipients = None, []
        while True:
            line = self.rfile.readline()
            if not line:
                return
            words = line.decode("utf-8", "replace").strip()
            if not self.answer(words.split(" ")[0].upper(), words):
                return

    def answer(self, verb, words):
        """False ends the connection."""
        if verb == "EHLO":
            self.say("250-test")
            if self.mail.tls and not self.is_safe:
                self.say("250 STARTTLS")
            else:
                self.say("250 AUTH PLAIN" if self.mail.password else "250 8BITMIME")
        elif verb == "STARTTLS":
            return self.begin_tls()
        elif self.mail.tls and not self.is_safe and verb != "QUIT":
            self.say("530 not without TLS")
        elif verb == "AUTH":
            self.authenticate(words)
        elif verb == "MAIL":
            self.sender = words
            self.say("250 ok")
        elif verb == "RCPT":
            self.receive(words)
        elif verb == "DATA":
            return self.data()
        elif verb == "QUIT":
            self.say("221 bye")
            return False
        else:
            self.say("250 ok")
        return True

    def begin_tls(self):
        self.say("220 go on")
        try:
            self.connection = self.mail.tls.wrap_socket(self.connection, server_side=True)
        except OSError:
            self.mail.note_attempt()
            return False
        self.rfile = self.connection.makefile("rb")
        self.wfile = self.connection.makefile("wb", 0)
        self.is_safe = True
        return True

    def authenticate(self, words):
        parts = words.split(" ")
        if len(parts) < 3:
            self.say("334 ")
            secret = self.rfile.readline().strip()
        else:
            secret = parts[2].encode()
        _, user, password = base64.b64decode(secret).decode().split("\0")
        self.mail.logins.append((user, password))
        self.say("235 ok" if password == self.mail.password else "535 no")

    def receive(self, words):
        self.mail.note_attempt()
        if self.mail.behaviour == REFUSE:
            self.say("451 later")
            return
        if any(address in words for address in self.mail.unknown):
            self.say("550 nobody is called that")
            return
        self.recipients.append(words)
        self.say("250 ok")

    def data(self):
        self.say("354 go on")
        if self.mail.behaviour == DROP:
            return False
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        self.mail.take(Letter(self.sender, self.recipients, b"".join(lines)))
        self.sender, self.recipients = None, []
        self.say("250 taken")
        return True


class Listener(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


class MailServer:
    """Takes letters until it is closed."""

    def __init__(self, password=None, tls=None):
        """`tls`: the ssl.SSLContext without which it takes nothing."""
        self.behaviour, self.password, self.tls = ACCEPT, password, tls
        self.unknown = set()  # addresses that it refuses for good
        self.letters, self.logins, self.attempts = [], [], 0
        self._changed = threading.Condition()
        self._listener = Listener(("127.0.0.1", 0), Handler)
        self._listener.mail = self
        self.port = self._listener.server_address[1]
        threading.Thread(target=self._listener.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.port}"

    def take(self, letter):
        with self._changed:
            self.letters.append(letter)
            self._changed.notify_all()

    def note_attempt(self):
        with self._changed:
            self.attempts += 1
            self._changed.notify_all()

    def wait(self, done, seconds=30):
        """Until `done(self)`; false where that does not come."""
        with self._changed:
            return self._changed.wait_for(lambda: done(self), seconds)

    def close(self):
        self._listener.shutdown()
        self._listener.server_close()
