#!/usr/bin/env python3
"""A folder of src/ includes only folders above it in ORDER and has a namespace of its name; only study, serve and app (and
the list itself) may name equations.

Eigen comes through base/eigen.hpp everywhere, tests and benches too: how it sums is settled there.
"""
import pathlib
import re
import sys

ORDER = ["base", "mechanism", "equations", "brain", "scenario", "integrate", "life", "model", "observe", "simulate", "trial", "fit", "report", "study", "python", "serve", "app"]
root = pathlib.Path(__file__).resolve().parent.parent / "src"
faults = []
for path in sorted(root.rglob("*")):
    if path.suffix not in (".hpp", ".cpp"):
        continue
    room = path.relative_to(root).parts[0]
    if room not in ORDER:
        faults.append(f"{path}: the folder {room} has no place in the order")
        continue
    text = path.read_text(encoding="utf-8")
    own = "rewire" if room == "base" else f"rewire::{room}"  # every other room is written in the words of base
    if "namespace rewire" in text and not re.search(rf"^namespace {own}\b", text, re.M):
        faults.append(f"src/{path.relative_to(root)}: its words belong in namespace {own}")
    for number, line in enumerate(text.splitlines(), 1):
        found = re.match(r'\s*#include "([^"]+)"', line)
        if not found:
            continue
        other = found.group(1).split("/")[0]
        at = f"src/{path.relative_to(root)}:{number}"
        if other not in ORDER:
            faults.append(f"{at}: includes are written from src/: {found.group(1)}")
        elif ORDER.index(other) > ORDER.index(room):
            faults.append(f"{at}: {room} may not include {other}, which comes after it")
        elif other == "equations" and room not in ("equations", "study", "serve", "app"):
            faults.append(f"{at}: only study, serve and app name equations; a catalogue is handed in")
EIGEN = re.compile(r'\s*#include <(?:unsupported/)?Eigen/')
OWN_EIGEN = "#define Eigen EigenOfPagmo"  # settles it as pagmo was built, under a name of its own
for path in sorted(p for top in ("src", "tests", "bench") for p in (root.parent / top).rglob("*.[hc]pp")):
    if path == root / "base/eigen.hpp":
        continue
    settled = False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        settled = settled or line in ('#include "base/eigen.hpp"', '#include "integrate/dense.hpp"', OWN_EIGEN)
        if EIGEN.match(line) and not settled:
            faults.append(f'{path.relative_to(root.parent)}:{number}: Eigen comes after #include "base/eigen.hpp"')
print("\n".join(faults), end="\n" if faults else "")
sys.exit(1 if faults else 0)
