#!/usr/bin/env python3
"""Adds up what the test programs of a build left in BUILD/results, after ctest --output-junit BUILD/ctest.xml.

Prints every failed test with what it said, a program that died with the test it was in, and the slowest; writes the
durations of all to BUILD/durations.txt, the longest first. The last line is "PASSED SKIPPED FAILED", for scripts/test.
With --longest it prints instead, as a filter of GoogleTest, the longest tests that together took SHARE of the time.
Usage: scripts/test_results.py BUILD [PREFIX]
       scripts/test_results.py --longest SHARE BUILD
       scripts/test_results.py --pytest FILE    the same last line of what pytest --junitxml left
       scripts/test_results.py --node FILE      and of what node --test-reporter=junit left
"""
import pathlib
import re
import sys
import xml.etree.ElementTree as xml

if sys.argv[1] == "--longest":
    lines = [line.split() for line in (pathlib.Path(sys.argv[3]) / "durations.txt").read_text().splitlines()]
    left, names = float(sys.argv[2]) * sum(float(line[0]) for line in lines), []
    for took, _, _, name in lines:
        if (left := left - float(took)) < 0:
            break
        names.append(name)
    print(":".join(names))
    sys.exit()

if sys.argv[1] == "--pytest":
    try:
        suite = next(xml.parse(sys.argv[2]).getroot().iter("testsuite"))
    except (OSError, xml.ParseError):
        print("pytest left no results")
        print(0, 0, 1)
        sys.exit()
    failed = int(suite.get("failures")) + int(suite.get("errors"))
    skipped = int(suite.get("skipped"))
    for case in suite.iter("testcase"):
        for kind in ("failure", "error", "skipped"):
            for said in case.findall(kind):
                print(f'{"FAILED" if kind != "skipped" else kind}: {case.get("name")}: {said.get("message")}')
    print(int(suite.get("tests")) - failed - skipped, skipped, failed)
    sys.exit()

if sys.argv[1] == "--node":
    try:
        cases = list(xml.parse(sys.argv[2]).getroot().iter("testcase"))
    except (OSError, xml.ParseError):
        cases = []
    if not cases:
        print("node left no results")
        print(0, 0, 1)
        sys.exit()
    counts = {"failure": 0, "skipped": 0, "passed": 0}
    for case in cases:
        kind = next((k for k in ("failure", "skipped") if case.find(k) is not None), "passed")
        counts[kind] += 1
        if kind != "passed":
            said = (case.find(kind).get("message") or "").splitlines()
            print(f'{"FAILED" if kind == "failure" else kind}: {case.get("name")}: {said[0] if said else ""}')
    print(counts["passed"], counts["skipped"], counts["failure"])
    sys.exit()

build, prefix = pathlib.Path(sys.argv[1]), (sys.argv[2] + " " if len(sys.argv) > 2 else "")
passed = skipped = failed = 0
durations = []
for run in xml.parse(build / "ctest.xml").getroot().iter("testcase"):
    program, broken = run.get("name"), run.get("status") != "run"
    output = (run.findtext("system-out") or "").splitlines()
    told, results = False, build / "results" / f"{program}.xml"
    if results.exists():
        for case in xml.parse(results).getroot().iter("testcase"):
            name = f'{case.get("classname")}.{case.get("name")}'
            if case.get("status") == "notrun":
                continue
            durations.append((float(case.get("time")), program, name))
            failures = case.findall("failure")
            if failures:
                failed += 1
                told = True
                print(f"FAILED: {prefix}{name} ({program})")
                for failure in failures:
                    print("    " + failure.get("message", "").replace("\n", "\n    "))
            elif case.get("result") == "skipped":
                skipped += 1
                print(f"skipped: {prefix}{name}: " + " ".join(s.get("message", "") for s in case.findall("skipped")))
            else:
                passed += 1
    if broken and not told:
        failed += 1
        begun = re.findall(r"^\[ RUN      \] (\S+)", "\n".join(output), re.M)
        ended = set(re.findall(r"^\[ +(?:OK|FAILED|SKIPPED) +\] (\S+?),? ", "\n".join(output), re.M))
        died = next((t for t in reversed(begun) if t not in ended), "before or after its tests")
        print(f"FAILED: {prefix}{program} died in {died}")
        print("    " + "\n    ".join(output[-60:]))
durations.sort(reverse=True)
(build / "durations.txt").write_text("".join(f"{t:9.3f} s  {program}  {name}\n" for t, program, name in durations))
print(f"{prefix}tests took {sum(d[0] for d in durations):.0f} s, the longest: " +
      ", ".join(f"{name} {t:.1f} s" for t, _, name in durations[:5]) + f"; all in {build}/durations.txt")
print(passed, skipped, failed)
