#!/usr/bin/env python3
"""What a client library hides: pipelining, Expect, limits, slow and broken requests, SIGTERM,
HEAD."""

import json
import os
import signal
import socket
import sys
import threading

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import report, server  # noqa: E402  (the path comes first)

NOW = "2026-03-02 09:00"


class Wire:
    """A connection whose bytes the test writes itself."""

    def __init__(self, port, timeout=60):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout)
        self.rest = b""

    def send(self, data):
        self.socket.sendall(data)
        return self

    def line(self):
        while b"\r\n" not in self.rest:
            self._more()
        line, self.rest = self.rest.split(b"\r\n", 1)
        return line.decode("latin-1")

    def _more(self):
        data = self.socket.recv(65536)
        if not data:
            raise report.Failure(f"the connection was closed after {self.rest[:200]!r}")
        self.rest += data

    def answer(self, has_body=True):
        """(status, headers, body) of the next answer."""
        status = int(self.line().split()[1])
        headers = {}
        while line := self.line():
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        length = int(headers.get("content-length", 0)) if has_body and status >= 200 else 0
        while len(self.rest) < length:
            self._more()
        body, self.rest = self.rest[:length], self.rest[length:]
        return status, headers, body

    def closed(self):
        """True once the server has closed the connection."""
        try:
            while data := self.socket.recv(65536):
                self.rest += data
        except ConnectionResetError:
            pass
        return True

    def close(self):
        self.socket.close()


