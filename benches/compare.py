#!/usr/bin/env python3
"""Two binaries of shortrun against each other: user CPU seconds, and whether they say the same.

    benches/compare.py OLD NEW [--paths N] [--times N] [--commands LIST] [--width W] [SCENARIO ...]

Each command is run with both binaries in turn, several times, on one thread. What is printed is the
quotient old/new of each pair of runs, which is above 1 where the new one is faster: its smallest, middle
and largest; the fewest seconds of each; and whether all files of the results are the same bytes. Other
work on the machine slows both of a pair, so the quotients say more than the seconds.

The command `paths` is for two benchmarks (`cargo bench --bench paths --no-run` says where they are) instead
of two programs: paths alone, without tables and files, and with instructions of a width from 1 to 3. The
seconds are those beyond what 256 paths take.
"""

import argparse
import os
import pathlib
import shutil
import statistics
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHIPPED = sorted((ROOT / "scenarios").glob("*.toml"))
BEAR = "apparel-bear.toml"
OFFSHORE = ROOT / "scenarios" / "apparel-offshore.toml"

# What is asked, with FILE for the scenario and N for the number of paths. Commands that simulate many
# variants take fewer paths.
COMMANDS = {
    "paths": ["--only", "N", "--width", "W", "FILE"],
    "run": ["run", "FILE", "-n", "N", "--export", "csv", "--charts", "none"],
    "small": ["run", "FILE", "-n", "100", "--export", "csv", "--charts", "none"],
    "drawn": ["run", "FILE", "-n", "N/3"],
    "check": ["check", "FILE"],
    "stress": ["stress", "FILE", "-n", "N/30", "--charts", "none"],
    "sensitivity": ["sensitivity", "FILE", "-n", "N/30", "--charts", "none"],
    "reverse": ["reverse", "FILE", "--until", "p_loss>=0.7", "-n", "N/30", "--charts", "none"],
    "diligence": ["diligence", "FILE", "-n", "N/30", "--charts", "none"],
    "bridge": ["bridge", "FILE", "OFFSHORE", "-n", "N/100", "--charts", "none"],
    "price": ["breakeven", "FILE", "--vary", "investment.pre_money", "--target", "mean_npv>=0", "-n",
              "N/3"],
    "memo": ["memo", "FILE", "--against", "OFFSHORE", "-n", "N/30", "--rows", "128",
             "--diligence-paths", "N/6", "--charts", "none"],
    "compare": ["compare", "FILE", "OFFSHORE", "-n", "N/6", "--charts", "none"],
}


def words(command, scenario, args, folder):
    """The words of a command for one scenario."""
    paths = args.paths

    def said(word):
        if word == "W":
            return str(args.width)
        if word == "FILE":
            return str(scenario)
        if word == "OFFSHORE":
            return str(OFFSHORE)
        if word == "N":
            return str(paths)
        if word.startswith("N/"):
            return str(max(paths // int(word[2:]), 100))
        return word

    asked = [said(word) for word in COMMANDS[command]]
    if command not in ("check", "paths"):
        asked += ["--threads", "1", "--quiet", "--out", str(folder)]
    return asked


def user_seconds(binary, asked, printed):
    """User CPU seconds of one run; what it prints goes to a file."""
    out = os.open(printed, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    child = os.posix_spawn(
        binary,
        [binary, *asked],
        os.environ,
        file_actions=[(os.POSIX_SPAWN_DUP2, out, 1), (os.POSIX_SPAWN_DUP2, out, 2)],
    )
    os.close(out)
    _, status, used = os.wait4(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, 3):
        sys.exit(f"{binary} {' '.join(asked)}: exit code {code}\n{printed.read_text()}")
    return used.ru_utime


def same(one, other):
    """Whether two folders have the same files."""
    def files(folder):
        return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    return files(one) == files(other)


def measure(binaries, command, scenario, args, place):
    """Quotients of all pairs, the fewest seconds of each binary, and whether the results agree."""
    seconds = ([], [])
    # Both write to a folder of the same name: what is printed names it.
    folder = place / "out"
    kept = [place / "old", place / "new"]
    for _ in range(args.times):
        for binary, taken, to in zip(binaries, seconds, kept):
            shutil.rmtree(folder, ignore_errors=True)
            shutil.rmtree(to, ignore_errors=True)
            to.mkdir()
            asked = words(command, scenario, args, folder)
            spent = user_seconds(binary, asked, to / "printed.txt")
            if command == "paths":
                # Reading the file and making its tables is not what a path takes.
                few = [word if word != str(args.paths) else "256" for word in asked]
                spent -= user_seconds(binary, few, place / "few.txt")
            taken.append(spent)
            if folder.exists():
                shutil.move(folder, to / "out")
    quotients = sorted(old / max(new, 1e-3) for old, new in zip(*seconds))
    return quotients, [min(one) for one in seconds], same(*kept)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("old")
    parser.add_argument("new")
    parser.add_argument("scenarios", nargs="*", type=pathlib.Path, default=[])
    parser.add_argument("--paths", "-n", type=int, default=60_000)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--commands", default="run", help=f"of {', '.join(COMMANDS)}; or all")
    parser.add_argument("--width", type=int, default=3, help="of the command paths: 1, 2 or 3")
    args = parser.parse_intermixed_args()
    programs = [command for command in COMMANDS if command != "paths"]
    commands = programs if args.commands == "all" else args.commands.split(",")
    unknown = [command for command in commands if command not in COMMANDS]
    if unknown:
        parser.error(f"no command {unknown[0]!r}; there are {', '.join(COMMANDS)}, all")
    binaries = [str(pathlib.Path(binary).resolve()) for binary in (args.old, args.new)]
    scenarios = args.scenarios or [path for path in SHIPPED if path.name != BEAR]
    print(f"{'command':<12} {'scenario':<22} {'old/new':>22} {'old s':>8} {'new s':>8}  bytes")
    for command in commands:
        for scenario in scenarios:
            if command in ("bridge", "compare") and scenario.stem != "apparel-nearshore":
                continue
            with tempfile.TemporaryDirectory() as place:
                found, fewest, agree = measure(
                    binaries, command, scenario, args, pathlib.Path(place)
                )
            spread = f"{found[0]:.2f} / {statistics.median(found):.2f} / {found[-1]:.2f}"
            print(
                f"{command:<12} {scenario.stem:<22} {spread:>22} {fewest[0]:>8.3f} "
                f"{fewest[1]:>8.3f}  {'same' if agree else 'DIFFERENT'}",
                flush=True,
            )


if __name__ == "__main__":
    main()
