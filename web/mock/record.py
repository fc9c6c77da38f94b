#!/usr/bin/env python3
"""Records what the real program answers as the small JSON files of mock/data.

    python3 mock/record.py ../build/rewire

Needs python3-netcdf4 and a program that is built. Numbers are cut to four significant digits, and of the many signals of a
life only those that the page shows first are kept, so that the files stay small.
"""
import csv
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import tomllib

import netCDF4
import numpy as np

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = pathlib.Path(__file__).resolve().parent / "data"
SIGNALS = """amygdala_reactivity control_response default_mode pain_response reward_response subgenual_activity vmPFC_response
prefrontal_use cortisol inflammation sleep bdnf arousal fitness serotonin_tone occupancy neurogenesis plasticity_window
hippocampal_structure prefrontal_structure anxiety depression expectation side_effects""".split()
UNSEEN = {"sc", "activity_power", "relative_power"}  # of a scan, on this page
CATALOGUE = [("treatments", "treatment", "treatments"), ("drugs", "drug", "drugs"), ("lives", "life", "lives"),
             ("circumstances", "circumstance", "circumstances"), ("conditions", "condition", "conditions"),
             ("instruments", "instrument", "instruments"), ("traits", "trait", "traits"),
             ("activities", "activity", "activities"), ("events", "event", "events"),
             ("pathways", "pathway", "pathways"), ("readouts", "readout", "readouts")]


def short(x):
    """Four significant digits; missing is None."""
    if x is None or (isinstance(x, float) and not np.isfinite(x)):
        return None
    y = float(f"{float(x):.4g}")
    return int(y) if y == int(y) and abs(y) < 1e6 else y


def numbers(a):
    return [short(x) for x in np.ma.filled(np.ma.asarray(a, dtype=float), np.nan).ravel().tolist()]


