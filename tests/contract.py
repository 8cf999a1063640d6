#!/usr/bin/env python3
"""Runs the contract cases: tests/contract.py [-v] [FILE.case …]; without names all of tests/contract."""

import concurrent.futures
import glob
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import cases, report, server  # noqa: E402  (the path comes first)


def main(arguments):
    verbose = "-v" in arguments
    names = [name for name in arguments if name != "-v"]
    here = os.path.dirname(os.path.abspath(__file__))
    names = names or sorted(glob.glob(os.path.join(here, "contract", "*.case")))
    outcome = report.Report("contract", verbose)
    files = [cases.CaseFile(name) for name in names]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda file: cases.Runner(file, outcome).run(), files))
    server.Folder.remove_prepared()
    return outcome.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
