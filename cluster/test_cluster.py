#!/usr/bin/env python3
"""Shows on a Ray cluster of this machine's own, a head and two nodes of one core, that the adapter
keeps what it promises, whoever dies:

    python cluster/test_cluster.py [target/debug/shortrun]

One line a check, and how many passed at the end. No wait is without an end."""

import json
import shutil
import signal
import subprocess
import sys
import time
import traceback
from fractions import Fraction
from pathlib import Path

from loopback import HERE, LONGEST, Ground, differences, family, is_worker, kill_all, lines, ours, parents, until

PROGRAM = Path(sys.argv[1] if len(sys.argv) > 1 else HERE.parent / "target/debug/shortrun").resolve()
SCENARIO = HERE.parent / "scenarios/minimal.toml"
ALL = 600  # seconds that all of it may take

RUN = ["run", str(SCENARIO), "-n", "2048", "-o", "out"]
SHARDS = ["--shard-size", "256"]
SMALLER = ["--shard-size", "128"]
TABLE = ["stress", str(SCENARIO), "--axis", "product.shelves.price=150:300:7",
         "--axis", "investment.pre_money=1000000:4000000:7", "-n", "64", "-o", "out"]
FILES = 40
SCREEN = ["screen", "files", "-n", "64", "-o", "out"]


# --- what is shown --------------------------------------------------------------------------------


def run_has_the_same_bytes(ground):
    ground.reference = ground.place("plain-run")
    printed = ground.plain(ground.reference, RUN).stdout
    folder, _ = ground.spread("run", RUN, options=SHARDS)
    assert not (wrong := differences(ground.reference / "out", folder / "out")), wrong
    assert (folder / "stdout").read_bytes() == printed, "what is printed differs"
    assert 8 <= len(lines(folder / "work/partials/journal"))
    kinds = {file.suffix for file in (folder / "out").iterdir()}
    assert {".json", ".csv", ".png", ".parquet"} <= kinds, kinds


def a_stress_table_has_the_same_bytes(ground):
    plain = ground.place("plain-stress")
    ground.plain(plain, TABLE)
    folder, _ = ground.spread("stress", TABLE, options=["--shard-size", "32"])
    assert not (wrong := differences(plain / "out", folder / "out")), wrong
    cells = (folder / "out/cells.csv").read_text().splitlines()
    assert len(cells) == 1 + 7 * 7, len(cells)


def a_screen_has_the_same_bytes(ground):
    def fill(folder):
        (folder / "files").mkdir()
        for number in range(FILES):
            text = SCENARIO.read_text().replace("price = 240", f"price = {200 + 2 * number}")
            (folder / f"files/deal{number}.toml").write_text(text.replace("The smallest deal", f"Deal {number}"))

    plain, folder = ground.place("plain-screen"), ground.place("screen")
    fill(plain), fill(folder)
    ground.plain(plain, SCREEN)
    ground.finish(ground.begin(folder, SCREEN), folder)
    assert not (wrong := differences(plain / "out", folder / "out")), wrong
    assert FILES <= len(lines(folder / "work/partials/journal"))


def a_run_on_this_machine_has_the_same_bytes(ground):
    folder, _ = ground.spread("own", RUN, options=SHARDS, own=True)
    assert not (wrong := differences(ground.reference / "out", folder / "out")), wrong


def a_shard_that_aborts_is_tried_again(ground):
    mark = ground.top / "aborted"
    binary = ground.wrapper("aborts", f'[ "$1" != worker ] || ! mkdir {mark} 2>/dev/null || kill -ABRT $$')
    folder, said = ground.spread("abort", RUN, binary=binary, options=SHARDS)
    assert mark.is_dir(), "it did not abort"
    assert said.count("retry of 1") == 1 and "exit code -6" in said, said
    assert not (wrong := differences(ground.reference / "out", folder / "out")), wrong


