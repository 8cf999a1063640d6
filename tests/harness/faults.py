"""Ways to take the disk or the database away from a running server, and to give it back: without
loop devices or preloaded libraries, as root and as an ordinary user."""

import os
import resource
import sqlite3
import subprocess
import sys

from harness.report import Failure

MARK = "PLANSTEAD_OWN_MOUNTS"
BLOCK = b"\0" * 4096


def own_mounts():
    """Begins the program again where it may mount, unseen by everybody else. Where the machine
    permits that to nobody, it goes on as it is: whoever wants a disk then fails."""
    if os.environ.get(MARK):
        return
    for way in (["--mount"], ["--user", "--map-root-user", "--mount"]):
        if subprocess.run(["unshare", *way, "true"], capture_output=True, check=False).returncode:
            continue
        environment = dict(os.environ, **{MARK: "yes"})
        os.execvpe("unshare", ["unshare", *way, sys.executable, *sys.argv], environment)


def run(*words):
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Failure(f"{' '.join(words)}: {done.stderr.strip()}")


class FullDisk:
    """A small disk in the place of a folder, which takes over what the folder holds."""

    def __init__(self, folder, megabytes=24):
        self.folder = folder
        kept = folder + ".kept"
        os.rename(folder, kept)
        os.mkdir(folder, 0o700)
        run("mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=700", "planstead", folder)
        run("cp", "-a", kept + "/.", folder)

    def begin(self, _):
        with open(os.path.join(self.folder, "ballast"), "wb", buffering=0) as ballast:
            try:
                while True:
                    ballast.write(BLOCK)
            except OSError:
                pass  # full, as planned

    def end(self, _):
        os.remove(os.path.join(self.folder, "ballast"))

    def read_only(self):
        run("mount", "-o", "remount,bind,ro", self.folder)

    def writable(self):
        run("mount", "-o", "remount,bind,rw", self.folder)

    def remove(self):
        run("umount", self.folder)


class ReadOnlyView:
    """The folder is read-only for whatever is opened from now on."""

    def __init__(self, folder):
        self.folder = folder

    def begin(self, _):
        run("mount", "--bind", self.folder, self.folder)
        run("mount", "-o", "remount,bind,ro", self.folder)

    def end(self, _):
        run("umount", "--lazy", self.folder)

    def remove(self):
        pass


class ShortFiles:
    """No file of the server grows any more: a write fails, and not for want of room."""

    def begin(self, server):
        self.former = resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE)
        size = os.path.getsize(os.path.join(server.folder.data, "account.sqlite-wal"))
        self.limit(server, size)

    def end(self, server):
        self.limit(server, self.former[0])

    def limit(self, server, size):
        limits = (size, self.former[1])
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, limits)

    def remove(self):
        pass


class LockedDatabase:
    """Another process writes to the database and does not come to an end."""

    def begin(self, server):
        path = os.path.join(server.folder.data, "account.sqlite")
        self.session = sqlite3.connect(path, isolation_level=None)
        self.session.execute("BEGIN EXCLUSIVE")

    def end(self, _):
        self.session.execute("ROLLBACK")
        self.session.close()

    def remove(self):
        pass
