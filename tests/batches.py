#!/usr/bin/env python3
"""Which test files compile together: batches.py MOST FILES... prints their batches, numbers parted by ";".

One file of the other is no header: two that give a name of their own to different things, or of which one names what
the other takes from a test header, are put apart. What is compared are names at the left margin, as a namespace has
them; what this does not see, the compiler refuses.
"""
import functools
import pathlib
import re
import sys

TESTS = pathlib.Path(__file__).resolve().parent
TYPE = re.compile(r"^(?:template <[^\n]*>\s)?(?:struct|class|union|enum(?: class)?) (\w+)", re.M)
SPACE = re.compile(r"^(?:inline )?namespace (\w+) {", re.M)
ALIAS = re.compile(r"^(?:using|namespace) (\w+) = ([^;]+);", re.M)
BORROWED = re.compile(r"^using ((?:[\w:]+(?:, )?)+);", re.M)
# A function or a variable: words of a type, then the name and what follows a name.
VALUE = re.compile(r"^(?!using |namespace |struct |class |union |enum |return |TEST|INSTANTIATE|template )"
                   r"[\w:][^\n=({;]*?[\s&*>](\w+)(?:\[[^\]\n]*\])?(?: =|[({;,])", re.M)
FURTHER = re.compile(r"(\w+) =")  # const int a = 1, b = 2;
INCLUDED = re.compile(r'^#include "([^"]+)"', re.M)


def names_in(text):
    """Each name and what it stands for, where that may be the same in two files."""
    found = set(TYPE.findall(text)) | set(VALUE.findall(text))
    for line in re.findall(r"^(?:inline |static )?(?:const|constexpr) [^({]*$", text, re.M):
        found |= set(FURTHER.findall(line))
    names = dict.fromkeys(found - {"operator"})
    names |= dict.fromkeys(SPACE.findall(text), "namespace")
    names |= dict(ALIAS.findall(text))
    for several in BORROWED.findall(text):
        names |= {name.split("::")[-1]: name for name in several.split(", ")}
    return names


@functools.cache
def names_of(file):
    """The names of a file's own, and those of the test headers that it includes."""
    text = file.read_text(encoding="utf-8")
    taken = set()
    for header in INCLUDED.findall(text):
        for folder in (file.parent, TESTS):
            if (folder / header).is_file():
                own, further = names_of((folder / header).resolve())
                taken |= own.keys() | further
                break
    return names_in(text), taken


def apart(one, other):
    own, taken = names_of(one)
    its, it_takes = names_of(other)
    if any(not own[name] or own[name] != its[name] for name in own.keys() & its.keys()):
        return True
    return any(not names[name] for names, others in ((own, it_takes), (its, taken)) for name in names.keys() & others)


def main():
    most = int(sys.argv[1])
    batches, numbers = [], []
    for file in map(pathlib.Path, sys.argv[2:]):
        fitting = (n for n, batch in enumerate(batches)
                   if len(batch) < most and not any(apart(file, other) for other in batch))
        numbers.append(next(fitting, len(batches)))
        if numbers[-1] == len(batches):
            batches.append([])
        batches[numbers[-1]].append(file)
    print(*numbers, sep=";", end="")


main()
