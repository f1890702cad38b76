#!/usr/bin/env python3
"""Carries out a command of shortrun on a Ray cluster, with the bytes of one machine.

    python cluster/shortrun_ray.py --binary target/release/shortrun --work DIR -- \
        run scenarios/minimal.toml -n 1000000 -o out

`shortrun merge` says which jobs are still to be done and makes the result of them; `shortrun worker`
carries them out. This file only brings them to where there is time, and makes no number. What is in
DIR/partials is done: called again with the same DIR, a driver that was killed goes on from there.
"""

import argparse
import errno
import fcntl
import hashlib
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, deque
from pathlib import Path

MORE_NEEDED = 75
REFUSED = range(64, 79)  # what a worker ends with that no repetition cures
TASKS_PER_CORE = 8  # in a round, so that cores that are faster get more of them
WIPE = "\r\033[K"  # the line of progress
_checked = {}  # binaries whose digest this process has checked


# --- on a node -----------------------------------------------------------------------------------


def cached(digest):
    """Where a node has the binary of this digest; the folder is the user's own."""
    return Path(tempfile.gettempdir()) / f"shortrun-{os.getuid()}" / digest


def binary_on_node(digest, content):
    """The binary on this node, brought there if it is not. `content` is a list with its reference,
    which Ray, unlike a bare reference, leaves alone until it is asked for."""
    import ray

    path = cached(digest)
    mark = lambda: (path.stat().st_ino, path.stat().st_mtime_ns, path.stat().st_size)
    if path.exists() and _checked.get(digest) == mark():
        return path
    if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        if path.parent.stat().st_uid != os.getuid():
            raise PermissionError(f"{path.parent} belongs to somebody else")
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=digest, delete=False) as file:
            file.write(ray.get(content[0]))
        os.chmod(file.name, 0o700)
        os.replace(file.name, path)  # never there by halves, whoever else brings it
    _checked[digest] = mark()
    return path


def carry_out(digest, content, jobs):
    """Has one process answer jobs, (id, line) each: answers in their order, its exit code, and what
    it said. Where it died there are as many answers as it gave."""
    program = [binary_on_node(digest, content), "worker", "--threads", "1"]
    answers = []
    with tempfile.TemporaryFile() as said:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": said}
        try:
            worker = subprocess.Popen(program, **pipes)
        except OSError as why:
            # Vanished, or replaced at this very moment: again. Any other: for another kind of machine.
            again = why.errno in (errno.ENOENT, errno.ETXTBSY)
            return [], 1 if again else REFUSED[0], f"cannot start the program: {why}"
        try:
            with worker:
                worker.stdin.writelines(line for _, line in jobs)
                worker.stdin.flush()
                for name, _ in jobs:
                    answer = worker.stdout.readline()
                    if not answer.endswith(b"\n") or json.loads(answer)["id"] != name:
                        break
                    answers.append(answer)
                # Not before: should this process be killed, the worker sees no end and ends, too.
                worker.stdin.write(b"end\n")
        except BrokenPipeError:
            pass  # it is dead; its exit code says why
        said.seek(0)
        return answers, worker.returncode, said.read().decode(errors="replace").strip()


def clean(digest):
    """Leaves nothing of the binary on this node."""
    for file in cached(digest).parent.glob(f"{digest}*"):  # also of who was killed while bringing it
        file.unlink(missing_ok=True)
    try:
        cached(digest).parent.rmdir()
    except OSError:
        pass  # another binary is in use there


# --- the driver ----------------------------------------------------------------------------------


class Stop(Exception):
    """Ends with a message and an exit code."""


class Refused(Exception):
    """Ends with what the program said of a job, which no repetition cures."""


def say(text):
    wipe = WIPE if sys.stderr.isatty() else ""
    print(f"{wipe}shortrun_ray: {text}", file=sys.stderr, flush=True)


class Journal:
    """The answers so far, on the disk before anything else is made of them."""

    def __init__(self, path):
        self.file = open(path, "a+b")
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Stop(f"another driver is at work in {path.parent.parent}", 2) from None
        # A driver that was killed can have left a line cut off; its job is done again.
        whole, size = 0, self.file.seek(0, os.SEEK_END)
        self.file.seek(0)
        for line in self.file:
            whole += len(line) if line.endswith(b"\n") else 0
        if whole < size:
            self.file.truncate(whole)
            say("the last line of the journal was cut off and is dropped")

    def add(self, answers):
        self.file.writelines(answers)
        self.file.flush()
        os.fsync(self.file.fileno())