class Suite:
    def __init__(self):
        self.folder = server.Folder.of(server.fixture("company.yaml"), server.utc_seconds(NOW))
        self.token = self.folder.token("user:2")
        self.server = server.Server(
            self.folder,
            ["--request-seconds", "3", "--max-header-bytes", "8192", "--max-body-bytes", "100000"],
        )

    def wire(self):
        return Wire(self.server.port)

    def head(self, method, path, extra=""):
        return (
            f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {self.token}\r\n"
            f"{extra}\r\n"
        ).encode()

    def post(self, body, path="/rest/task/", extra=""):
        data = json.dumps(body).encode()
        return self.head("POST", path, f"Content-Length: {len(data)}\r\n{extra}") + data

    def test_pipelined_requests_are_answered_in_order(self):
        wire = self.wire()
        bodies = [self.post({"name": f"pipelined {i}"}) for i in range(20)]
        wire.send(
            b"".join(bodies) + self.head("GET", "/rest/ping") + self.head("GET", "/rest/task/70")
        )
        numbers = [json.loads(wire.answer()[2])["id"] for _ in bodies]
        assert numbers == sorted(numbers) and len(set(numbers)) == 20, numbers
        assert json.loads(wire.answer()[2]) == {"result": "success"}
        assert json.loads(wire.answer()[2])["task"]["id"] == 70

    def test_head_answers_the_length_and_no_body(self):
        wire = self.wire().send(
            self.head("HEAD", "/rest/task/70") + self.head("GET", "/rest/task/70")
        )
        status, headers, _ = wire.answer(has_body=False)
        assert status == 200
        assert headers["content-length"] == str(len(wire.answer()[2]))

    def test_expect_continue(self):
        data = b'{"name": "expected"}'
        wire = self.wire().send(
            self.head(
                "POST", "/rest/task/", f"Content-Length: {len(data)}\r\nExpect: 100-continue\r\n"
            )
        )
        assert wire.answer()[0] == 100
        wire.send(data)
        assert wire.answer()[0] == 201

    def test_chunked_bodies(self):
        data = b'{"name": "in pieces"}'
        chunks = (
            b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (data[:5], data[5:]))
            + b"0\r\n\r\n"
        )
        wire = self.wire().send(
            self.head("POST", "/rest/task/", "Transfer-Encoding: chunked\r\n") + chunks
        )
        assert wire.answer()[0] == 201

    def test_requests_byte_by_byte(self):
        wire = self.wire()
        for byte in self.head("GET", "/rest/ping"):
            wire.send(bytes([byte]))
        assert wire.answer()[0] == 200

    def test_a_large_head_is_refused(self):
        wire = self.wire().send(self.head("GET", "/rest/ping", "X-Filler: " + "a" * 20000 + "\r\n"))
        assert wire.answer()[0] == 431

    def test_a_large_body_is_refused_before_it_is_sent(self):
        wire = self.wire().send(self.head("POST", "/rest/task/", "Content-Length: 999999999\r\n"))
        status, _, body = wire.answer()
        assert status == 413 and json.loads(body)["result"] == "fail", (status, body)

    def test_what_is_no_http_is_refused(self):
        for data in (
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc",
            b"GET\r\n\r\n",
            b"GET / HTTP/9.9\r\n\r\n",
            b"\x00" * 100 + b"\r\n\r\n",
            b"POST /rest/task/ HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
            b"POST /rest/task/ HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n"
            b"Content-Length: 6\r\n\r\n12345",
            b"POST /rest/task/ HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        ):
            wire = self.wire().send(data)
            wire.socket.shutdown(socket.SHUT_WR)
            wire.closed()
            assert (
                not wire.rest
                or wire.rest.startswith(b"HTTP/1.1 4")
                or wire.rest.startswith(b"HTTP/1.1 505")
            ), (data, wire.rest[:200])
        assert self.server.alive()

    def test_a_request_that_never_ends_is_given_up(self):
        wire = self.wire().send(
            b"POST /rest/task/ HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{"
        )
        wire.closed()
        assert not wire.rest or b" 408 " in wire.rest.split(b"\r\n")[0], wire.rest[:200]

    def test_clients_that_leave_do_no_harm(self):
        for data in (b"", b"GET /re", self.post({"name": "left at once"})):
            for _ in range(20):
                self.wire().send(data).close()
        assert self.wire().send(self.head("GET", "/rest/ping")).answer()[0] == 200

    def test_connection_close_is_honoured(self):
        wire = self.wire().send(self.head("GET", "/rest/ping", "Connection: close\r\n"))
        assert wire.answer()[0] == 200
        assert wire.closed()

    def test_many_connections_at_once(self):
        wrong = []

        def work(number):
            client = self.server.client(self.token)
            for i in range(5):
                found = client.post("/task/", {"name": f"parallel {number} {i}"})["id"]
                if client.get(f"/task/{found}")["task"]["name"] != f"parallel {number} {i}":
                    wrong.append(found)

        threads = [threading.Thread(target=work, args=(n,)) for n in range(32)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not wrong, wrong
        found = self.server.client(self.token).post(
            "/task/list",
            {"filters": [{"type": 8, "operator": "equal", "value": "parallel 3"}], "pageSize": 100},
        )
        assert len(found["tasks"]) == 15, len(found["tasks"])  # 3, 30, 31

    def test_a_stop_answers_what_was_accepted(self):
        """The last test: the server is stopped while writers write. Whatever was answered is
        stored."""
        answered, wrong = [], []

        def work(number):
            client = self.server.client(self.token)
            try:
                for i in range(10000):
                    answered.append(client.post("/task/", {"name": f"stop {number} {i}"})["id"])
            except (OSError, report.Failure) as error:
                if isinstance(error, report.Failure):
                    wrong.append(error)

        threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
        for thread in threads:
            thread.start()
        self.server.client(self.token).post("/task/", {"name": "meanwhile"})
        self.server.process.send_signal(signal.SIGTERM)
        for thread in threads:
            thread.join()
        self.server.stop()
        self.server.start()
        client, found = self.server.client(self.token), set()
        for begin in range(0, len(answered), 100):
            part = answered[begin : begin + 100]
            body = {"fields": "id", "filters": [{"type": 57, "operator": "equal", "value": part}]}
            found |= {row["id"] for row in client.post("/task/list", body)["tasks"]}
        assert set(answered) == found and not wrong, (len(answered), len(found), wrong[:1])


def main():
    outcome = report.Report("transport")
    suite = Suite()
    for name in [name for name in Suite.__dict__ if name.startswith("test_")]:
        outcome.run(name[5:].replace("_", " "), getattr(suite, name))
    outcome.run("the server ends in order", suite.server.stop)
    suite.folder.remove()
    server.Folder.remove_prepared()
    return outcome.close()


if __name__ == "__main__":
    sys.exit(main())
