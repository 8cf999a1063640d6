"""An account in a folder of its own, and a server over it. The clock of the server is a file, so
that tests own time. Folders are prepared once for each structure file and copied for each
server."""

import atexit
import datetime
import hashlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time
import urllib.request

from harness.client import Client
from harness.report import Failure
from harness.schema import Contract

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FIXTURES = os.path.join(ROOT, "tests", "fixtures")
BINARY = os.environ.get("PLANSTEAD_BINARY", os.path.join(ROOT, "build", "dev", "planstead"))
# What a sanitizer writes when it finds something.
SANITIZER = re.compile(
    r"AddressSanitizer|LeakSanitizer|UndefinedBehaviorSanitizer|runtime error:|"
    r"terminate called|Assertion .* failed"
)
LISTENING = re.compile(r"serving http://127\.0\.0\.1:(\d+)")
START_SECONDS = 60
EPOCH = datetime.datetime(1970, 1, 1)


def environment():
    changed = dict(os.environ)
    changed.setdefault("ASAN_OPTIONS", "detect_leaks=1:detect_stack_use_after_return=1:exitcode=86")
    changed.setdefault("UBSAN_OPTIONS", "print_stacktrace=1:halt_on_error=1")
    return changed


def command(arguments, text=None):
    """Runs the program's command line; answers (exit code, everything it printed)."""
    done = subprocess.run(
        [BINARY, *arguments],
        input=text,
        capture_output=True,
        text=True,
        timeout=300,
        env=environment(),
        check=False,
    )
    printed = done.stdout + done.stderr
    if SANITIZER.search(printed) or done.returncode < 0:
        raise Failure(f"planstead {' '.join(arguments)} broke:\n{printed[-4000:]}")
    return done.returncode, printed


def must(arguments):
    code, printed = command(arguments)
    if code != 0:
        raise Failure(f"planstead {' '.join(arguments)}: exit code {code}\n{printed[-2000:]}")
    return printed


def utc_seconds(text):
    """`2026-03-02 09:00` or with seconds, UTC."""
    form = "%Y-%m-%d %H:%M:%S" if text.count(":") == 2 else "%Y-%m-%d %H:%M"
    return int((datetime.datetime.strptime(text, form) - EPOCH).total_seconds())


class Folder:
    """A data folder, removed at the end."""

    _prepared = {}
    _lock = threading.Lock()

    def __init__(self, fixture_text, now, source=None):
        self.root = tempfile.mkdtemp(prefix="planstead-test-")
        atexit.register(self.remove)
        self.data = os.path.join(self.root, "data")
        self.clock_file = os.path.join(self.root, "clock")
        self.set_clock(now)
        if source:
            shutil.copytree(source.data, self.data)
        else:
            self._create(fixture_text)

    def _create(self, fixture_text):
        path = os.path.join(self.root, "fixture.yaml")
        with open(path, "w", encoding="utf-8") as out:
            out.write(fixture_text)
        must(["account", "create", "--data", self.data])
        must(["account", "apply", "--data", self.data, path])

    @classmethod
    def of(cls, fixture_text, now):
        """A fresh copy of the account that the structure file describes."""
        key = hashlib.sha256(f"{now} {fixture_text}".encode()).hexdigest()
        with cls._lock:
            if key not in cls._prepared:
                cls._prepared[key] = cls(fixture_text, now)
            return cls(fixture_text, now, cls._prepared[key])

    @classmethod
    def remove_prepared(cls):
        for folder in cls._prepared.values():
            folder.remove()
        cls._prepared.clear()

    def set_clock(self, seconds):
        # Replaced in one step, so that the server never reads half a number.
        with open(self.clock_file + ".new", "w", encoding="ascii") as out:
            out.write(f"{seconds}\n")
        os.replace(self.clock_file + ".new", self.clock_file)
        self.now = seconds

    def token(self, person, scopes=(), expires=None, more=()):
        """The text of a new token; `more` are further options."""
        asked = ["token", "create", "--data", self.data, "--person", person]
        if scopes:
            asked += ["--scopes", ",".join(scopes)]
        if expires:
            asked += ["--expires", expires]
        asked += more
        found = re.search(r"\bps_[A-Za-z0-9_-]+", must(asked))
        if not found:
            raise Failure("token create printed no token")
        return found.group(0)

    def remove(self):
        shutil.rmtree(self.root, ignore_errors=True)


class Server:
    """A running `planstead serve`."""

    def __init__(self, folder, options=(), https="off"):
        self.folder, self.https = folder, https
        self.options = list(options)
        self.process = None
        self.port = None
        self.contract = None
        self.log_path = os.path.join(folder.root, "log")
        self.start()

    def start(self):
        log = open(self.log_path, "ab")
        offset = log.tell()
        self.process = subprocess.Popen(
            [
                BINARY,
                "serve",
                "--data",
                self.folder.data,
                "--listen-http",
                "127.0.0.1:0",
                "--listen-https",
                self.https,
                *([] if "--metrics-port" in self.options else ["--metrics-port", "-1"]),
                "--clock-file",
                self.folder.clock_file,
                *self.options,
            ],
            stdout=log,
            stderr=subprocess.STDOUT,
            env=environment(),
        )
        log.close()
        # A suite that breaks off must leave no server behind.
        atexit.register(self.process.kill)
        self.port = self._wait_for_port(offset)

    def _wait_for_port(self, offset):
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            with open(self.log_path, "rb") as log:
                log.seek(offset)
                found = LISTENING.search(log.read().decode("utf-8", "replace"))
            if found:
                return int(found.group(1))
            if self.process.poll() is not None:
                break
            time.sleep(0.02)  # tidy: waits for another process
        self.process.kill()
        raise Failure(f"the server did not start:\n{self.log()[-3000:]}")

    def client(self, token=None, checked=True):
        if checked and self.contract is None:
            document = (
                Client("127.0.0.1", self.port).request("GET", "!/restapidocs/swagger.json").json
            )
            self.contract = Contract(document)
        return Client("127.0.0.1", self.port, token, self.contract if checked else None)

    def metric(self, name):
        """A number of /metrics, of a server whose options have a port for it."""
        port = re.findall(r"http://127\.0\.0\.1:(\d+)/metrics", self.log())[-1]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=60) as answer:
            found = re.search(rf"^{name} (\S+)$", answer.read().decode(), re.MULTILINE)
        return float(found.group(1))

    def log(self):
        with open(self.log_path, encoding="utf-8", errors="replace") as log:
            return log.read()

    def kill(self):
        """kill -9, as a power cut would end it."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.check_log()

    def stop(self):
        """SIGTERM; the server must end in order and must have found nothing wrong with itself."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(timeout=60)
        except subprocess.TimeoutExpired as error:
            self.process.kill()
            self.process.wait()
            raise Failure("the server did not stop on SIGTERM") from error
        self.check_log()
        if code != 0:
            raise Failure(f"the server ended with exit code {code}:\n{self.log()[-4000:]}")

    def check_log(self):
        text = self.log()
        found = SANITIZER.search(text)
        if found:
            begin = max(0, found.start() - 200)
            raise Failure(f"sanitizer or crash:\n{text[begin:begin + 5000]}")

    def alive(self):
        return self.process.poll() is None


def fixture(name):
    with open(os.path.join(FIXTURES, name), encoding="utf-8") as text:
        return text.read()


def finish(outcome, running, folder):
    """The end of a suite with one server: stops it, removes what was made, answers the exit code."""
    if running.alive():
        outcome.run("the server ends in order", running.stop)
    folder.remove()
    Folder.remove_prepared()
    return outcome.close()