class Cluster:
    """A Ray cluster with the binary: one that is there, or one of this machine's cores."""

    def __init__(self, binary, address, work):
        # Seven minutes pass otherwise until a node that says nothing any more is given up.
        os.environ.setdefault("RAY_grpc_client_keepalive_time_ms", "10000")
        os.environ.setdefault("RAY_grpc_client_keepalive_timeout_ms", "10000")
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        if not address and "RAY_AUTH_MODE" not in os.environ:
            # For this cluster alone; without one of ours Ray leaves a token in the user's home.
            os.environ.update(RAY_AUTH_MODE="token", RAY_AUTH_TOKEN=secrets.token_hex(32))
        try:
            import ray
        except ImportError:
            needed = Path(__file__).with_name("requirements.txt")
            raise Stop(f"Ray is not installed: pip install -r {needed}", 1) from None
        content = binary.read_bytes()
        self.ray, self.digest, self.own = ray, hashlib.sha256(content).hexdigest(), None
        where = {"address": address}
        if not address:
            # The same again after a driver that was killed; and short, since paths of sockets must be.
            name = "shortrun-ray-" + hashlib.sha256(str(work.resolve()).encode()).hexdigest()[:8]
            folder = tempfile.gettempdir()
            self.own = Path(folder if len(folder) <= 20 else "/tmp") / name
            shutil.rmtree(self.own, ignore_errors=True)
            where = {"address": "local", "include_dashboard": False, "_temp_dir": str(self.own),
                     "object_store_memory": 128 * 2**20 + 2 * len(content)}
        try:
            ray.init(**where, log_to_driver=False, logging_level="error")
        except Exception as why:  # of many kinds
            self.leave()
            raise Stop(f"no cluster: {why}", 1) from None
        # Ray's own way to end on this signal is to abort, which leaves all of it behind.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        self.content = [ray.put(content)]
        # Ray repeats nothing by itself: what is repeated, how often, and what is said is seen here.
        self.carry_out = ray.remote(num_cpus=1, max_retries=0)(carry_out)
        self.clean = ray.remote(num_cpus=0, max_retries=0)(clean)
        self.running = {}  # jobs of each task

    def cores(self):
        return int(self.ray.cluster_resources().get("CPU", 0))

    def submit(self, jobs):
        return self.carry_out.remote(self.digest, self.content, jobs)

    def answers(self, task):
        """As `carry_out`; a node or process of Ray's that is lost is a worker that died."""
        try:
            return self.ray.get(task)
        except self.ray.exceptions.RayTaskError as why:
            return [], 1, str(why.cause)
        except self.ray.exceptions.RayError as why:
            return None, 1, f"{type(why).__name__}: its node or process is lost"

    def close(self):
        # None may bring the binary back after it was cleared away.
        tasks = list(self.running)
        for task in tasks:
            self.ray.cancel(task, force=True)
        if tasks:
            self.ray.wait(tasks, num_returns=len(tasks), timeout=10)
        on = self.ray.util.scheduling_strategies.NodeAffinitySchedulingStrategy
        nodes = [node["NodeID"] for node in self.ray.nodes() if node["Alive"]]
        tasks = [self.clean.options(scheduling_strategy=on(node, soft=False)).remote(self.digest)
                 for node in nodes]
        self.ray.wait(tasks, num_returns=len(tasks), timeout=10)
        self.leave()

    def leave(self):
        self.ray.shutdown()
        if self.own:
            shutil.rmtree(self.own, ignore_errors=True)


def batches(jobs, cores, largest):
    """Small jobs together in one task, so that many cost little more than their paths."""
    wanted = min(largest, sum(paths for *_, paths in jobs) / (max(1, cores) * TASKS_PER_CORE))
    batch, so_far = [], 0
    for name, line, paths in jobs:
        batch.append((name, line))
        so_far += paths
        if so_far >= wanted:
            yield batch
            batch, so_far = [], 0
    if batch:
        yield batch


