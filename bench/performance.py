#!/usr/bin/env python3
"""What the benches measure, as the tables and the picture of docs/performance.md.

usage: bench/performance.py [BUILD] > tables.md      (after `make bench`, or with the benches built)

Writes docs/images/roofline.svg and prints the tables. Work of a region and step of wong_wang is counted from its
equations: 125 operations of the model and its noise (exp as its polynomial), two a tract.
"""
import json
import math
import pathlib
import subprocess
import sys

here = pathlib.Path(__file__).resolve().parent.parent
build = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else here / "build")
OPERATIONS, STEPS = 125, 10_000  # a region and step; a simulated second


def measured(bench, pattern):
    told = subprocess.run([build / "bench" / bench, f"--benchmark_filter={pattern}", "--benchmark_format=json",
                           "--benchmark_min_time=0.3"], capture_output=True, text=True, check=True).stdout
    return {b["name"]: b for b in json.loads(told)["benchmarks"]}


sizes = {}
for name, b in measured("fast_bench", "size_bench").items():
    at = dict(part.split(":") for part in name.split("/")[1:])
    sizes[tuple(int(at[k]) for k in ("regions", "density", "points", "speed"))] = b["ms_per_s"]
peak = next(iter(measured("fast_bench", "fma_peak").values()))["GFLOP_per_s"] / 1e9
reads = {int(n.split(":")[1]): b["bytes_per_second"] / 1e9 for n, b in measured("fast_bench", "reading").items()}
threads = {n.removesuffix("/real_time"): b["ms_per_s"] for n, b in measured("fast_bench", "threads_bench").items()}
linear = {n: b["cpu_time"] for n, b in measured("linear_bench", "^connectivity/|^rest_from|^covariance").items()}

print(f"One core: {peak:.0f} GFLOP/s of fused multiply-adds; reads " +
      ", ".join(f"{gb:.0f} GB/s from {kb} kB" for kb, gb in sorted(reads.items())) + ".\n")
print("| regions | tracts | points | ms a simulated second | a point | GFLOP/s | of the peak | with delays | times |")
print("|---|---|---|---|---|---|---|---|---|")
marks = []
for (regions, density, points, speed), ms in sorted(sizes.items()):
    if speed:
        continue
    tracts = density / 100 * regions
    work = regions * points * STEPS * (OPERATIONS + 2 * tracts) / 1e9
    rate = work / (ms / 1e3)
    late = sizes.get((regions, density, points, 12))
    print(f"| {regions} | {density} % | {points} | {ms:.1f} | {ms / points:.2f} | {rate:.0f} | {100 * rate / peak:.0f} % | "
          + (f"{late:.1f} | {late / ms:.2f} |" if late else "| |"))
    # Bytes a step: states, parameters, noise and what is sent of each region and point, 44; weights and their places.
    weights = (regions * tracts * (8 if points > 8 else 5))
    marks.append(((regions, density, points), f"{regions} regions, {density} %, {points}", (regions * points * (OPERATIONS + 2 * tracts))
                  / (44 * regions * points + weights), rate))
print("\n| regions | threads | ms a simulated second |\n|---|---|---|")
for name, ms in threads.items():
    at = dict(part.split(":") for part in name.split("/")[1:])
    print(f"| {at['regions']} | {at['threads']} | {ms:.1f} |")
print("\n| linear noise | ms |\n|---|---|")
for name, ms in linear.items():
    print(f"| {name} | {ms:.2f} |")

# ---- the picture: operations a second over operations a byte, both logarithmic
W, H, L, B = 720, 420, 70, 60
x0, x1, y0, y1 = -1, 2.5, 0, 2.6  # decades


def x(v):
    return L + (math.log10(v) - x0) / (x1 - x0) * (W - L - 20)


def y(v):
    return H - B - (math.log10(v) - y0) / (y1 - y0) * (H - B - 20)


def line(points, style):
    return f'<polyline points="{" ".join(f"{x(a):.1f},{y(b):.1f}" for a, b in points)}" fill="none" {style}/>'


out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {W} {H}" font-family="sans-serif" font-size="12">',
       f'<rect width="{W}" height="{H}" fill="#fff"/>']
for decade in range(math.ceil(x0), math.floor(x1) + 1):
    out.append(f'<text x="{x(10 ** decade):.1f}" y="{H - B + 18}" text-anchor="middle">{10.0 ** decade:g}</text>')
    out.append(line([(10 ** decade, 10 ** y0), (10 ** decade, 10 ** y1)], 'stroke="#e5e7eb"'))
for value in (1, 3, 10, 30, 100, 300):
    out.append(f'<text x="{L - 8}" y="{y(value) + 4:.1f}" text-anchor="end">{value}</text>')
    out.append(line([(10 ** x0, value), (10 ** x1, value)], 'stroke="#e5e7eb"'))
out.append(line([(10 ** x0, peak), (10 ** x1, peak)], 'stroke="#111827" stroke-width="2"'))
out.append(f'<text x="{W - 24}" y="{y(peak) - 6:.1f}" text-anchor="end">{peak:.0f} GFLOP/s: fused multiply-adds of one core</text>')
for kb, gb in sorted(reads.items()):
    end = min(peak / gb, 10 ** x1)
    start = max(10 ** x0, 10 ** y0 / gb)
    out.append(line([(start, start * gb), (end, end * gb)], 'stroke="#6b7280" stroke-dasharray="5 4"'))
    out.append(f'<text x="{x(max(start, .11)) + 6:.1f}" y="{y(max(start, .11) * gb) - 6:.1f}" fill="#374151">{gb:.0f} GB/s, {kb} kB</text>')
placed = []
shown = {(82, 30, 1), (82, 30, 8), (82, 30, 64), (400, 10, 1), (400, 10, 64), (1000, 10, 1)}  # the others lie between
for name, at, rate in sorted((m[1:] for m in marks if m[0] in shown), key=lambda m: (-m[2], -m[1])):
    out.append(f'<circle cx="{x(at):.1f}" cy="{y(rate):.1f}" r="4" fill="#1d6fa5"/>')
    place = y(rate) + 4
    while any(abs(place - p) < 12 for p in placed):
        place += 12
    placed.append(place)
    out.append(f'<text x="{W - 190}" y="{place:.1f}" fill="#1d6fa5">{name}</text>')
    out.append(f'<line x1="{x(at) + 6:.1f}" y1="{y(rate):.1f}" x2="{W - 194}" y2="{place - 4:.1f}" stroke="#bcd4e6"/>')
out.append(f'<text x="{(W + L) / 2}" y="{H - 14}" text-anchor="middle">operations a byte that is read</text>')
out.append(f'<text transform="translate(18 {(H - B) / 2}) rotate(-90)" text-anchor="middle">GFLOP/s</text></svg>')
(here / "docs" / "images" / "roofline.svg").write_text("\n".join(out) + "\n", encoding="utf-8")
