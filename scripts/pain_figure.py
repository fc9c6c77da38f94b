#!/usr/bin/env python3
"""The picture from body to brain out of a report, as an SVG of its own.

    build/rewire run scenarios/back_pain.toml --draws 20 --out back --force
    scripts/pain_figure.py back/report.html docs/images/pain.svg

takes the person who hurts most at the end; with --mean the mean over all people.
"""
import argparse
import re
import sys

STYLE = """
svg { --panel: #ffffff; --under: #f5f7f9; --ink: #17212b; --muted: #5b6675; --rule: #e1e6ec; --more: #b5472c; --less: #2a6fb5; }
@media (prefers-color-scheme: dark) { svg { --panel: #161c24; --under: #1a212a; --ink: #e4e9ef; --muted: #9aa6b4; --rule: #2a333f; --more: #ee8f6e; --less: #6eb1e7; } }
text { fill: var(--ink); font: 600 11.8px system-ui, -apple-system, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; text-anchor: middle; }
.second { font-size: 11px; font-weight: 450; }
.small { fill: var(--muted); font-size: 11.5px; font-weight: 500; }
.level-name { text-anchor: start; font-weight: 650; font-size: 11px; }
.head { font-size: 14px; fill: var(--ink); }
.key { text-anchor: start; fill: var(--muted); font-weight: 500; }
.paper { fill: var(--panel); }
.level { fill: var(--under); }
.node { fill: var(--panel); stroke: var(--muted); }
.frame { stroke: var(--rule); }
.arrow, .state { --own: var(--muted); }
.more { --own: var(--more); }
.less { --own: var(--less); }
.shade { fill: var(--own); }
.line { fill: none; stroke: var(--own); }
.bar { fill: none; stroke: var(--own); stroke-width: 3; }
.point { fill: var(--own); }
.arrow.same { opacity: .38; }
.state.gone { opacity: .4; }
"""
WIDE, HIGH, GAP, TOP = 482, 844, 24, 34


def figure_of(html: str, mean: bool) -> list[tuple[str, str]]:
    """Title and SVG of each of the pair of maps."""
    for figure in re.findall(r"<figure.*?</figure>", html, re.S):
        if "circuit body" in figure and mean == ("From body to brain</h3>" in figure):
            return re.findall(r'<h4>(.*?)</h4>(<svg class="circuit body".*?</svg>)', figure, re.S)
    sys.exit("no picture from body to brain in this report: a life in which somebody hurts is expected "
             "(and without --mean one of several people)")


def bare(svg: str) -> str:
    """What stands inside, without what only a page needs."""
    inside = svg[svg.index(">") + 1:svg.rindex("</svg>")]
    return re.sub(r' data-tip="[^"]*"|<title>.*?</title>', "", inside)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("report")
    arguments.add_argument("out")
    arguments.add_argument("--mean", action="store_true")
    given = arguments.parse_args()
    with open(given.report, encoding="utf-8") as f:
        maps = figure_of(f.read(), given.mean)
    width, height = len(maps) * WIDE + (len(maps) - 1) * GAP + 24, TOP + HIGH + 42
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
           f'aria-label="Pain from body to brain, before and after"><style>{STYLE}</style>'
           f'<rect class="paper" width="{width}" height="{height}" rx="12"/>']
    for k, (title, svg) in enumerate(maps):
        x = 12 + k * (WIDE + GAP)
        out.append(f'<text class="head" x="{x + WIDE / 2}" y="23">{title}</text>'
                   f'<g transform="translate({x} {TOP})">{bare(svg)}</g>')
    y = TOP + HIGH + 24
    keys = [("more", 4, "point", "above health"), ("less", 4, "point", "below health"),
            ("more", 10, "point", "as far as it goes"), ("same", 1.5, "point", "raises"), ("same", 1.5, "bar", "lowers")]
    x = 24
    for kind, stroke, head, words in keys:
        size = 3.4 + .8 * min(stroke, 5)
        tip = (f'<path class="bar" d="M{x + 40} {y - size}V{y + size}"/>' if head == "bar" else
               f'<path class="point" d="M{x + 40} {y}L{x + 40 - 1.6 * size:.1f} {y - size:.1f}V{y + size:.1f}Z"/>')
        end = x + 40 - (0 if head == "bar" else 1.4 * size)
        out.append(f'<g class="arrow {kind}"><path class="line" d="M{x} {y}H{end:.1f}" stroke-width="{stroke}"/>{tip}</g>'
                   f'<text class="key" x="{x + 48}" y="{y + 4}">{words}</text>')
        x += 64 + 7.2 * len(words)
    with open(given.out, "w", encoding="utf-8") as f:
        f.write("\n".join(out) + "</svg>\n")


if __name__ == "__main__":
    main()