def do_round(cluster, jobs, journal, args):
    """Has all jobs answered, with a bounded number of tasks at a time."""
    waiting = deque(batches(jobs, cluster.cores(), args.shard_size))
    deaths, running, done, began = Counter(), cluster.running, 0, time.monotonic()
    is_told = False
    try:
        while waiting or running:
            # A little more than the cores, which also tells a cluster that it may grow.
            while waiting and len(running) < 2 * cluster.cores() + 2:
                batch = waiting.popleft()
                running[cluster.submit(batch)] = batch
            if not is_told and cluster.cores() == 0 and time.monotonic() - began > 20:
                say("the cluster has no cores so far; waits for nodes")
                is_told = True
            for task in cluster.ray.wait(list(running), timeout=1)[0]:
                batch = running.pop(task)
                answers, code, message = cluster.answers(task)
                journal.add(answers or [])
                done += len(answers or [])
                rest = batch[len(answers or []):]
                if code in REFUSED:
                    raise Refused(message)
                if rest:
                    message = message or f"exit code {code}"
                    # With answers it is known which job it died of; of a lost node nothing is known.
                    for name, _ in rest if answers is None else rest[:1]:
                        deaths[name] += 1
                        if deaths[name] > args.retries:
                            raise Stop(f"a job died {deaths[name]} times, the last "
                                       f"time: {message}", 1)
                    say(f"a worker died ({message}); retry of {len(rest)} of its {len(batch)} jobs")
                    waiting.appendleft(rest)
            if sys.stderr.isatty():
                seconds = time.monotonic() - began
                print(f"{WIPE}{done} of {len(jobs)} jobs, {seconds:.0f} s", end="", file=sys.stderr)
    finally:
        if sys.stderr.isatty():
            print(WIPE, end="", file=sys.stderr)


def read_jobs(needs):
    jobs = []
    for line in needs.read_bytes().splitlines(keepends=True):
        job = json.loads(line)
        jobs.append((job["id"], line, job["last"] - job["first"] + 1))
    return jobs


def drive(args, out):
    partials, needs = args.work / "partials", args.work / "needs"
    partials.mkdir(parents=True, exist_ok=True)
    journal, cluster, seen = Journal(partials / "journal"), None, set()
    merge = [args.driver_binary, "merge", "--partials", partials, "--needs", needs,
             "--shard-size", str(args.shard_size), "--", *args.command]
    try:
        while True:
            merged = subprocess.run(merge, stdout=out, stderr=subprocess.PIPE)
            if merged.returncode != MORE_NEEDED:
                sys.stderr.buffer.write(merged.stderr)
                return merged.returncode if merged.returncode >= 0 else 1
            jobs = read_jobs(needs)
            if seen & {name for name, *_ in jobs}:
                raise Stop("merge asks again for jobs that are done", 1)
            seen |= {name for name, *_ in jobs}
            cluster = cluster or Cluster(args.binary, args.address, args.work)
            do_round(cluster, jobs, journal, args)
    except Refused as why:
        print(why, file=sys.stderr, flush=True)  # before all is cleared away, which takes a while
        return 2
    except Stop as stop:
        say(stop.args[0])
        return stop.args[1]
    finally:
        needs.unlink(missing_ok=True)
        if cluster:
            cluster.close()


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", type=Path, required=True, metavar="FILE",
                        help="shortrun, as built for the nodes of the cluster")
    parser.add_argument("--driver-binary", type=Path, metavar="FILE",
                        help="shortrun for this machine, where the nodes are of another kind")
    parser.add_argument("--work", type=Path, required=True, metavar="DIR",
                        help="folder for partial results; what is there is not done again")
    parser.add_argument("--address", metavar="HOST:PORT", default=os.environ.get("RAY_ADDRESS"),
                        help="a cluster that is there [default: one of this machine's cores]")
    parser.add_argument("--shard-size", type=int, default=1_000_000, metavar="N",
                        help="paths of a job [default: 1000000]")
    parser.add_argument("--retries", type=int, default=4, metavar="N",
                        help="how often a job that died is tried again [default: 4]")
    parser.add_argument("command", nargs="+", metavar="COMMAND",
                        help="after --: the command of shortrun with its options")
    args = parser.parse_args()
    # Not to be sought on the path where they have no folder.
    args.binary = args.binary.resolve()
    args.driver_binary = (args.driver_binary or args.binary).resolve()
    return args


def main():
    args = arguments()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    # Ray and its libraries print notices to standard output, which is for the result alone.
    out = os.dup(1)
    os.dup2(2, 1)
    try:
        return drive(args, out)
    except Stop as stop:
        say(stop.args[0])
        return stop.args[1]
    except KeyboardInterrupt:
        say("interrupted; the same command goes on from here")
        return 130
    except OSError as why:
        say(why)
        return 1


if __name__ == "__main__":
    sys.exit(main())
