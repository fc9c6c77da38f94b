#!/usr/bin/env python3
"""codemeta.json is what CITATION.cff, CMakeLists.txt and scripts/packages.txt say: nothing of it is written by hand.

CodeMeta 3.0, https://w3id.org/codemeta/3.0. `--write` writes it; without, a difference is a fault.
"""
import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "codemeta.json"


def cited():
    """Keys of CITATION.cff that stand on a line of their own; its keywords and the names of its authors."""
    text = (ROOT / "CITATION.cff").read_text()
    out = dict(re.findall(r'^([a-z-]+): "?(.+?)"?$', text, re.M))
    out["keywords"] = [k.strip() for k in out["keywords"].strip("[]").split(",")]
    out["authors"] = re.findall(r'^  - name: "(.+)"$', text, re.M)
    return out


def version():
    return re.search(r"^project\(rewire VERSION (\S+)", (ROOT / "CMakeLists.txt").read_text(), re.M)[1]


def packages(group):
    lines = (ROOT / "scripts/packages.txt").read_text().splitlines()
    return [line.split()[0] for line in lines if not line.startswith("#") and line.split()[1] == group]


def codemeta():
    c = cited()
    return {
        "@context": "https://w3id.org/codemeta/3.0",
        "@type": "SoftwareSourceCode",
        "name": "rewire",
        "alternateName": c["title"],
        "description": c["abstract"],
        "version": version(),
        "license": f"https://spdx.org/licenses/{c['license']}",
        "author": [{"@type": "Organization", "name": name} for name in c["authors"]],
        "keywords": c["keywords"],
        "developmentStatus": "active",
        "programmingLanguage": ["C++20", "Python", "JavaScript"],
        "operatingSystem": "Debian GNU/Linux 12",
        "softwareRequirements": packages("build"),
        "softwareSuggestions": packages("python"),
        "readme": "README.md",
        "buildInstructions": "README.md",
        "softwareHelp": "docs",
    }


def main():
    bad = []
    if cited()["version"] != version():
        bad.append(f"CITATION.cff: version {cited()['version']}; CMakeLists.txt says {version()}")
    now = json.dumps(codemeta(), indent=2, ensure_ascii=False) + "\n"
    if "--write" in sys.argv:
        PAGE.write_text(now)
    elif not PAGE.exists() or PAGE.read_text() != now:
        bad.append("codemeta.json: not what CITATION.cff, CMakeLists.txt and scripts/packages.txt say; "
                   "scripts/check_codemeta.py --write")
    print("\n".join(bad), end="\n" if bad else "")
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main())
