#!/usr/bin/env python3
"""A number of the equations does not change while the line that says where it comes from stays.

validation/provenance.tsv records every parameter's value and its source line. A value that differs from the record
under the same source is a fault: say in the line what is now true (cited and from where, cited from memory, set by hand
in sight of which rows, calibrated, assumed). What has been said anew is recorded by --write.
`--self-test` tries the reader and the rule on what they have to tell apart.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
RECORD = ROOT / "validation/provenance.tsv"
NAME = re.compile(r'string_view name = "([^"]+)"')
PARAM = re.compile(r'param\(\s*&P::\w+,\s*"([^"]+)",\s*"([^"]*)",\s*([^,]+),\s*[^,]+,\s*((?:"(?:[^"\\]|\\.)*"\s*)+)\)')
SORTS = [("calibrated", "calibrated by the record in validation/calibration"), ("by hand", "set by hand in sight of rows"),
         ("from memory", "cited from memory"), ("assumed", "assumed")]


def parameters(text):
    """{mechanism.parameter: (value, unit, source)} of one file of equations."""
    names = [(m.start(), m.group(1)) for m in NAME.finditer(text)]
    out = {}
    for m in PARAM.finditer(text):
        name = [n for at, n in names if at < m.start()][-1]
        source = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', m.group(4)))
        out[f"{name}.{m.group(1)}"] = (m.group(3).strip(), m.group(2), source)
    return out


def calibrated():
    """{mechanism.parameter: value} of the recorded calibrations, whose results are sources of their own."""
    out = {}
    for file in (ROOT / "validation/calibration").rglob("result.toml"):
        part = file.read_text().split("\n[parameters]\n")[1].split("\n\n")[0]
        out.update((k, float(v)) for k, v in re.findall(r'^"([^"]+)" = "(\S+) ', part, re.M))
    return out


def faults(record, now, results={}):
    out = []
    for key, (value, unit, source) in now.items():
        if key not in record:
            out.append(f"{key} is not recorded; run scripts/check_provenance.py --write")
        elif record[key][0] != value and record[key][2] == source and not (
                "calibrated" in source and key in results and abs(float(value) / results[key] - 1) < 0.005):
            out.append(f"{key} was {record[key][0]} {unit} and is {value}, and its source still says \"{source}\"; "
                       "say in that line where the new value comes from, then run scripts/check_provenance.py --write")
        elif record[key] != (value, unit, source):
            out.append(f"{key} has a new value or source; run scripts/check_provenance.py --write")
    out += [f"{key} is recorded and there is none; run scripts/check_provenance.py --write" for key in record if key not in now]
    return out


def read_record(text):
    rows = [line.split("\t") for line in text.splitlines()[1:]]
    return {key: (value, unit, source) for key, value, unit, _, source in rows}


def sort_of(source):
    return next((says for word, says in SORTS if word in source), "cited")


def self_test():
    text = 'string_view name = "m";\nparam(&P::a, "a", "1/d", 0.5, 0, "assumed; "\n  "x"), local_param(&P::b, "b", "1", 2, 0.1, "lally2010")'
    now = parameters(text)
    assert now == {"m.a": ("0.5", "1/d", "assumed; x"), "m.b": ("2", "1", "lally2010")}, now
    assert not faults(now, now)
    assert "still says" in faults({**now, "m.a": ("0.4", "1/d", "assumed; x")}, now)[0]
    assert "new value" in faults({**now, "m.a": ("0.4", "1/d", "assumed")}, now)[0]
    moved = {**now, "m.a": ("0.4", "1/d", "assumed; calibrated")}, {**now, "m.a": ("0.5", "1/d", "assumed; calibrated")}
    assert "still says" in faults(*moved)[0] and "new value" in faults(*moved, {"m.a": 0.5})[0]
    assert "not recorded" in faults({"m.b": now["m.b"]}, now)[0]
    assert "there is none" in faults(now, {"m.b": now["m.b"]})[0]
    assert sort_of("assumed; calibrated").startswith("calibrated") and sort_of("lally2010") == "cited"


def main():
    if "--self-test" in sys.argv:
        return self_test()
    now, said = {}, 0
    for file in sorted((ROOT / "src/equations").glob("*/*.hpp")):
        text = file.read_text()
        found = parameters(text)
        said += len(re.findall(r"param\(\s*&P::", text))
        now.update(found)
    if len(now) != said:
        sys.exit(f"{said} parameters stand in src/equations and {len(now)} can be read; mend scripts/check_provenance.py")
    if "--write" in sys.argv:
        # A value changed under the same source is not recorded away.
        record = read_record(RECORD.read_text()) if RECORD.exists() else {}
        wrong = [f for f in faults(record, now, calibrated()) if "still says" in f]
        if not wrong:
            rows = [f"{key}\t{v}\t{u}\t{sort_of(s)}\t{s}\n" for key, (v, u, s) in sorted(now.items())]
            RECORD.write_text("parameter\tvalue\tunit\tstatus\tsource\n" + "".join(rows))
    else:
        wrong = faults(read_record(RECORD.read_text()), now, calibrated())
    for fault in wrong:
        print(fault, file=sys.stderr)
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
