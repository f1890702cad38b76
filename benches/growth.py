#!/usr/bin/env python3
"""How the time of a run grows with what a scenario holds: user CPU seconds on one thread.

    benches/growth.py PROGRAM [--paths N] [--times N] [--commands]

The smallest shipped scenario is given one, two, four and eight times as much of one thing: paths,
months, stocked lines, suppliers, exit routes, uncertain numbers. Each size is run in turn with the
others, several times; of each the fewest seconds are printed, and what one more takes from four to
eight over what one more takes from one to four: 1 is a straight line, less is better. Where eight take
hardly longer than one nothing is said of it.

With --commands, a scenario with 500 uncertain numbers goes through every command that simulates, with
few paths, and the seconds of each are printed.
"""

import argparse
import pathlib
import resource
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
SMALLEST = (ROOT / "scenarios" / "minimal.toml").read_text()
SIZES = (1, 2, 4, 8)

SUPPLIER = """
[[supplier]]
name = "supplier {0}"
output_share = 0.4
disruptions_per_year = 0.3
disruption_days = {{ p10 = 4, p90 = 30, min = 0 }}
switch_days = {{ p10 = 5, p90 = 20, min = 0 }}
switch_premium = 0.2
"""
ROUTE = """
[[exit.route]]
name = "buyer {0}"
hazard_per_year = {{ p10 = 0.005, p90 = 0.015, min = 0, max = 0.05 }}
metric = "ltm-ebitda"
multiple = {{ p10 = 4, p90 = 8, min = 0 }}
multiple_spread = 0.2
"""
LINE = """
[[product]]
name = "line {0}"
price = {{ p10 = 28, p90 = 32, min = 0 }}
material_cost = {{ p10 = 8, p90 = 9, min = 0 }}
conversion_cost = {{ p10 = 5, p90 = 8, min = 0 }}
packaging_cost = {{ p10 = 0.4, p90 = 0.6, min = 0 }}
fulfilment_cost = {{ p10 = 1, p90 = 2, min = 0 }}
selling_cost_share = {{ p10 = 0.08, p90 = 0.12, min = 0, max = 0.5 }}
units_per_site_month = {{ p10 = {1}, p90 = {2}, min = 0 }}
lead_time_days = {{ p10 = 10, p90 = 20, min = 1 }}
markdown_depth = {{ p10 = 0.5, p90 = 0.7, min = 0, max = 1 }}
forecast_volatility = {{ p10 = 0.3, p90 = 0.6, min = 0 }}
"""
# An uncertain number of its own, on the products of a plan whose other figures are known.
PLAIN_LINE = LINE.partition("price")[0] + """price = 30
material_cost = {{ value = 8.5 }}
units_per_site_month = 100
lead_time_days = 14
markdown_depth = 0.6
"""
LOOSE = ["conversion_cost", "packaging_cost", "fulfilment_cost", "disposal_cost", "setup_cost"]


def with_months(size):
    return SMALLEST.replace("horizon_months = 84", f"horizon_months = {30 * size}")


def with_suppliers(size):
    return SMALLEST + "".join(SUPPLIER.format(number) for number in range(size))


def with_routes(size):
    return SMALLEST + "".join(ROUTE.format(number) for number in range(size))


def with_lines(size):
    return SMALLEST + "".join(LINE.format(number, 90 / size, 110 / size) for number in range(size))


def with_numbers(size):
    """Ten known lines, of whose figures ten times `size` / 2 are uncertain."""
    text = SMALLEST
    for number in range(10):
        text += PLAIN_LINE.format(number)
        for index, key in enumerate(LOOSE):
            uncertain = number * len(LOOSE) + index < 5 * size
            text += f"{key} = " + ("{ p10 = 0.4, p90 = 0.6, min = 0 }\n" if uncertain else "0.5\n")
    return text


def as_it_is(_):
    return SMALLEST


GROWN = {
    "paths": as_it_is,
    "months": with_months,
    "stocked lines": with_lines,
    "suppliers": with_suppliers,
    "exit routes": with_routes,
    "uncertain numbers, 5 at a time": with_numbers,
}

# With FILE for the scenario and OTHER for one with other figures.
COMMANDS = [
    ["run", "FILE", "-n", "1000"],
    ["sensitivity", "FILE", "-n", "200"],
    ["stress", "FILE", "--axis", "sites.site_capex=200000:300000:3", "-n", "200"],
    ["reverse", "FILE", "--until", "p_loss>=0.99", "-n", "200"],
    ["breakeven", "FILE", "--vary", "investment.pre_money", "--target", "mean_npv>=0", "-n", "1000"],
    ["diligence", "FILE", "-n", "1000"],
    ["compare", "FILE", "OTHER", "-n", "1000"],
    ["bridge", "FILE", "OTHER", "-n", "200"],
    ["screen", "FILE", "OTHER", "-n", "1000"],
    ["replay", "FILE", "--path", "3"],
    ["memo", "FILE", "--against", "OTHER", "-n", "200", "--rows", "100", "--diligence-paths", "1000"],
    ["check", "FILE", "--weigh"],
]


def user_seconds(words, folder):
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True)
    if done.returncode not in (0, 3):
        sys.exit(f"{' '.join(map(str, words))}: exit code {done.returncode}\n{done.stderr}")
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def grown(program, args, folder):
    print(f"{'':<34}" + "".join(f"{'x ' + str(size):>9}" for size in SIZES) + f"{'bend':>9}")
    for name, of in GROWN.items():
        files = [folder / f"{size}.toml" for size in SIZES]
        for file, size in zip(files, SIZES):
            file.write_text(of(size))
        seconds = [float("inf")] * len(SIZES)
        for _ in range(args.times):
            for index, (file, size) in enumerate(zip(files, SIZES)):
                paths = str(args.paths * size if name == "paths" else args.paths)
                words = [program, "run", file, "-n", paths, "--threads", "1", "--charts", "none", "--quiet", "-o", "out"]
                seconds[index] = min(seconds[index], user_seconds(words, folder))
        early, late = (seconds[2] - seconds[0]) / 3, (seconds[3] - seconds[2]) / 4
        step = f"{late / early:9.2f}" if 0.25 * seconds[0] < seconds[3] - seconds[0] else ""
        print(f"{name:<34}" + "".join(f"{one:9.2f}" for one in seconds) + step, flush=True)


def commands(program, folder):
    """Fifty lines with ten uncertain numbers each."""
    file, other = folder / "many.toml", folder / "other.toml"
    file.write_text(SMALLEST + "".join(LINE.format(number, 9, 11) for number in range(50)))
    other.write_text(file.read_text().replace("p10 = 28, p90 = 32", "p10 = 27, p90 = 31"))
    for asked in COMMANDS:
        words = [str({"FILE": file, "OTHER": other}.get(word, word)) for word in asked]
        own = [] if asked[0] in ("check", "replay") else ["--charts", "none", "--quiet", "-o", f"out-{asked[0]}"]
        took = user_seconds([program, *words, *own], folder)
        print(f"{' '.join(asked):<96}{took:8.1f}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--paths", type=int, default=20_000)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--commands", action="store_true")
    args = parser.parse_args()
    program = args.program.resolve()
    with tempfile.TemporaryDirectory() as folder:
        if args.commands:
            commands(program, pathlib.Path(folder))
        else:
            grown(program, args, pathlib.Path(folder))


if __name__ == "__main__":
    main()