def a_shard_that_always_dies_ends_the_run(ground):
    binary = ground.wrapper("dies", '[ "$1" != worker ] || kill -KILL $$')
    folder, said = ground.spread("dies-run", RUN, binary=binary, options=[*SHARDS, "--retries", "2"], code=1)
    assert "a job died 3 times" in said and "exit code -9" in said, said
    assert not (folder / "out").exists()


def a_driver_that_is_killed_goes_on(ground):
    binary, jobs = ground.slow("slow")
    folder = ground.place("driver")
    journal = folder / "work/partials/journal"
    driver = ground.begin(folder, RUN, binary=binary, options=SMALLER)
    until(lambda: 6 <= len(lines(journal)) or driver.poll() is not None, 60, "six shards")
    second = ground.begin(folder, RUN, binary=binary, options=SMALLER)
    assert "another driver" in ground.finish(second, folder, 2)
    kill_all([driver.pid])
    driver.wait(10)
    done = [json.loads(line)["id"] for line in lines(journal)]
    assert 6 <= len(done) < 16, f"{len(done)} were done when it was killed"
    # The jobs in flight end with it: what is begun from here on is begun by the second driver.
    until(lambda: not any(map(is_worker, ours(ground.mark))), 20, "their end")
    for file in jobs.iterdir():
        file.unlink()
    with journal.open("ab") as file:
        file.write(b'{"id":"cut off by the ki')
    said = ground.finish(ground.begin(folder, RUN, binary=binary, options=SMALLER), folder)
    assert "cut off" in said, said
    begun = [json.loads(line)["id"] for file in jobs.iterdir() for line in lines(file) if line != b"end\n"]
    assert begun and not set(begun) & set(done), "a finished shard was run again"
    assert len(begun) == len(set(begun)), "a shard was run twice"
    assert not (wrong := differences(ground.reference / "out", folder / "out")), wrong
    # And what is all there needs no cluster, and no time.
    shutil.rmtree(folder / "out")
    ground.finish(ground.begin(folder, RUN, options=[*SMALLER, "--address", "nowhere:1"]), folder)
    assert not (wrong := differences(ground.reference / "out", folder / "out")), wrong


def a_node_that_is_killed_is_done_without(ground):
    binary, jobs = ground.slow("slower")
    folder = ground.place("node")
    driver = ground.begin(folder, RUN, binary=binary, options=SMALLER)
    journal = folder / "work/partials/journal"
    until(lambda: 4 <= len(lines(journal)) or driver.poll() is not None, 60, "four shards")
    node = ground.nodes[1]
    until(lambda: any(map(is_worker, family(node.pid))) or driver.poll() is not None, 20, "work on the node")
    kill_all([node.pid])
    node.wait(10)
    assert driver.poll() is None, "all was done before the node was killed"
    said = ground.finish(driver, folder)
    assert "is lost); retry of" in said, said
    assert not (wrong := differences(ground.reference / "out", folder / "out")), wrong


def a_driver_that_is_stopped_leaves_nothing(ground):
    binary, _ = ground.slow("stops")
    folder = ground.place("stopped")
    driver = ground.begin(folder, RUN, binary=binary, options=SMALLER, own=True)
    until(lambda: 2 <= len(lines(folder / "work/partials/journal")) or driver.poll() is not None, 60, "two shards")
    processes = family(driver.pid)
    driver.terminate()
    assert "goes on from here" in ground.finish(driver, folder, 130)
    until(lambda: not set(processes) & set(parents()), 15, "the end of all processes")
    assert not (left := list(ground.temporary.rglob("*"))), left


