#!/usr/bin/env python3
"""Runs the contract cases: tests/contract.py [-v] [FILE.case …]; without names all of
tests/contract."""

import concurrent.futures
import glob
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import cases, report, server  # noqa: E402  (the path comes first)

# Operations whose success needs a second server.
WORKS_ELSEWHERE = {("post", "/file/from-url"): "tests/files.py"}


def coverage(runners, outcome):
    """Every operation that our OpenAPI file documents was answered, with success and with an
    error."""
    contracts = [runner.server.contract for runner in runners if getattr(runner, "server", None)]
    seen = set().union(*(contract.seen for contract in contracts))
    for path, item in contracts[0].document["paths"].items():
        for method in item:
            met = {
                status
                for found, template, status in seen
                if template == path and found.lower() == method
            }
            name = f"{method.upper()} {path} was tried"
            worked = any(status < 400 for status in met) or (method, path) in WORKS_ELSEWHERE
            if worked and any(status >= 400 for status in met):
                outcome.ok(name)
            else:
                outcome.fail(name, f"only with {sorted(met)}")


def main(arguments):
    verbose = "-v" in arguments
    names = [name for name in arguments if name != "-v"]
    here = os.path.dirname(os.path.abspath(__file__))
    chosen = bool(names)
    names = names or sorted(glob.glob(os.path.join(here, "contract", "*.case")))
    outcome = report.Report("contract", verbose)
    files = [cases.CaseFile(name) for name in names]
    runners = [cases.Runner(file, outcome) for file in files]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda runner: runner.run(), runners))
    if not chosen:
        coverage(runners, outcome)
    server.Folder.remove_prepared()
    return outcome.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
