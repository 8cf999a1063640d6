"""An HTTP client over one kept connection. Every answer is checked: JSON in UTF-8, and what our own
OpenAPI file promises."""

import http.client
import json
import urllib.parse

from harness.report import Failure

BASE = "/rest"


class Answer:
    """Status, headers and body of one answer."""

    def __init__(self, status, headers, raw, body):
        self.status = status
        self.headers = headers
        self.raw = raw
        self.json = body

    def header(self, name):
        return self.headers.get(name)

    def __str__(self):
        notes = self.header("Planstead-Notes")
        return f"{self.status} {self.raw[:1500].decode('utf-8', 'replace')}" + (
            f" notes: {notes}" if notes else ""
        )


class Client:
    """One connection to one server; not for use from several threads."""

    def __init__(self, host, port, token=None, contract=None, timeout=120):
        self.host, self.port = host, port
        self.token = token
        self.contract = contract
        self.timeout = timeout
        self.expects_faults = False  # then 503 is an answer, too
        self._connection = None

    def close(self):
        if self._connection:
            self._connection.close()
            self._connection = None

    def request(self, method, path, body=None, token=None, headers=None):
        """`path` is below /rest; one that begins with `!` is taken as it stands. `body` is bytes,
        text or anything that JSON can hold."""
        whole = path[1:] if path.startswith("!") else BASE + path
        whole = urllib.parse.quote(whole, safe="/?=&,:+%;#[]@!$'()*~|\"{}<>^`\\-._")
        sent = dict(headers or {})
        token = self.token if token is None else token
        if token and "Authorization" not in sent:
            sent["Authorization"] = f"Bearer {token}"
        if body is not None and not isinstance(body, (bytes, str)):
            body = json.dumps(body, ensure_ascii=False)
        if isinstance(body, str):
            body = body.encode("utf-8", "surrogateescape")
        if body is not None:
            sent.setdefault("Content-Type", "application/json")
        response, raw = self._exchange(method, whole, body, sent)
        return self._answer(method, whole, response, raw)

    def _exchange(self, method, path, body, headers):
        for attempt in (0, 1):
            fresh = self._connection is None
            if fresh:
                self._connection = http.client.HTTPConnection(
                    self.host, self.port, timeout=self.timeout
                )
            try:
                self._send(method, path, body, headers)
                response = self._connection.getresponse()
                return response, response.read()
            except (http.client.RemoteDisconnected, ConnectionError, BrokenPipeError):
                # A server may close an idle connection at any time; a fresh one it must serve.
                self.close()
                if fresh or attempt:
                    raise
        raise AssertionError("unreachable")

    def _send(self, method, path, body, headers):
        try:
            self._connection.request(method, path, body, headers)
        except (BrokenPipeError, ConnectionResetError):
            # A body that is too large is refused before all of it is read: the answer is waiting.
            if not body or len(body) < 65536:
                raise

    def _answer(self, method, whole, response, raw):
        if response.will_close:
            self.close()
        body = None
        kind = response.headers.get("Content-Type", "")
        path = whole.split("?")[0]
        in_api = path.startswith(BASE + "/") or path.rstrip("/") in (BASE, "/ping")
        if in_api and raw and "json" not in kind:
            raise Failure(f"{method} {whole}: Content-Type is {kind!r}, body {raw[:200]!r}")
        if "json" in kind and raw:
            try:
                body = json.loads(raw.decode("utf-8"))
            except ValueError as error:
                raise Failure(f"{method} {whole}: no JSON: {error}: {raw[:300]!r}") from error
        if in_api and method not in ("HEAD", "OPTIONS") and not raw:
            raise Failure(f"{method} {whole}: status {response.status} without a body")
        if response.status >= 500 and not (self.expects_faults and response.status == 503):
            raise Failure(f"{method} {whole}: status {response.status}: {raw[:500]!r}")
        if self.contract and in_api and method != "OPTIONS":
            below = path.removeprefix(BASE) or "/"
            self.contract.check(method, below, response.status, body)
        return Answer(response.status, response.headers, raw, body)

    # Shorthands for tests that expect success.
    def get(self, path, token=None):
        return self._success(self.request("GET", path, token=token), path)

    def post(self, path, body=None, token=None):
        return self._success(self.request("POST", path, body, token=token), path)

    @staticmethod
    def _success(answer, path):
        if answer.status >= 300 or answer.json.get("result") != "success":
            raise Failure(f"{path}: {answer}")
        return answer.json
