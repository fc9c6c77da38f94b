#!/usr/bin/env python3
"""The flow of people (CONSORT) out of the report of a trial, as an SVG of its own.

    build/rewire trial scenarios/cbt_or_drug.toml --out trial --force
    scripts/consort_figure.py trial/report.html docs/images/consort.svg

--narrow takes the picture of narrow screens, in which arms stand one below the other.
"""
import argparse
import re
import sys

STYLE = """
svg { --panel: #ffffff; --under: #f5f7f9; --ink: #17212b; --muted: #5b6675; --rule: #cdd5de; --accent: #1d6a86; --accent-soft: #e3f0f4; }
@media (prefers-color-scheme: dark) { svg { --panel: #161c24; --under: #1f2731; --ink: #e4e9ef; --muted: #9aa6b4; --rule: #3a4552; --accent: #6cc0d8; --accent-soft: #1a3540; } }
text { fill: var(--ink); font: 12px system-ui, -apple-system, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; }
.title { font-size: 13px; font-weight: 650; }
.middle { text-anchor: middle; }
.paper { fill: var(--panel); }
.box { fill: var(--under); stroke: var(--rule); }
.aside { fill: var(--panel); stroke: var(--muted); stroke-dasharray: 4 3; }
.stripe { fill: var(--swatch); }
.way { fill: none; stroke: var(--muted); stroke-width: 1.3; }
.head { fill: var(--muted); }
.stage-pill { fill: var(--accent-soft); }
.stage-name { fill: var(--accent); font-size: 11px; font-weight: 650; text-anchor: middle; }
"""
EDGE = 14


def picture_of(html: str, looks: str) -> tuple[float, float, str, str]:
    """Width, height, what it says and what stands inside."""
    found = re.search(rf'<svg class="consort {looks}" viewBox="0 0 ([\d.]+) ([\d.]+)"[^>]*aria-label="([^"]*)">(.*?)</svg>', html, re.S)
    if not found:
        sys.exit("no flow of people in this report: the report.html of `rewire trial` is expected")
    return float(found[1]), float(found[2]), found[3], found[4]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("report")
    arguments.add_argument("out")
    arguments.add_argument("--narrow", action="store_true")
    given = arguments.parse_args()
    with open(given.report, encoding="utf-8") as f:
        wide, high, says, inside = picture_of(f.read(), "narrow" if given.narrow else "wide")
    width, height = wide + 2 * EDGE, high + 2 * EDGE
    with open(given.out, "w", encoding="utf-8") as f:
        f.write(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img" aria-label="{says}">'
                f'<style>{STYLE}</style><rect class="paper" width="{width:g}" height="{height:g}" rx="12"/>'
                f'<g transform="translate({EDGE} {EDGE})">' + inside.replace("><", ">\n<") + "</g></svg>\n")


if __name__ == "__main__":
    main()
