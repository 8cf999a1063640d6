#!/usr/bin/env python3
"""Public tools that read our OpenAPI file, against a real server: a linter, an import into Postman
whose requests are then run by newman, and a TypeScript client that is generated, compiled and
called. Wants `npm ci` in tests/npm (./check --all does that)."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import report, server  # noqa: E402  (the path comes first)

NPM = os.path.join(server.ROOT, "tests", "npm")
CLOSING = re.compile(r"^(\d+) passed, (\d+) failed$", re.M)
QUIET = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true", "CI": "true"}


class Suite:
    def __init__(self, outcome):
        self.outcome = outcome
        self.folder = server.Folder.of(
            server.fixture("contract.yaml"), server.utc_seconds("2026-03-02 09:00")
        )
        self.server = server.Server(self.folder)
        self.token = self.folder.token("user:2")
        self.base = f"http://127.0.0.1:{self.server.port}/rest"
        self.place = tempfile.mkdtemp(prefix="planstead-tools-")
        self.swagger = self.file("swagger.json")
        with open(self.swagger, "w", encoding="utf-8") as out:
            json.dump(self.server.client().contract.document, out, ensure_ascii=False)

    def file(self, name):
        return os.path.join(self.place, name)

    def run(self, program, *arguments):
        """What a tool printed; it must succeed."""
        tool = os.path.join(NPM, "node_modules", ".bin", program)
        done = subprocess.run(
            [tool if os.path.exists(tool) else program, *arguments],
            cwd=NPM,
            env={**os.environ, **QUIET},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        printed = done.stdout + done.stderr
        if done.returncode != 0 and not CLOSING.search(printed):
            raise report.Failure(f"{program}: exit code {done.returncode}\n{printed[-6000:]}")
        return printed

    def count(self, name, printed):
        """Adds up a closing line; what failed stands in front of it."""
        good, bad = map(int, CLOSING.findall(printed)[-1])
        self.outcome.ok(name, good)
        if bad or not good:
            self.outcome.fail(name, printed[-12000:])

    def lint(self):
        printed = self.run(
            "redocly", "lint", self.swagger, "--config", "redocly.yaml", "--format", "json"
        )
        found = json.loads(printed[printed.index("{") : printed.rindex("}") + 1])
        if found["totals"]["errors"] or found["totals"]["warnings"]:
            problems = [
                f"{one['ruleId']}: {one['message']} {one['location'][0].get('pointer')}"
                for one in found["problems"]
            ]
            raise report.Failure("\n".join(problems[:60]))

    def postman(self):
        collection = self.file("collection.json")
        self.run("node", "collection.mjs", self.swagger, collection)
        self.count("newman", self.run("node", "run.mjs", collection, self.base, self.token))

    def typescript(self):
        project = self.file("client")
        shutil.copytree(os.path.join(NPM, "client"), project)
        for name in ("node_modules", "package.json"):
            os.symlink(os.path.join(NPM, name), self.file(name))
        self.run("openapi-typescript", self.swagger, "-o", os.path.join(project, "schema.d.ts"))
        self.run("tsc", "-p", project)
        calls = os.path.join(project, "calls.js")
        self.count("the calls", self.run("node", calls, self.base, self.token))

    def close(self):
        self.outcome.run("the server ends in order", self.server.stop)
        self.folder.remove()
        server.Folder.remove_prepared()
        shutil.rmtree(self.place)


def main():
    outcome = report.Report("tools")
    suite = Suite(outcome)
    outcome.run("the linter is content", suite.lint)
    outcome.run("Postman imports it and newman runs it", suite.postman)
    outcome.run("a TypeScript client compiles and works", suite.typescript)
    suite.close()
    return outcome.close()


if __name__ == "__main__":
    sys.exit(main())
