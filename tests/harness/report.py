"""Counts what passed and prints the closing line that `check` adds up. Knows nothing of servers."""

import sys
import threading


class Failure(Exception):
    """A test found something else than it expected; the text says what and where."""


class Report:
    """Collects the outcome of named tests; safe to use from several threads."""

    def __init__(self, suite, verbose=False):
        self.suite = suite
        self.verbose = verbose
        self.passed = 0
        self.failures = []
        self._lock = threading.Lock()

    def ok(self, name, count=1):
        with self._lock:
            self.passed += count
            if self.verbose:
                print(f"ok   {self.suite}: {name}", flush=True)

    def fail(self, name, text):
        with self._lock:
            self.failures.append(name)
            indented = "\n".join("     " + line for line in str(text).splitlines())
            print(f"FAIL {self.suite}: {name}\n{indented}", flush=True)

    def run(self, name, function, *arguments):
        """Runs one test; a Failure or a broken connection counts as failed, a bug of the test
        too."""
        try:
            function(*arguments)
        except Exception as error:  # whatever breaks off a test makes it a failed one
            self.fail(name, f"{type(error).__name__}: {error}")
            return False
        self.ok(name)
        return True

    def close(self):
        """Prints the closing line and answers the exit code."""
        print(f"{self.passed} passed, {len(self.failures)} failed", flush=True)
        sys.stdout.flush()
        return 1 if self.failures else 0
