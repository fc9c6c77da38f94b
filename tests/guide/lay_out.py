#!/usr/bin/env python3
"""Does what docs/add_a_mechanism.md says, in a folder: lay_out.py PAGE TREE OUT.

Each block of code goes into the file that the line before it names in backquotes. Of a file that TREE has already, the
block says what changes: an #include goes below the last one, a `using NAME = ...;` takes the place of the one there.
A block that belongs nowhere, and a change that finds nothing to change, is a fault. Files that are as they should be are
left alone, so that nothing is compiled anew.
"""
import pathlib
import re
import sys


def blocks(text):
    """(file, language, code); of blocks whose line before names no file, the file is empty."""
    for m in re.finditer(r"(?P<before>[^\n]*)\n```(?P<language>\w*)\n(?P<code>.*?)```", text, re.S):
        named = re.findall(r"`([\w./]+\.\w+)`", m["before"])
        yield named[0] if named else "", m["language"], m["code"]


def changed(old, code, name):
    for line in re.findall(r"^#include .*\n", code, re.M):
        last = list(re.finditer(r'^#include ".*\n', old, re.M))[-1]
        old = old[:last.end()] + line + old[last.end():]
    for what, whole in re.findall(r"^(using \w+ =)(.*?;)", code, re.M | re.S):
        old, n = re.subn(re.escape(what) + r".*?;", lambda _: what + whole, old, count=1, flags=re.S)
        if n != 1:
            sys.exit(f"{name}: there is no `{what}` to change")
    return old


def main(page, tree, out):
    laid = []
    for name, language, code in blocks(page.read_text()):
        if language == "" or not name:
            if language != "":
                sys.exit(f"{page}: a block of {language} whose line before names no file")
            continue  # commands
        text = changed((tree / name).read_text(), code, name) if (tree / name).exists() else code
        file = out / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists() or file.read_text() != text:
            file.write_text(text)
        laid.append(name)
    print("\n".join(laid))


if __name__ == "__main__":
    main(*map(pathlib.Path, sys.argv[1:4]))
