"""Every block of Python in docs/python.md runs, in the order of the page, and says what is in it is so."""

import contextlib
import io
import pathlib
import re

import pytest

import rewire as rw

pytest.importorskip("nibabel", reason="python3-nibabel of Debian is not installed; a block of docs/python.md needs it")

PAGE = pathlib.Path(__file__).resolve().parent.parent.parent / "docs" / "python.md"
TEXT = PAGE.read_text(encoding="utf-8")


def blocks():
    return [(TEXT.count("\n", 0, m.start(1)) + 1, m[1])
            for m in re.finditer(r"^```python\n(.*?)^```$", TEXT, re.M | re.S)]


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """What each block printed, by its first words; all run in one namespace, as a reader would."""
    import os
    space, told = {}, {}
    before = os.getcwd()
    os.chdir(tmp_path_factory.mktemp("docs"))
    try:
        for line, code in blocks():
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                exec(compile("\n" * (line - 1) + code, str(PAGE), "exec"), space)
            told[code.split("\n")[0]] = out.getvalue()
    finally:
        os.chdir(before)
    return space, told


def test_every_block_runs(said):
    space, told = said
    assert len(told) == len(blocks()) >= 8
    assert "Hz" in told["import rewire as rw"] and "threat_faces" in told["import rewire as rw"]
    assert "did you mean 'coupling'" in told["try:"] and "gad_outpatient" in told["try:"] and "2 8" in told["try:"]
    assert "fatigue" in told["from numpy import maximum"] and "False" not in told["from numpy import maximum"]
    assert space["told"] and all(0 <= share <= 1 for _, share in space["told"])


def test_the_table_names_all_functions():
    table = TEXT.split("## Functions and commands")[1].split("\n## ")[0]
    functions = {name for name in rw.__all__ if callable(getattr(rw, name)) and name[0].islower()}
    for name in functions - {"visits", "to_nifti", "to_gifti"}:
        assert f"`rw.{name}(" in table, name
    for name in re.findall(r"\brw\.(\w+)", TEXT):
        assert hasattr(rw, name), f"rw.{name} is not there"


def test_the_page_lists_every_notebook():
    for path in (PAGE.parent.parent / "notebooks").glob("*.ipynb"):
        assert f"notebooks/{path.name}" in TEXT
    for link in re.findall(r"\]\(([^)#:]+)\)", TEXT):
        assert (PAGE.parent / link).exists(), link