def what_is_refused_is_not_tried_again(ground):
    binary, jobs = ground.slow("refuses")
    # So many units at such a price that no figure has digits left for cents.
    beyond = ["run", str(SCENARIO), "-n", "2048", "-o", "out", "--set", "product.shelves.price=1e13",
              "--set", "sites.site_capacity_units=1e6", "--set", "product.shelves.units_per_site_month=1e6"]
    alone = subprocess.run([PROGRAM, *beyond], cwd=ground.place("plain-beyond"), capture_output=True, timeout=LONGEST)
    began = time.monotonic()
    folder, said = ground.spread("beyond", beyond, binary=binary, options=[*SHARDS, "--driver-binary", PROGRAM], code=2)
    took = time.monotonic() - began
    wanted = next(line for line in alone.stderr.decode().splitlines() if "on path 0" in line)
    assert alone.returncode == 2 and wanted.partition("minimal.toml")[2] in said, said
    assert took < 20, f"{took:.0f} s"
    assert "retry" not in said and len(list(jobs.iterdir())) <= 4, said
    assert not (folder / "out").exists()
    # What merge itself refuses needs no cluster.
    _, said = ground.spread("misused", ["run", str(SCENARIO), "-n", "many", "-o", "out"], code=2)
    assert "many" in said, said


def a_mixed_fleet_is_refused(ground):
    other = ground.top / "other"
    other.write_text(f'#!/bin/sh\n{PROGRAM} "$@"\ncode=$?\n[ ! -e {ground.top}/mixed/work/needs ] || '
                     f"""sed -i 's/"version":"[^"]*"/"version":"0.0.9"/' {ground.top}/mixed/work/needs\nexit $code\n""")
    other.chmod(0o755)
    folder = ground.place("mixed")
    driver = ground.begin(folder, RUN, options=[*SHARDS, "--driver-binary", other])
    until(lambda: "of version 0.0.9" in (folder / "stderr").read_text() or driver.poll() is not None, 30, "its message")
    said = ground.finish(driver, folder, 2)
    assert "of version 0.0.9" in said and "retry" not in said, said
    # And a program that the node cannot carry out at all.
    alien = ground.top / "alien-program"
    alien.write_bytes(b"\x7fELF\x02\x01\x01" + bytes(200))
    folder, said = ground.spread("alien", RUN, binary=alien, options=[*SHARDS, "--driver-binary", PROGRAM], code=2)
    assert "cannot start the program" in said and "retry" not in said, said


def merge_refuses_what_does_not_go_together(ground):
    whole = lines(ground.top / "run/work/partials/journal")

    def merge(name, partials, code=2):
        folder = ground.place(f"merge-{name}")
        (folder / "partials").mkdir()
        (folder / "partials/all").write_bytes(b"".join(partials))
        line = [PROGRAM, "merge", "--partials", "partials", *SHARDS, "--", *RUN]
        merged = subprocess.run(line, cwd=folder, capture_output=True, timeout=LONGEST, text=True)
        assert merged.returncode == code and (folder / "out").exists() == (code == 0), merged
        return folder / "out", merged.stderr

    assert "are lacking" in merge("gap", whole[1:])[1]
    assert "the same partial result" in merge("twice", [*whole, whole[3]])[1]
    version = json.loads(whole[0])["version"].encode()
    aged = whole[0].replace(b'"version":"%s"' % version, b'"version":"0.0.9"')
    assert "of version 0.0.9" in merge("version", [aged, *whole[1:]])[1]
    assert "no whole partial result" in merge("cut-off", [*whole[:-1], whole[-1][:-20]])[1]
    out, _ = merge("backwards", whole[::-1], 0)
    assert not (wrong := differences(ground.reference / "out", out)), wrong


