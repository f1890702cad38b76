"""A Ray cluster on loopback, a head and two nodes of one core, for the tests: begun, used, and killed with
all that came of it."""

import filecmp
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ADAPTER = HERE / "shortrun_ray.py"
NODES = ("127.0.0.2", "127.0.0.3")
LONGEST = 180  # seconds that one command may take


# --- processes and files --------------------------------------------------------------------------


def parents():
    """The parent of each process."""
    all = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
            if fields[0] != "Z":
                all[int(stat.parent.name)] = int(fields[1])
        except OSError:
            pass  # it has ended
    return all


def family(root):
    """A process and all that come of it."""
    by = parents()
    found, fresh = [], [root] if root in by else []
    while fresh:
        found += fresh
        fresh = [child for child, parent in by.items() if parent in fresh]
    return found


def kill_all(roots):
    """Kills processes with all that come of them, by their ids."""
    for process in [one for root in roots for one in family(root)]:
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            pass


def ours(mark):
    """All that was started here, and what came of it: processes at work in this folder, or that have it
    in their environment."""
    found = []
    for process in parents():
        try:
            seen = [os.fsencode(os.readlink(f"/proc/{process}/cwd")), Path(f"/proc/{process}/environ").read_bytes()]
            if process != os.getpid() and any(mark in one for one in seen):
                found.append(process)
        except OSError:
            pass
    return found


def is_worker(process):
    try:
        return b"worker" in Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False


def until(true, seconds, what):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"{what}: not within {seconds} s"
        time.sleep(0.02)


def differences(one, other):
    """Names of files that two folders do not both have with the same bytes."""
    names = {str(file.relative_to(top)) for top in (one, other) for file in top.rglob("*") if file.is_file()}
    assert names, f"{one} is empty"
    same, _, _ = filecmp.cmpfiles(one, other, names, shallow=False)
    return sorted(names - set(same))


def lines(file):
    """Whole lines of a file that may still be written."""
    return [line for line in file.read_bytes().splitlines(True) if line.endswith(b"\n")] if file.exists() else []


# --- the cluster ----------------------------------------------------------------------------------


class Ground:
    """A folder for all that is done here, and a cluster on loopback."""

    def __init__(self, program):
        self.program = program
        self.top = Path(tempfile.mkdtemp(prefix="srt"))
        self.temporary = self.top / "tmp"
        self.temporary.mkdir()
        self.mark = os.fsencode(self.top)
        # What Ray writes for itself stands apart, so that what the adapter leaves is seen.
        self.environment = {**os.environ, "TMPDIR": str(self.temporary), "SHORTRUN_TEST": str(self.top),
                            "RAY_USAGE_STATS_ENABLED": "0", "RAY_TMPDIR": str(self.top / "ray"),
                            "PYTHONDONTWRITEBYTECODE": "1",
                            "RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": secrets.token_hex(32)}
        self.environment.pop("RAY_ADDRESS", None)
        self.head, self.nodes, self.driver = None, [], None

    def begin_cluster(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"127.0.0.1:{free.getsockname()[1]}"
        port = self.address.split(":")[1]
        self.head = self.start("--head", "--port", port, "--node-ip-address", "127.0.0.1", "--num-cpus", "0",
                               "--include-dashboard", "false", "--temp-dir", str(self.top / "ray"))
        until(self.answers, 60, "the head")
        self.nodes = [self.start_node(ip) for ip in NODES]
        self.nodes = [self.joined(node, ip) for node, ip in zip(self.nodes, NODES)]

    def start_node(self, ip):
        return self.start("--address", self.address, "--node-ip-address", ip, "--num-cpus", "1")

    def joined(self, node, ip):
        """A node that has joined; one that a busy machine was too slow for is started again."""
        for _ in range(3):
            until(lambda: b"Ray runtime started" in node.log.read_bytes() or node.poll() is not None, 120, f"node {ip}")
            if node.poll() is None:
                return node
            node = self.start_node(ip)
        raise RuntimeError(f"node {ip} does not join")

    def start(self, *options):
        name = self.top / f"node-{len(list(self.top.glob('node-*')))}.log"
        ray = Path(sys.executable).with_name("ray")
        with name.open("wb") as log:
            node = subprocess.Popen([ray, "start", "--block", "--object-store-memory", "250000000", *options],
                                    env=self.environment, stdout=log, stderr=log, cwd=self.top)
        node.log = name
        return node

    def answers(self):
        host, port = self.address.split(":")
        try:
            return socket.create_connection((host, int(port)), 1).close() is None
        except OSError:
            return False

    def place(self, name):
        """An empty folder."""
        folder = self.top / name
        folder.mkdir()
        return folder

    def plain(self, folder, command):
        """A command on one machine."""
        return subprocess.run([self.program, *command], cwd=folder, env=self.environment, timeout=LONGEST,
                              capture_output=True, check=True)

    def begin(self, folder, command, binary=None, options=(), own=False):
        """A command by the adapter, which goes on by itself."""
        where = [] if own else ["--address", self.address]
        line = [sys.executable, ADAPTER, "--binary", binary or self.program, "--work", folder / "work", *where, *options,
                "--", *command]
        with (folder / "stdout").open("wb") as out, (folder / "stderr").open("wb") as err:
            self.driver = subprocess.Popen(line, cwd=folder, env=self.environment, stdout=out, stderr=err)
        return self.driver

    def finish(self, driver, folder, code=0):
        """Its end, with the code that it must have; what it said."""
        try:
            driver.wait(LONGEST)
        except subprocess.TimeoutExpired:
            kill_all([driver.pid])
            raise
        said = (folder / "stderr").read_text()
        assert driver.returncode == code, f"exit code {driver.returncode}, {said}"
        return said

    def spread(self, name, command, **more):
        """A command by the adapter: its folder, and what it said."""
        folder, code = self.place(name), more.pop("code", 0)
        return folder, self.finish(self.begin(folder, command, **more), folder, code)

    def wrapper(self, name, script):
        """A program that does something before it is shortrun."""
        file = self.top / name
        file.write_text(f"#!/bin/sh\nulimit -c 0\n{script}\nexec {self.program} \"$@\"\n")
        file.chmod(0o755)
        return file

    def slow(self, name):
        """A program that takes a while for each job, and keeps the jobs that it was given."""
        jobs = self.place(f"{name}-jobs")
        script = f'[ "$1" != worker ] || {{ tee {jobs}/$$-$(date +%N) | {{ sleep 0.3; {self.program} "$@"; }}; exit; }}'
        return self.wrapper(name, script), jobs

    def end(self):
        """Kills the cluster."""
        kill_all([one.pid for one in [self.head, *self.nodes]])
        for one in [self.head, *self.nodes]:
            one.wait(10)
