#!/usr/bin/env python3
"""No type stands twice, and no vector is given a list: both are undefined behaviour that compiles in silence.

Two bodies under one name in one program: the linker keeps either. A vector in braces, V x{0.0}, is xsimd's list with a
number for every lane, read past its end: V x(0.0) or V x = V(0.0) sets them all.

Every test program is all of src/, the headers of tests/ and the files of its own folder. Types in unnamed namespaces,
in functions and in classes have names of their own. `--self-test` tries the reader on what it has to tell apart.
"""
import pathlib
import re
import sys

BLANKED = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"([^(\s]*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<![0-9A-Za-z_])\'(?:\\.|[^\'\\\n])+\'|^[ \t]*#(?:\\\n|[^\n])*',
    re.S | re.M)
TOKEN = re.compile(r"[{};]")
NAMESPACE = re.compile(r"(?:^|[\s}])(?:inline\s+)?namespace(?:\s+((?:\w+\s*::\s*)*\w+))?(?:\s*\[\[.*?\]\])?\s*$")
TYPE = re.compile(r"(?:^|[\s>\]])(?:struct|class|union|enum(?:\s+(?:class|struct))?)\s+(?:alignas\s*\([^)]*\)\s*|\[\[.*?\]\]\s*)*"
                  r"((?:\w+\s*::\s*)*\w+)\s*(?:final\s*)?(?::(?!:).*)?$", re.S)

LISTED = re.compile(r"(?<![\w:])(?:V\b|Lanes<\w+>|xsimd::batch<\w+>)\s*(?:\w+\s*)?\{\s*[^}\s]")


def blanked(text):
    return BLANKED.sub(lambda m: re.sub(r"[^\n]", " ", m.group(0)), text)


def listed(text):
    """Lines on which a vector is given a list."""
    return [text.count("\n", 0, m.start()) + 1 for m in LISTED.finditer(blanked(text))]


def types(text):
    """(full name, line) of every type with a body at namespace scope, outside unnamed namespaces."""
    text = blanked(text)
    scopes, start, found = [], 0, []  # a scope is the name of a namespace, "" for an unnamed one, None for a body
    for token in TOKEN.finditer(text):
        head = text[start:token.start()]
        start = token.end()
        if token.group(0) == "{":
            space, kind = NAMESPACE.search(head), TYPE.search(head)
            if space:
                scopes.append(re.sub(r"\s", "", space.group(1) or ""))
                continue
            # A body is a type's unless the head is a function's: `struct S f() {` ends in a parenthesis.
            if kind and "(" not in kind.group(1) and all(scopes):
                name = re.sub(r"\s", "", kind.group(1))
                at = token.start() - len(head) + kind.start(1)
                found.append(("::".join([*scopes, name]), text.count("\n", 0, at) + 1))
            scopes.append(None)
        elif token.group(0) == "}" and scopes:
            scopes.pop()
    return found


def doubles(root):
    faults, places = [], {}  # places: name -> [(path, line)]
    for top in ("src", "tests", "bench"):
        for path in sorted((root / top).rglob("*")):
            if path.suffix in (".hpp", ".cpp"):
                text = path.read_text(encoding="utf-8")
                faults += [f"{path.relative_to(root)}:{line}: a vector is given a list; write V x(value)" for line in listed(text)]
                for name, line in types(text):
                    places.setdefault(name, []).append((path.relative_to(root), line))
    for name, found in sorted(places.items()):
        for k, (path, line) in enumerate(found):
            other = next((f for f in found[:k] if together(path, f[0])), None)
            if other:
                faults.append(f"{path}:{line}: {name} already stands at {other[0]}:{other[1]}; call it what it is, "
                              "or put it into an unnamed namespace")
    return faults


def together(one, other):
    """Whether two files can be in one program: tests of different folders are not, unless one is a header."""
    return "src" in (one.parts[0], other.parts[0]) or one.parts[1] == other.parts[1] or ".hpp" in (one.suffix, other.suffix)


def self_test():
    text = """
        #define BODY struct InMacro {};
        namespace rewire { // struct InComment {
        template <class T> struct Plain { struct Inner { int a; }; enum Kind { x }; };
        enum class Kind : int { a, b };
        class Base : public Plain<int>, Other { void f() { struct Local { int k; }; } };
        struct Plain<double> { };
        class Declared;
        struct Outer::Node { char c = '{'; };
        struct Plain made() { return {}; }
        const char* text = "struct InText {"; auto raw = R"(struct InRaw {)"; int big = 1'000'000;
        namespace { struct Hidden { }; namespace deep { struct Hidden2 { }; } }
        namespace a::b { struct alignas(64) Padded final { }; }
        }
        struct Global { int a; };
    """
    got = [name for name, _ in types(text)]
    wanted = ["rewire::Plain", "rewire::Kind", "rewire::Base", "rewire::Outer::Node", "rewire::a::b::Padded", "Global"]
    assert got == wanted, got
    assert listed("V a{}; V b(0.0); V c = V(1.0);\nV d{0.0}, e{1.0};\nauto f = Lanes<double>{x};\nstd::array<V, 2> g{a, b};") == [2, 3]
    path = pathlib.Path
    assert together(path("src/a/b.hpp"), path("tests/base/c_test.cpp"))
    assert together(path("tests/base/a_test.cpp"), path("tests/base/c_test.cpp"))
    assert not together(path("tests/base/a_test.cpp"), path("tests/app/c_test.cpp"))


if __name__ == "__main__":
    self_test()
    faults = [] if "--self-test" in sys.argv else doubles(pathlib.Path(__file__).resolve().parent.parent)
    print("\n".join(faults), end="\n" if faults else "")
    sys.exit(1 if faults else 0)