def write(name, what):
    path = DATA / name
    path.write_text(json.dumps(what, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{path.name}: {path.stat().st_size // 1024} kB")


def variable(v):
    text = v.dtype is str
    return {"dims": list(v.dimensions), "units": getattr(v, "units", ""), "long_name": getattr(v, "long_name", ""),
            "text": text}


def over_people(a, axis):
    a = np.ma.filled(np.ma.asarray(a, dtype=float), np.nan)
    with np.errstate(all="ignore"):
        import warnings
        warnings.simplefilter("ignore")
        return (np.nanmean(a, axis), np.nanpercentile(a, 5, axis), np.nanpercentile(a, 95, axis))


def result(path, wanted=lambda name, v: True):
    """Everything of a netCDF file: whole where it is small, over people where it is a matter of people and days."""
    file = netCDF4.Dataset(path)
    out = {"dims": {k: len(v) for k, v in file.dimensions.items()}, "variables": {}, "over": {}}
    kept = [str(s) for s in file["state"][:]] if "state" in file.variables else []
    places = [kept.index(s) for s in SIGNALS if s in kept]
    if kept:
        out["dims"]["state"] = len(places)
    for name, v in file.variables.items():
        if not wanted(name, v):
            continue
        a = v[:]
        if "state" in v.dimensions:
            a = np.take(a, places, axis=v.dimensions.index("state"))
        about = variable(v)
        if "draw" in v.dimensions and len(v.dimensions) > 1:
            mean, low, high = over_people(a, 0)
            out["over"][name] = {**about, "dims": about["dims"][1:], "values": numbers(mean), "p05": numbers(low),
                                 "p95": numbers(high)}
            if a.size > 2000:
                continue
        out["variables"][name] = {**about, "text": [str(x) for x in a.ravel()]} if about["text"] else {
            **about, "values": numbers(a)}
    return out


def house(program):
    with tempfile.TemporaryDirectory() as folder:
        zipped = pathlib.Path(folder) / "brain.zip"
        subprocess.run([program, "connectome", "export", str(zipped)], check=True, capture_output=True)
        import zipfile
        with zipfile.ZipFile(zipped) as z:
            centres = [line.split() for line in z.read("centres.txt").decode().splitlines() if line.strip()]
    network = {}
    with open(ROOT / "catalog/template/template_regions.tsv", encoding="utf-8") as f:
        for row in csv.DictReader(f, delimiter="\t"):
            network[row["label_left"]] = network[row["label_right"]] = row
    with open(ROOT / "catalog/template/regions.tsv", encoding="utf-8") as f:
        enigma = {r["label"]: r["enigma_label"] for r in csv.DictReader(f, delimiter="\t")}
    regions = []
    for label, x, y, z in centres:
        row = network.get(label, {})
        regions.append({"name": label, "label": enigma.get(label, label), "network": row.get("network", ""),
                        "hemisphere": "L" if float(x) < 0 else "R", "x": float(x), "y": float(y), "z": float(z)})
    with open(ROOT / "catalog/template/circuits.tsv", encoding="utf-8") as f:
        circuits = [{"name": r["name"], "regions": r["regions"].split(";")} for r in csv.DictReader(f, delimiter="\t")]
    for file in sorted((ROOT / "catalog/circuits").glob("*.toml")):
        own = tomllib.loads(file.read_text(encoding="utf-8"))
        circuits = [c for c in circuits if c["name"] != own["name"]]
        circuits.append({"name": own["name"], "regions": own["regions"]})
    pathways = []
    for file in sorted((ROOT / "catalog/pathways").glob("*.toml")):
        for p in tomllib.loads(file.read_text(encoding="utf-8"))["pathway"]:
            # A channel brings what stands before the arrow of its name.
            origin = p["name"].split(">")[0] if p["kind"] == "channel" else p["from"]
            kind = "brings" if p["kind"] == "channel" else p["kind"]
            pathways.append({"name": p["name"], "kind": kind, "from": origin, "to": p["to"]})
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.split()[-1]
    return {"version": version, "notice": "Research software, not a medical device.", "regions": regions,
            "pathways": pathways, "circuits": circuits, "languages": ["en", "zh"]}


def flat(prefix, what, rows):
    for key, value in what.items():
        if key in ("name", "says", "source", "aliases"):
            continue
        name = f"{prefix}{key}"
        if isinstance(value, dict):
            flat(name + ".", value, rows)
        else:
            rows.append({"name": name, "value": value if isinstance(value, (str, int, float)) else json.dumps(value),
                         "unit": "", "says": "", "source": "", "assumed": True})


def described(program, name):
    """The values of a mechanism as `rewire describe` prints them."""
    text = subprocess.run([program, "describe", name], capture_output=True, text=True, check=True).stdout
    rows = []
    for line in text.splitlines():
        m = re.match(r"  (\S+)\s{2,}(\S+)\s{2,}(\S+)\s{2,}(.*?)(?: \[(usual.*)\])?$", line)
        if m:
            rows.append({"name": m[1], "value": m[2], "unit": m[3], "says": m[5] or "", "source": m[4],
                         "assumed": m[4].startswith("assumed")})
    return rows


def catalogue(program):
    kinds = []
    for kind, one, folder in CATALOGUE:
        items = []
        for file in sorted((ROOT / "catalog" / folder).glob("*.toml")):
            read = tomllib.loads(file.read_text(encoding="utf-8"))
            entries = read.get("pathway") or read.get("readout") or [read]
            for entry in entries:
                rows = []
                flat("", entry, rows)
                items.append({"name": entry.get("name", file.stem), "says": entry.get("says", ""),
                              "source": entry.get("source", ""), "aliases": entry.get("aliases", []), "values": rows})
        kinds.append({"kind": kind, "one": one, "title": kind.capitalize(), "items": items})
    everything = subprocess.run([program, "list"], capture_output=True, text=True, check=True).stdout
    models = re.findall(r"^  (\S+)", everything.split("Region models", 1)[1].split("\nFrom activity", 1)[0], re.M)
    listed = subprocess.run([program, "list", "mechanisms"], capture_output=True, text=True, check=True).stdout
    items = []
    for line in listed.splitlines():
        m = re.match(r"(\S+)\s+(\S.*)$", line)
        if m:
            items.append({"name": m[1], "part": "region" if m[1] in models else "body", "says": m[2], "source": "",
                          "aliases": [], "values": described(program, m[1])[:12]})
    kinds.append({"kind": "mechanisms", "one": "mechanism", "title": "Mechanisms", "items": items})
    return kinds


def scenarios():
    out = []
    for file in sorted((ROOT / "scenarios").glob("*.toml")):
        text = file.read_text(encoding="utf-8")
        read = tomllib.loads(text)
        kind = "trial" if "trial" in read else "person" if "rank" in read else "scenario"
        says = text.splitlines()[0].lstrip("# ") if text.startswith("#") else ""
        out.append({"name": file.name, "kind": kind, "says": says, "text": text})
    return out


def evidence():
    keep = []
    with open(ROOT / "docs/evidence.csv", encoding="utf-8") as f:
        for n, row in enumerate(csv.DictReader(f)):
            if n % 3:
                continue
            keep.append({"id": row["id"], "topic": row["condition"], "role": row["role"],
                         "says": f'{row["intervention"]}: {row["measure"]}', "unit": row["unit"], "source": row["source"],
                         "verdict": row["verdict"], "disputed": row["disputed"],
                         **{k: short(float(row[k])) if row[k] else None for k in ("published", "low", "high", "ours", "error")}})
    return keep


def run(program, folder, *words):
    subprocess.run([program, *words, "--out", folder, "--force"], check=True, capture_output=True, cwd=ROOT)
    return folder


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    DATA.mkdir(exist_ok=True)
    write("house.json", house(program))
    write("catalogue.json", catalogue(program))
    write("scenarios.json", scenarios())
    write("evidence.json", evidence())
    with tempfile.TemporaryDirectory() as folder:
        at = pathlib.Path(folder)
        run(program, str(at / "run"), "run", "scenarios/anxiety_year.toml", "--draws", "20")
        run(program, str(at / "arms"), "run", "scenarios/three_plans.toml", "--draws", "12")
        run(program, str(at / "trial"), "trial", "scenarios/cbt_or_drug.toml", "--people", "90")
        run(program, str(at / "rank"), "rank", "scenarios/who_needs_what.toml", "--people", "200")
        run(program, str(at / "network"), "network", "--duration", "1 min")
        for kind, file in (("run", "result.nc"), ("arms", "comparison.nc"), ("trial", "result.nc"), ("rank", None),
                           ("network", "result.nc")):
            got = json.loads((at / kind / "summary.json").read_text(encoding="utf-8"))
            got["command"] = got["command"].replace(folder, "out")
            write(f"{kind}_summary.json", got)
            if file:
                write(f"{kind}_data.json", result(at / kind / file, lambda name, v: name not in UNSEEN))


if __name__ == "__main__":
    main()
