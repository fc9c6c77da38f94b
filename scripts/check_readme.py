#!/usr/bin/env python3
"""What README.md and docs/pain.md print of docs/evidence.csv and of the catalogue is what stands there.

README.zh-CN.md says the same numbers, section by section. A table's line that ends in `<!-- id -->` shows that row: | what | ours | published | verdict |. A number in the text is
told by its words (counts). `--write` puts right what is not; `--self-test` tries the reader.
"""
import collections
import csv
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGES = ["README.md", "docs/pain.md", "README.zh-CN.md"]
TRANSLATIONS = {"README.zh-CN.md": "README.md"}
LINE = re.compile(r"^\| (?P<what>.*?) \| .*<!-- (?P<id>\w+) -->$")
VERDICT = {"outside": "**outside**"}
CHINESE = {"inside": "区间内", "direction only": "仅方向一致", "outside": "**区间外**"}


def short(x, digits):
    return f"{float(x):.{digits}g}" if abs(float(x)) < 1000 else f"{float(x):.0f}"


def shown(what, row):
    verdicts = CHINESE if re.search("[\u4e00-\u9fff]", what) else VERDICT
    unit = f" {row['unit']}" if row["unit"] == "sd" else ""
    return (f"| {what} | {short(row['ours'], 3)} ± {short(row['error'], 2)}{unit} | {short(row['published'], 3)} "
            f"({short(row['low'], 3)} to {short(row['high'], 3)}) | {verdicts.get(row['verdict'], row['verdict'])} "
            f"<!-- {row['id']} -->")


def written(text, rows):
    """The text with every line that shows a row as the row is; and the rows' ids that are unknown or silent."""
    lines, missing = [], []
    for line in text.split("\n"):
        m = LINE.match(line)
        row = rows.get(m["id"]) if m else None
        if m and (not row or not row["ours"]):
            missing.append(m["id"])
        lines.append(shown(m["what"], row) if row and row["ours"] else line)
    return "\n".join(lines), missing


def counts(rows):
    """Words with a number in them, and the number that is true."""
    files = lambda folder: len(list((ROOT / "catalog" / folder).glob("*.toml")))
    pathways = (ROOT / "catalog/pathways/pathways.toml").read_text().count("[[pathway]]")
    pain = {line.split("\t")[0] for name in ("pain", "pain_drugs")
            for line in (ROOT / f"validation/ledger/{name}.tsv").read_text().splitlines()[1:]}
    status = [line.split("\t")[3] for line in (ROOT / "validation/provenance.tsv").read_text().splitlines()[1:]]
    told = lambda words: sum(s.startswith(words) for s in status)
    bodily = [p for p in (ROOT / "src/equations").glob("*/*.hpp")
              if p.stem != "list" and p.parent.name not in ("region", "blood")]
    asked = [r for r in rows.values() if r["ours"]]
    return [(r"(\d+) published rows", len(rows)), (r"model can be asked (\d+)", len(asked)),
            (r"(\d+) of them of pain", sum(r["id"] in pain for r in asked)),
            (r"asks (\d+) rows of pain", sum(r["id"] in pain for r in asked)),
            (r"\| (\d+) files: scales with licence", files("instruments")), (r", (\d+) pathways with", pathways),
            (r"differ by (\w+) traits", files("traits")), (r"A life \| (\d+) mechanisms", len(bodily)),
            (r"were set: (\d+) by three", told("calibrated")), (r"\((\d+) more by hand", told("set by hand")),
            (r"by hand, (\d+) of \d+ are assumed", told("assumed")), (r"of (\d+) are assumed", len(status))]


def counted(text, true):
    for words, number in true:
        text = re.sub(words, lambda m, n=str(number): m[0].replace(m[1], n, 1), text)
    return text


def numbers(text):
    """Of each section, in whatever order a language says them."""
    return [collections.Counter(re.findall(r"\d+(?:\.\d+)?", part)) for part in re.split(r"^## .*$", text, flags=re.M)]


def other_numbers(english, translation):
    """What a translation says otherwise: a line for each section."""
    ours, theirs = numbers(english), numbers(translation)
    if len(ours) != len(theirs):
        return [f"{len(theirs)} sections, not {len(ours)}"]
    return [f"section {k}: lacks {sorted((a - b).elements())}, has besides {sorted((b - a).elements())}"
            for k, (a, b) in enumerate(zip(ours, theirs)) if a != b]


def self_test():
    assert other_numbers("a 1 of 2.5\n## b\n3", "2.5 之 1\n## 乙\n3") == []
    assert other_numbers("a 1\n## b\n3", "1\n## 乙\n4") == ["section 1: lacks ['3'], has besides ['4']"]
    row = dict(id="a", unit="sd", ours="-0.51234", error="0.0412", published="-0.5", low="-0.61", high="-0.4",
               verdict="outside")
    line = "| a treatment | 1 | 2 | inside <!-- a -->"
    assert written(line, {"a": row}) == ("| a treatment | -0.512 ± 0.041 sd | -0.5 (-0.61 to -0.4) | **outside** <!-- a -->",
                                         [])
    assert written(line, {}) == (line, ["a"]) and written("| no row | 1 |", {}) == ("| no row | 1 |", [])
    assert counted("715 published rows, 3 of them", [(r"(\d+) published rows", 733)]) == "733 published rows, 3 of them"


def main():
    if "--self-test" in sys.argv:
        return self_test()
    rows = {r["id"]: r for r in csv.DictReader((ROOT / "docs/evidence.csv").open())}
    bad = 0
    for page in PAGES:
        path = ROOT / page
        old = path.read_text()
        new, missing = written(counted(old, counts(rows)), rows)
        for name in missing:
            print(f"{page}: docs/evidence.csv has no answer to {name}")
        if new != old and "--write" in sys.argv:
            path.write_text(new)
        elif new != old:
            for n, (was, now) in enumerate(zip(old.split("\n"), new.split("\n")), 1):
                if was != now:
                    print(f"{page}:{n}: not what docs/evidence.csv and catalog/ hold; scripts/check_readme.py --write\n  {now[:160]}")
        if page in TRANSLATIONS:
            other = other_numbers((ROOT / TRANSLATIONS[page]).read_text(), path.read_text())
            for line in other:
                print(f"{page}: other numbers than {TRANSLATIONS[page]}: {line}")
            bad += len(other)
        bad += len(missing) + (new != old and "--write" not in sys.argv)
    return bad


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
