"""What Python costs beside the program: `import rewire`, a call, a run. CPU time, the best of several.

PYTHONPATH=build/python python3 bench/python_bench.py [PROGRAM]; `make bench` runs it where the module is built.
"""

import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time
from typing import Any

import rewire as rw
from rewire import _rewire
from rewire.life import Life
from rewire.values import dataset_of

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = sys.argv[1] if len(sys.argv) > 1 else str(ROOT / "build" / "rewire")
PLAN = rw.Protocol(people="gad_outpatient", n=1, visits=rw.visits([0, 1], ["gad7"]))
YEAR = rw.Protocol(people="gad_outpatient", treatments=["cbt 50 min weekly for 12 weeks"],
                   visits=rw.visits([0, 4, 12, 52], ["gad7", "threat_faces"]))


def told(what, seconds, most=None):
    asked = "" if most is None else f"   asked: {most * 1e3:g} ms or less" + ("" if seconds <= most else ": MISSED")
    print(f"{what:<58} {seconds * 1e3:9.2f} ms{asked}", flush=True)


def of_children(words):
    """CPU seconds of a program."""
    def now():
        use = resource.getrusage(resource.RUSAGE_CHILDREN)
        return use.ru_utime + use.ru_stime
    before = now()
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return now() - before


def here(work, clock=time.process_time):
    begun = clock()
    work()
    return clock() - begun


def best(times, measure):
    return min(measure() for _ in range(times))


def imports():
    bare = best(7, lambda: of_children([sys.executable, "-c", "pass"]))
    with_it = best(7, lambda: of_children([sys.executable, "-c", "import rewire"]))
    told("import rewire", with_it - bare, 0.3)


def calls():
    """Of the thread that calls: what the engine does is done by another one."""
    def own(work, times=15): return best(times, lambda: here(work, time.thread_time))
    own(lambda: rw.run(PLAN), 1)  # xarray and pandas are imported
    told("a Protocol, written as a scenario", own(PLAN.to_toml), 1e-3)
    text = PLAN.to_toml()

    kept: list[Any] = []  # that a result is dropped is no part of the next call

    def lived():
        with Life(None, 1.0, None) as life:
            kept.append(_rewire.run(text, "protocol", life, 1, 1, 1, "days", "bench", None))
    told("rw.run of a week", own(lambda: kept.append(rw.run(PLAN, 1, threads=1))), 1e-3)
    told("  without its dataset", own(lived))
    result = kept[-1]
    told("  its numbers, handed over as arrays", own(result.dataset))
    parts = result.dataset()
    told(f"  what xarray makes of its {len(parts['coords']) + len(parts['data_vars'])} variables",
         own(lambda: dataset_of(parts, result)))
    told("rw.network of 8 s, with its dataset", own(lambda: rw.network(duration="8 s", transient="0 s", dt="2 ms",
                                                                       tr="1 s"), 5))
    told("rw.describe('cbt'), the engine's work in it", own(lambda: rw.describe("cbt"), 3))
    told("rw.list('traits'), the engine's work in it", own(lambda: rw.list("traits")))


def runs(people=16, rounds=5):
    """The same plan, the program and Python by turns, on one thread each, with all files that either writes."""
    with tempfile.TemporaryDirectory() as folder:
        scenario = pathlib.Path(folder) / "year.toml"
        scenario.write_text(YEAR.to_toml())
        program, python, alone = [], [], []
        options = ["--draws", str(people), "--threads", "1", "--seed", "1"]
        for k in range(rounds):
            program.append(of_children([PROGRAM, "run", str(scenario), *options, "--out", f"{folder}/program{k}"]))

            def both():
                lived = rw.run(scenario, people, threads=1)
                alone.append(time.process_time() - begun)
                lived.rewire.save(f"{folder}/python{k}")
            begun = time.process_time()
            both()
            python.append(time.process_time() - begun)
    told(f"rewire run, {people} people, a year", min(program))
    told("rw.run(...).rewire.save(...)", min(python))
    told("  rw.run alone", min(alone))
    ratio = min(python) / min(program)
    print(f"Python over the program: {ratio:.3f}   asked: 1.05 or less" + ("" if ratio <= 1.05 else ": MISSED"))


if __name__ == "__main__":
    imports()
    calls()
    if os.path.exists(PROGRAM):
        runs()
