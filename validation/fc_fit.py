#!/usr/bin/env python3
"""How near the connectivity of the model comes to the measured one, over forms of the weights, scalings and feed-forward inhibition.

    validation/fc_fit.py FOLDER > table.md

FOLDER holds sc.csv (log-transformed streamline weights) and fc.csv (Fisher z), both labelled, in any region order. Each cell is Pearson's r
over all pairs / over cortical pairs, at the coupling G that is best for cortex:
- linear noise: exact for little noise, G in steps of 0.01;
- simulated: BOLD of 600 s after 60 s. G is chosen on the mean of three seeds, the r is the mean of three other seeds.
A coupling chosen on the data it is tested on flatters by that one free number, in every cell alike.
"""
import csv
import math
import pathlib
import subprocess
import sys
import tempfile

PROGRAM = pathlib.Path(__file__).resolve().parent.parent / "build" / "rewire"
FORMS = {
    "as given (log)": ["--weights", "count"],
    "exponentiated": ["--weights", "log"],
    "square root of exponentiated": ["--weights", "log", "--power", "0.5"],
}
INHIBITION = [0, 0.4]  # lambda: none, and middling long-range feed-forward inhibition
CALM = ["--noise", "0.3", "--fic", "iterative"]  # beside noise as published and inhibition that is exact without noise
LAST = 12


def sweep(folder, *options):
    """Rows of sweep.csv that did not fail, by coupling; and the first coupling that failed."""
    with tempfile.TemporaryDirectory() as out:
        done = subprocess.run(
            [PROGRAM, "sweep", "--empirical-fc", folder / "fc.csv", "--fc-values", "z", "--out", out, *map(str, options)],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if done.returncode != 0:
            sys.exit(done.stderr)
        with open(pathlib.Path(out) / "sweep.csv", newline="") as f:
            rows = list(csv.DictReader(f))
    good = {float(r["coupling"]): (float(r["fc_r"]), float(r["fc_r_cortex"])) for r in rows if not r["failure"]}
    return good, min((float(r["coupling"]) for r in rows if r["failure"]), default=math.inf)


def best(fits):
    at = max(fits, key=lambda g: fits[g][1])
    return *fits[at], at


def mean(runs):
    """Of several sweeps over the same couplings, point by point."""
    return {g: tuple(sum(r[g][k] for r in runs) / len(runs) for k in (0, 1)) for g in runs[0] if all(g in r for r in runs)}


def simulated(folder, options, critical):
    run = ["--duration", "600 s", "--transient", "60 s", *options]
    scan = f"coupling={0.5 * critical:.4g}:{1.15 * critical:.4g}:24"
    *_, at = best(mean([sweep(folder, *run, "--seed", seed, "--vary", scan)[0] for seed in (1, 2, 3)]))
    return best(mean([sweep(folder, *run, "--seed", seed, "--vary", f"coupling={at}:{at}:1")[0] for seed in (4, 5, 6)]))


def cell(fit):
    return "{:.3f} / {:.3f} at {:.2f}".format(*fit)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[1])
    print("| connectome, weights | scaling | lambda | linear noise | simulated, noise as published | simulated, noise x 0.3, inhibition by trials |")
    print("|---|---|---|---|---|---|")
    brains = [(f"measured, {name}", ["--connectome", folder / "sc.csv", *form]) for name, form in FORMS.items()] + [("template", [])]
    for name, brain in brains:
        for scaling in ("degree", "spectral"):
            for strength in INHIBITION:
                options = [*brain, "--scaling", scaling, "--set", f"lambda={strength}"]
                fits, critical = sweep(folder, *options, "--linear-noise", "--vary", f"coupling=0.02:{LAST}:1199")
                cells = [cell(best(fits)), cell(simulated(folder, options, min(critical, LAST)))]
                calm = scaling == "degree" and strength == 0  # trials take their time
                cells.append(cell(simulated(folder, [*options, *CALM], min(critical, LAST))) if calm else "")
                print(f"| {name} | {scaling} | {strength} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
