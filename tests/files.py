#!/usr/bin/env python3
"""Files from outside: uploads that break off at every stage, large ones in little memory, ranges,
signed addresses, downloads by URL past a guard, contents that go when nothing names them."""

import hashlib
import http.client
import http.server
import json
import os
import socket
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import report, server  # noqa: E402  (the path comes first)

NOW = "2026-03-02 09:00"
LARGE = 64 * 1024 * 1024
LIMIT = 80 * 1024 * 1024
BOUNDARY = "xyzzy"


def form(content, name="a.txt", part="file", end=True):
    head = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{part}"; filename="{name}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    ).encode()
    return head + content + (f"\r\n--{BOUNDARY}--\r\n".encode() if end else b"")


class Elsewhere(http.server.BaseHTTPRequestHandler):
    """Another server, on a loopback address that is allowed."""

    content = b"from elsewhere" * 100

    def do_GET(self):
        if self.path.startswith("/to?"):
            self.send_response(302)
            self.send_header("Location", self.path[4:])
            self.end_headers()
            return
        if self.path == "/missing":
            self.send_response(404)
            self.end_headers()
            return
        size = LIMIT + 1 if self.path == "/huge" else len(self.content)
        self.send_response(200)
        if self.path == "/named":
            self.send_header("Content-Disposition", "attachment; filename*=UTF-8''%D0%81%D0%B6.txt")
        if self.path != "/huge":
            self.send_header("Content-Length", str(size))
        self.end_headers()
        try:
            piece = self.content if size == len(self.content) else b"x" * 1024 * 1024
            for _ in range(max(1, size // len(piece) + 1) if self.path == "/huge" else 1):
                self.wfile.write(piece)
        except (BrokenPipeError, ConnectionResetError):
            pass

    def log_message(self, *_):
        pass


class Suite:
    def __init__(self):
        self.folder = server.Folder.of(server.fixture("families.yaml"), server.utc_seconds(NOW))
        self.token = self.folder.token("user:2")
        self.reader = self.folder.token("user:2", ["file_readonly"])
        self.server = server.Server(
            self.folder,
            ["--fetch-allowed", "127.0.0.1", "--max-upload-bytes", str(LIMIT), "--request-seconds", "5"],
        )
        self.elsewhere = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
        threading.Thread(target=self.elsewhere.serve_forever, daemon=True).start()

    # Helpers

    def ask(self, method, path, body=None, token=None, **headers):
        wire = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        sent = {"Authorization": f"Bearer {token or self.token}"} if token != "" else {}
        sent.update({name.replace("_", "-"): value for name, value in headers.items()})
        wire.request(method, path, body, sent)
        answer = wire.getresponse()
        content = answer.read()
        wire.close()
        return answer.status, answer.headers, content

    def json(self, method, path, body=None, **more):
        data = None if body is None else json.dumps(body).encode()
        status, headers, content = self.ask(method, path, data, **more)
        return status, json.loads(content), headers

    def upload(self, content, name="a.txt", **more):
        status, _, answer = self.ask(
            "POST",
            "/rest/file/",
            form(content, name, **more),
            Content_Type=f"multipart/form-data; boundary={BOUNDARY}",
        )
        return status, json.loads(answer)

    def uploaded(self, content, name="a.txt"):
        status, answer = self.upload(content, name)
        assert status == 200 and answer["result"] == "success", (status, answer)
        return answer["id"]

    def contents(self):
        """Files on disk: (kept, arriving)."""
        root = os.path.join(self.folder.data, "files")
        kept = arriving = 0
        for folder, _, names in os.walk(root):
            if folder.endswith("incoming"):
                arriving += len(names)
            else:
                kept += len(names)
        return kept, arriving

    def eventually(self, wanted):
        end = time.monotonic() + 30
        while not wanted():
            assert time.monotonic() < end, f"never: {self.contents()}"
            time.sleep(0.02)  # tidy: waits for another process

    def resident(self):
        with open(f"/proc/{self.server.process.pid}/status", encoding="ascii") as status:
            for line in status:
                if line.startswith("VmRSS"):
                    return int(line.split()[1]) * 1024
        return 0

    def fetch(self, url, **more):
        return self.json("POST", "/rest/file/from-url/", {"url": url, **more})

    # Uploads

    def test_an_upload_comes_back_byte_for_byte(self):
        content = os.urandom(300_000)
        number = self.uploaded(content, "Отчёт «март».pdf")
        _, answer, _ = self.json("GET", f"/rest/file/{number}")
        file = answer["file"]
        assert file["name"] == "Отчёт «март».pdf" and file["size"] == 293, file
        status, headers, body = self.ask("GET", f"/rest/file/{number}/download")
        assert status == 302 and json.loads(body)["result"] == "success"
        for address in (headers["Location"], file["downloadUrl"]):
            assert address.startswith(f"http://127.0.0.1:{self.server.port}/download/"), address
            path = address[address.index("/download/") :]
            status, headers, body = self.ask("GET", path, token="")
            assert status == 200 and body == content
            assert headers["Content-Length"] == str(len(content))
            assert headers["Content-Type"] == "application/pdf"

    def test_ranges_and_head(self):
        content = os.urandom(100_000)
        number = self.uploaded(content, "range.bin")
        _, headers, _ = self.ask("GET", f"/rest/file/{number}/download")
        path = headers["Location"][headers["Location"].index("/download/") :]
        status, headers, body = self.ask("GET", path, token="", Range="bytes=1000-1999")
        assert status == 206 and body == content[1000:2000], status
        assert headers["Content-Range"] == "bytes 1000-1999/100000"
        status, headers, body = self.ask("GET", path, token="", Range="bytes=100000-")
        assert status == 416 and headers["Content-Range"] == "bytes */100000"
        status, headers, body = self.ask("HEAD", path, token="")
        assert status == 200 and not body and headers["Content-Length"] == "100000"
        etag = headers["ETag"]
        assert etag.strip('"') == hashlib.sha256(content).hexdigest()
        assert self.ask("GET", path, token="", If_None_Match=etag)[0] == 304

    def test_addresses_are_signed_and_end(self):
        number = self.uploaded(b"secret", "secret.txt")
        _, headers, _ = self.ask("GET", f"/rest/file/{number}/download")
        path = headers["Location"][headers["Location"].index("/download/") :]
        _, root, number_text, expires, signature, name = path.split("/")
        for wrong in (
            f"/{root}/{int(number_text) + 1}/{expires}/{signature}/{name}",
            f"/{root}/{number_text}/{int(expires) + 60}/{signature}/{name}",
            f"/{root}/{number_text}/{expires}/{'A' * 22}/{name}",
        ):
            assert self.ask("GET", wrong, token="")[0] == 403, wrong
        assert self.ask("GET", f"/{root}/{number_text}", token="")[0] == 404
        self.folder.set_clock(int(expires) + 2)
        self.eventually(lambda: self.ask("GET", path, token="")[0] == 403)
        self.folder.set_clock(server.utc_seconds(NOW))
        self.eventually(lambda: self.ask("GET", path, token="")[0] == 200)

    def test_pictures_in_texts_are_served_by_their_old_address(self):
        number = self.uploaded(b"\x89PNG", "p.png")
        status, headers, _ = self.ask("GET", f"/?action=getfile&uniqueid={number}")
        assert status == 302 and "/download/" in headers["Location"]
        assert self.ask("GET", f"/?action=getfile&uniqueid={number}", token="")[0] == 401
        assert self.ask("GET", "/?action=getfile&uniqueid=x")[0] == 400

    def test_names_of_folders_are_no_names_of_files(self):
        """Programs that follow an address would leave out its last part."""
        for name in ("..", ".", "a/.."):
            number = self.uploaded(b"named", name)
            file = self.json("GET", f"/rest/file/{number}")[1]["file"]
            assert file["name"] == "blob" and file["downloadUrl"].endswith("/blob"), file

    def test_an_address_is_made_of_a_host_alone(self):
        number = self.uploaded(b"host", "host.txt")
        for host in ("evil.example/a?b#", "a b", "user@a", "<a>"):
            status, _, body = self.ask("GET", f"/rest/file/{number}/download", Host=host)
            assert (status, json.loads(body)["code"]) == (400, 30), (host, body)
        for host in ("files.example:8080", "[::1]:80"):
            _, headers, _ = self.ask("GET", f"/rest/file/{number}/download", Host=host)
            assert headers["Location"].startswith(f"http://{host}/download/"), headers["Location"]

    def test_who_may_not_upload_is_told_before_he_sends(self):
        for token, status in (("unknown", 401), (self.reader, 405)):
            wire = socket.create_connection(("127.0.0.1", self.server.port), 20)
            wire.sendall(
                (
                    f"POST /rest/file/ HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n"
                    f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n"
                    f"Content-Length: {LIMIT}\r\nExpect: 100-continue\r\n\r\n"
                ).encode()
            )
            assert wire.recv(4096).startswith(f"HTTP/1.1 {status} ".encode())
            wire.close()
        assert self.contents()[1] == 0

    def test_forms_that_hold_no_file(self):
        kind = f"multipart/form-data; boundary={BOUNDARY}"
        rows = (
            (form(b"x", part="other"), kind, 40),
            (form(b"x", end=False), kind, 7001),
            (b"no form at all", kind, 7001),
            (f"--{BOUNDARY}\r\nX: y\r\n\r\nz\r\n--{BOUNDARY}--".encode(), kind, 7001),
            (form(b"x"), "multipart/form-data", 7001),
            (b'{"name": "x"}', "application/json", 40),
            (b"", "", 40),
        )
        before = self.contents()
        for body, content_type, code in rows:
            status, _, answer = self.ask("POST", "/rest/file/", body, Content_Type=content_type)
            found = json.loads(answer)
            assert (status, found.get("code")) == (400, code), (body, found)
        assert self.contents() == before

    def test_a_file_over_the_limit_is_7002(self):
        before = self.contents()
        wire = socket.create_connection(("127.0.0.1", self.server.port), 20)
        head = (
            f"POST /rest/file/ HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {self.token}\r\n"
            f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n"
        )
        wire.sendall(f"{head}Content-Length: {10 * LIMIT}\r\n\r\n".encode())
        assert b'"code":7002' in wire.recv(4096)
        wire.close()
        wire = socket.create_connection(("127.0.0.1", self.server.port), 60)
        wire.sendall(f"{head}Transfer-Encoding: chunked\r\n\r\n".encode())
        piece = b"x" * 1024 * 1024
        try:
            start = form(b"", end=False)
            wire.sendall(b"%x\r\n%s\r\n" % (len(start), start))
            for _ in range(LIMIT // len(piece) + 2):
                wire.sendall(b"%x\r\n%s\r\n" % (len(piece), piece))
        except (BrokenPipeError, ConnectionResetError):
            pass
        answer = wire.recv(4096)
        assert b'"code":7002' in answer, answer
        wire.close()
        self.eventually(lambda: self.contents() == before)

    def test_an_upload_that_breaks_off_leaves_nothing(self):
        """Cut inside the head of the request, of the part, in the content, before the last
        boundary: by closing, and by killing the server."""
        body = form(os.urandom(3_000_000), "cut.bin")
        request = (
            f"POST /rest/file/ HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {self.token}\r\n"
            f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        ).encode()
        head = len(request)
        whole = request + body
        cuts = [10, head - 2, head, head + 5, head + 60, head + 150, head + 200_000,
                head + 2_000_000, len(whole) - 40, len(whole) - 20, len(whole) - 3, len(whole) - 1]
        before = self.contents()

        def begin():
            wires = [socket.create_connection(("127.0.0.1", self.server.port), 20) for _ in cuts]
            for wire, cut in zip(wires, cuts, strict=True):
                wire.sendall(whole[:cut])
            self.eventually(lambda: self.contents()[1] >= 5)  # they have arrived so far
            return wires

        for wire in begin():
            wire.close()
        self.eventually(lambda: self.contents() == before)
        wires = begin()
        self.server.kill()
        self.server.start()
        for wire in wires:
            wire.close()
        assert self.contents() == before, self.contents()

    def test_large_files_need_little_memory(self):
        piece = os.urandom(1024 * 1024)
        digest = hashlib.sha256()
        wire = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=120)
        self.resident()
        before = self.resident()

        def pieces():
            yield form(b"", "large.bin", end=False)
            for _ in range(LARGE // len(piece)):
                digest.update(piece)
                yield piece
            yield f"\r\n--{BOUNDARY}--\r\n".encode()

        wire.request(
            "POST",
            "/rest/file/",
            pieces(),
            {
                "Authorization": f"Bearer {self.token}",
                "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
            },
            encode_chunked=True,
        )
        number = json.loads(wire.getresponse().read())["id"]
        grown = self.resident() - before
        _, headers, _ = self.ask("GET", f"/rest/file/{number}/download")
        wire.request("GET", headers["Location"][headers["Location"].index("/download/") :])
        answer, back = wire.getresponse(), hashlib.sha256()
        while data := answer.read(1024 * 1024):
            back.update(data)
        assert back.digest() == digest.digest()
        assert max(grown, self.resident() - before) < 24 * 1024 * 1024, grown

    # What files hang on

    def test_equal_contents_are_kept_once_and_go_with_their_last_file(self):
        content = os.urandom(5000)
        kept = self.contents()[0]
        first, second = self.uploaded(content, "one.bin"), self.uploaded(content, "two.bin")
        assert self.contents()[0] == kept + 1
        assert self.json("DELETE", f"/rest/file/{first}")[0] == 200
        assert self.contents()[0] == kept + 1
        assert self.json("DELETE", f"/rest/file/{second}")[0] == 200
        self.eventually(lambda: self.contents()[0] == kept)
        assert self.json("GET", f"/rest/file/{second}")[1]["code"] == 7000

    def test_a_file_lives_as_long_as_something_refers_to_it(self):
        number = self.uploaded(b"shared" * 100, "shared.bin")
        picture = self.uploaded(b"picture" * 100, "picture.png")
        kept = self.contents()[0]
        text = f'<img src="https://h/?action=getfile&amp;uniqueid={picture}">'
        task = self.json("POST", "/rest/task/", {"name": "holds", "files": [{"id": number}],
                                                 "description": text})[1]["id"]
        other = self.json("POST", "/rest/task/", {"name": "holds too"})[1]["id"]
        assert self.json("POST", f"/rest/file/{number}/attach/task?id={other}")[0] == 200
        self.json("POST", f"/rest/task/{task}", {"files": [], "description": ""})
        assert self.json("GET", f"/rest/file/{number}")[0] == 200
        assert self.json("GET", f"/rest/file/{picture}")[1]["code"] == 7000
        self.json("POST", f"/rest/task/{other}", {"files": []})
        assert self.json("GET", f"/rest/file/{number}")[1]["code"] == 7000
        self.eventually(lambda: self.contents()[0] == kept - 2)

    def test_a_fresh_upload_is_kept_a_day(self):
        lonely = self.uploaded(b"lonely" * 99, "lonely.bin")
        held = self.uploaded(b"held" * 99, "held.bin")
        self.json("POST", "/rest/task/", {"name": "keeper", "files": [{"id": held}]})
        start = server.utc_seconds(NOW)
        self.folder.set_clock(start + 24 * 3600 - 120)
        assert self.json("GET", f"/rest/file/{lonely}")[0] == 200
        self.folder.set_clock(start + 24 * 3600 + 120)
        self.eventually(lambda: self.json("GET", f"/rest/file/{lonely}")[0] == 400)
        assert self.json("GET", f"/rest/file/{held}")[0] == 200
        self.folder.set_clock(start)

    def test_a_main_field_holds_its_file(self):
        number = self.uploaded(b"stamp" * 99, "stamp.png")
        field = self.json("POST", "/rest/customfield/main/",
                          {"name": "Stamp", "type": 21, "mainValue": [number]})[1]["id"]
        start = server.utc_seconds(NOW)
        self.folder.set_clock(start + 25 * 3600)
        lonely = self.uploaded(b"other" * 99, "other.bin")
        self.folder.set_clock(start + 50 * 3600)
        self.eventually(lambda: self.json("GET", f"/rest/file/{lonely}")[0] == 400)
        self.folder.set_clock(start)

        def shown():
            answer = self.json("GET", "/rest/customfield/main?fields=id,mainValue")[1]
            [found] = [item for item in answer["customfields"] if item["id"] == field]
            return found.get("mainValue")

        assert shown() == [{"id": number, "size": 1, "name": "stamp.png"}], shown()
        assert self.json("DELETE", f"/rest/file/{number}")[0] == 200
        assert not shown(), shown()

    def test_the_files_of_a_deleted_entry_go(self):
        kept = self.contents()[0]
        number = self.uploaded(b"entry" * 99, "entry.bin")
        entry = self.json("POST", "/rest/directory/3/entry/", {
            "name": "holds", "customFieldData": [{"field": {"id": 1221}, "value": [number]}]})[1]
        assert self.json("DELETE", f"/rest/directory/3/entry/{entry['key']}")[0] == 200
        assert self.json("GET", f"/rest/file/{number}")[1]["code"] == 7000
        self.eventually(lambda: self.contents()[0] == kept)

    def test_a_content_without_a_row_goes_at_the_next_start(self):
        stray = os.path.join(self.folder.data, "files", "ab")
        os.makedirs(stray, exist_ok=True)
        path = os.path.join(stray, "ab" + "0" * 62)
        with open(path, "wb") as out:
            out.write(b"stray")
        self.server.stop()
        self.server.start()
        self.eventually(lambda: not os.path.exists(path))

    def test_a_content_whose_row_is_refused_goes(self):
        kept = self.contents()[0]

        def send(content):
            return self.ask(
                "POST", "/rest/file/", form(content, "twice.bin"), Idempotency_Key="one-upload",
                Content_Type=f"multipart/form-data; boundary={BOUNDARY}",
            )

        assert send(b"first" * 77)[0] == 200
        status, _, answer = send(b"second" * 77)
        assert (status, json.loads(answer)["code"]) == (422, 20003), answer
        self.eventually(lambda: self.contents()[0] == kept + 1)
        assert send(b"first" * 77)[0] == 200
        assert self.contents()[0] == kept + 1, "the content of the first stays"

    # By URL

    def url(self, path, host="127.0.0.1"):
        return f"http://{host}:{self.elsewhere.server_port}{path}"

    def test_downloads_by_url(self):
        for path, sent, name in (
            ("/plan.pdf?x=1", {}, "plan.pdf"),
            ("/named", {}, "Ёж.txt"),
            ("/named", {"name": "mine.txt"}, "mine.txt"),
            ("/to?/moved.txt", {}, "moved.txt"),
        ):
            status, answer, _ = self.fetch(self.url(path), **sent)
            assert status == 200, answer
            file = self.json("GET", f"/rest/file/{answer['id']}")[1]["file"]
            assert (file["name"], file["size"]) == (name, 2), file

    def test_inner_addresses_are_unsafe_whichever_way_leads_there(self):
        before = self.contents()
        urls = [
            self.url("/", "127.0.0.2"),
            self.url("/", "[::1]"),
            self.url("/", "0.0.0.0"),
            self.url("/to?" + self.url("/", "127.0.0.2")),
            self.url("/to?" + self.url("/to?" + self.url("/", "10.0.0.1"))),
            self.url("/to?file:///etc/passwd"),
            self.url("/to?//127.0.0.2:1/"),
            self.url("/to?http://2130706434:1/"),
            self.url("/to?" + self.url("/").replace("//", "//user:word@")),
            self.url("/").replace("//", "//user@"),
            "http://169.254.169.254/latest/meta-data",
            "ftp://127.0.0.1/a",
            "file:///etc/passwd",
            "nonsense",
        ]
        for url in urls:
            status, answer, _ = self.fetch(url)
            assert (status, answer["code"]) == (400, 41), (url, answer)
            assert answer["error"] == "Unsafe url for downloading file", answer
        assert self.contents() == before

    def test_downloads_that_fail(self):
        before = self.contents()
        circles = "/to?" * 9 + "/"
        for path, code in (("/missing", 7001), ("/huge", 7002), (circles, 7001)):
            status, answer, _ = self.fetch(self.url(path))
            assert (status, answer["code"]) == (400, code), (path, answer)
        assert self.json("POST", "/rest/file/from-url/", {})[1]["code"] == 40
        self.eventually(lambda: self.contents() == before)


def main():
    outcome = report.Report("files")
    suite = Suite()
    for name in [name for name in dir(suite) if name.startswith("test_")]:
        outcome.run(name[5:].replace("_", " "), getattr(suite, name))
    return server.finish(outcome, suite.server, suite.folder)


if __name__ == "__main__":
    sys.exit(main())
