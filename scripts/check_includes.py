#!/usr/bin/env python3
"""A folder of src/ includes only folders above it in ORDER; only app (and the list itself) may name equations."""
import pathlib
import re
import sys

ORDER = ["base", "mechanism", "equations", "brain", "scenario", "integrate", "model", "observe", "simulate", "fit", "report", "app"]
root = pathlib.Path(__file__).resolve().parent.parent / "src"
faults = []
for path in sorted(root.rglob("*")):
    if path.suffix not in (".hpp", ".cpp"):
        continue
    room = path.relative_to(root).parts[0]
    if room not in ORDER:
        faults.append(f"{path}: the folder {room} has no place in the order")
        continue
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        found = re.match(r'\s*#include "([^"]+)"', line)
        if not found:
            continue
        other = found.group(1).split("/")[0]
        at = f"src/{path.relative_to(root)}:{number}"
        if other not in ORDER:
            faults.append(f"{at}: includes are written from src/: {found.group(1)}")
        elif ORDER.index(other) > ORDER.index(room):
            faults.append(f"{at}: {room} may not include {other}, which comes after it")
        elif other == "equations" and room not in ("equations", "app"):
            faults.append(f"{at}: only app names equations; a catalogue is handed in")
print("\n".join(faults), end="\n" if faults else "")
sys.exit(1 if faults else 0)
