#!/usr/bin/env python3
"""Upload and download of a large file through a running server, against copying the file by the
system in the same run: benchmarks/files_bench.py [--binary PROGRAM] [--megabytes N] [--rounds N].

`measure(binary, megabytes, rounds)` answers the figures as a dictionary. An upload is on disk when
it is answered, so it is compared with `cp` and `sync` of the copy; a download, which the client
writes to a file, with `cp` alone."""

import argparse
import http.client
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BOUNDARY = b"files-bench"
PIECE = 1024 * 1024


class Server:
    """`planstead serve` over a fresh account."""

    def __init__(self, binary, folder):
        data = os.path.join(folder, "data")
        subprocess.run([binary, "account", "create", "Bench", "--data", data, "--administrator",
                        "Ada"], check=True, capture_output=True)
        made = subprocess.run([binary, "token", "create", "--person", "user:1", "--data", data],
                              check=True, capture_output=True, text=True)
        self.token = re.search(r"\bps_[A-Za-z0-9_-]+", made.stdout).group(0)
        self.process = subprocess.Popen(
            [binary, "serve", "--data", data, "--listen-http", "127.0.0.1:0", "--listen-https",
             "off", "--metrics-port", "-1", "--max-upload-bytes", str(1 << 40)],
            stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        self.port = int(re.search(r"127\.0\.0\.1:(\d+)", line).group(1))

    def resident(self):
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as status:
            found = re.search(r"VmHWM:\s+(\d+)", status.read())
        return int(found.group(1)) * 1024

    def connect(self):
        return socket.create_connection(("127.0.0.1", self.port), 600)

    def stop(self):
        self.process.terminate()
        self.process.wait()


def answer_head(wire):
    head = b""
    while b"\r\n\r\n" not in head:
        piece = wire.recv(65536)
        if not piece:
            raise RuntimeError(f"the server closed after {head[:200]!r}")
        head += piece
    head, _, rest = head.partition(b"\r\n\r\n")
    return head.decode(), rest


def upload(server, path):
    """Seconds, and the number of the file."""
    size = os.path.getsize(path)
    start = (b"--" + BOUNDARY + b'\r\nContent-Disposition: form-data; name="file"; '
             b'filename="bench.bin"\r\n\r\n')
    end = b"\r\n--" + BOUNDARY + b"--\r\n"
    wire = server.connect()
    begun = time.perf_counter()
    wire.sendall((f"POST /rest/file/ HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n"
                  f"Authorization: Bearer {server.token}\r\nContent-Type: multipart/form-data; "
                  f"boundary={BOUNDARY.decode()}\r\nContent-Length: "
                  f"{len(start) + size + len(end)}\r\n\r\n").encode() + start)
    with open(path, "rb") as content:
        wire.sendfile(content)
    wire.sendall(end)
    _, body = answer_head(wire)
    took = time.perf_counter() - begun
    wire.close()
    return took, json.loads(body)["id"]


def address_of(server, number):
    wire = http.client.HTTPConnection("127.0.0.1", server.port, timeout=600)
    wire.request("GET", f"/rest/file/{number}", headers={"Authorization": f"Bearer {server.token}"})
    address = json.loads(wire.getresponse().read())["file"]["downloadUrl"]
    wire.close()
    return address[address.index("/download/"):]


def download(server, number, path):
    address = address_of(server, number)
    wire = server.connect()
    begun = time.perf_counter()
    wire.sendall(f"GET {address} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    head, rest = answer_head(wire)
    left = int(re.search(r"(?i)content-length: (\d+)", head).group(1)) - len(rest)
    buffer = bytearray(PIECE)
    with open(path, "wb", buffering=0) as out:
        out.write(rest)
        while left > 0:
            count = wire.recv_into(buffer)
            out.write(memoryview(buffer)[:count])
            left -= count
    took = time.perf_counter() - begun
    wire.close()
    return took


def settle(source, target):
    """Gives every timed step the same start: as much memory as the file needs, in use a moment
    before. A virtual machine may have given idle memory back to its host, and the step that
    touches it first would pay for getting it again (measured: 2.7 instead of 0.3 s for `cp`)."""
    subprocess.run(["cp", "--reflink=never", source, target], check=True)
    os.unlink(target)


def copy(source, target):
    """Seconds for `cp`, and for `cp` with `sync` behind it."""
    settle(source, target)
    begun = time.perf_counter()
    subprocess.run(["cp", "--reflink=never", source, target], check=True)
    copied = time.perf_counter() - begun
    subprocess.run(["sync", target], check=True)
    return copied, time.perf_counter() - begun


def measure(binary, megabytes=1024, rounds=3):
    folder = tempfile.mkdtemp(prefix="planstead-files-bench-")
    source, target = os.path.join(folder, "source"), os.path.join(folder, "target")
    server = None
    try:
        with open(source, "wb") as out:
            for _ in range(megabytes):
                out.write(os.urandom(PIECE))
        subprocess.run(["sync", source], check=True)
        server = Server(binary, folder)
        before = server.resident()
        best = {}
        for _ in range(rounds):
            copied, synced = copy(source, target)
            os.unlink(target)
            settle(source, target)
            sent, number = upload(server, source)
            settle(source, target)
            got = download(server, number, target)
            for name, took in (("cp", copied), ("cp_sync", synced), ("upload", sent),
                               ("download", got)):
                best[name] = min(took, best.get(name, took))
            # The next upload must be written anew.
            wire = server.connect()
            wire.sendall((f"DELETE /rest/file/{number} HTTP/1.1\r\nHost: x\r\n"
                          f"Authorization: Bearer {server.token}\r\n\r\n").encode())
            answer_head(wire)
            wire.close()
        figures = {f"{name}_seconds": round(took, 3) for name, took in best.items()}
        figures["upload_of_cp_sync"] = round(best["cp_sync"] / best["upload"], 2)
        figures["upload_of_cp"] = round(best["cp"] / best["upload"], 2)
        figures["download_of_cp"] = round(best["cp"] / best["download"], 2)
        figures["memory_before"] = before
        figures["memory_peak"] = server.resident()
        return figures
    finally:
        if server:
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--binary", default=os.path.join(ROOT, "build", "release", "planstead"))
    options.add_argument("--megabytes", type=int, default=1024)
    options.add_argument("--rounds", type=int, default=3)
    arguments = options.parse_args()
    figures = measure(arguments.binary, arguments.megabytes, arguments.rounds)
    for name, value in figures.items():
        print(f"{name:20} {value}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