def a_plain_sum_differs(ground):
    """The sums of shards as plain numbers, added in two orders; and the same exactly, as merge does."""
    def exactly(text):
        low, digits = text.split(":")
        sign = -1 if low.startswith("-") else 1
        return sign * int(digits or "0", 16) * Fraction(2) ** (32 * int(low.lstrip("-")) - 1074)

    parts = [json.loads(line)["tallied"] for line in lines(ground.top / "run/work/partials/journal")]
    parts = [part["columns"] for part in parts if any("sums" in column for column in part["columns"])]
    plainly = exact = columns = 0
    for shards in zip(*parts):
        if any("sums" not in one or "!" in "".join(one["sums"]) for one in shards):
            continue
        sums = [sum(map(exactly, filter(None, one["sums"]))) for one in shards]
        columns += 1
        plainly += sum(map(float, sums)) != sum(map(float, sums[::-1]))
        exact += sum(sums) != sum(sums[::-1])
    assert columns and plainly and not exact, (columns, plainly, exact)


def slurm_has_the_same_bytes(ground):
    """The array script by hand: two workers, round after round."""
    folder = ground.place("slurm")
    environment = {**ground.environment, "WORK": "work", "TASKS": "2", "SHARD": "256", "SHORTRUN": str(PROGRAM)}
    environment["PATH"] = "/usr/bin:/bin"
    script = ["bash", HERE / "slurm.sh"]
    for _ in range(5):
        merged = subprocess.run([*script, *RUN], cwd=folder, env=environment, capture_output=True, timeout=LONGEST)
        if merged.returncode != 75:
            break
        for number in "01":
            subprocess.run(script, cwd=folder, check=True, timeout=LONGEST,
                           env={**environment, "SLURM_ARRAY_TASK_ID": number})
    assert merged.returncode == 0, merged
    assert not (wrong := differences(ground.reference / "out", folder / "out")), wrong


def nothing_is_left(ground):
    # Of the adapter, while the cluster goes on (all nodes have the same folder here, also the one that is gone).
    assert not any(map(is_worker, ours(ground.mark)))
    left = [str(file.relative_to(ground.temporary)) for file in ground.temporary.rglob("*")]
    assert not left, left
    ground.end()
    until(lambda: not ours(ground.mark), 15, "the end of all processes")


CHECKS = [run_has_the_same_bytes, a_stress_table_has_the_same_bytes, a_screen_has_the_same_bytes,
          a_run_on_this_machine_has_the_same_bytes, a_shard_that_aborts_is_tried_again,
          a_shard_that_always_dies_ends_the_run, a_driver_that_is_killed_goes_on, a_driver_that_is_stopped_leaves_nothing,
          what_is_refused_is_not_tried_again, a_mixed_fleet_is_refused, merge_refuses_what_does_not_go_together,
          a_plain_sum_differs, slurm_has_the_same_bytes, a_node_that_is_killed_is_done_without, nothing_is_left]


class OutOfTime(BaseException):
    """All of it takes too long: no further check is begun."""


def out_of_time(*_):
    raise OutOfTime(f"all of it takes longer than {ALL} s")


def tried(name, check):
    """Whether it went well; says so."""
    began = time.monotonic()
    try:
        check()
        word = "ok"
    except Exception:
        traceback.print_exc()
        word = "FAILED"
    print(f"{name.replace('_', ' ')} ... {word} ({time.monotonic() - began:.1f} s)", flush=True)
    return word == "ok"


def main():
    signal.signal(signal.SIGALRM, out_of_time)
    signal.alarm(ALL)
    ground, results, began = Ground(PROGRAM), [], time.monotonic()
    try:
        if tried("a cluster of a head and two nodes", ground.begin_cluster):
            for check in CHECKS:
                results.append(tried(check.__name__, lambda: check(ground)))
                if ground.driver and ground.driver.poll() is None:
                    kill_all([ground.driver.pid])  # of a check that failed
    except OutOfTime as why:
        print(why, flush=True)
    finally:
        signal.alarm(0)
        kill_all(ours(ground.mark))
        shutil.rmtree(ground.top, ignore_errors=True)
    passed = sum(results)
    print(f"in {time.monotonic() - began:.0f} s")
    print(f"{passed} passed, {len(CHECKS) - passed} failed")
    return 0 if passed == len(CHECKS) else 1


if __name__ == "__main__":
    sys.exit(main())
