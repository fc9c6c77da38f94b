"""Notebooks are what their sources say, run in a copy of their own, show what is kept, and hold nothing of a machine."""

import importlib.machinery
import importlib.util
import pathlib
import re

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def the_script():
    loader = importlib.machinery.SourceFileLoader("notebooks_script", str(ROOT / "scripts" / "notebooks"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    return module


script = the_script()
NAMES = [path.stem for path in script.sources()]
WANTED = ("nbformat", "nbconvert", "ipykernel", "matplotlib")
missing = [name for name in WANTED if importlib.util.find_spec(name) is None]
needs_debian = pytest.mark.skipif(bool(missing), reason=f"{', '.join(missing)} of Debian is not installed "
                                                        "(python3-nbconvert, python3-ipykernel, python3-matplotlib)")


def kept(name):
    import nbformat
    return nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", 4)


NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?")


def parts_of(book):
    """Words, however a table is laid out, and numbers, of everything that is shown in words."""
    text = "\n".join(text for _, text in script.texts_of(book))
    return NUMBER.sub("#", re.sub(r"[\s─]+", " ", text)).split(), NUMBER.findall(text)


def alike(one, other):
    """Up to one unit of the last digit that is shown: another BLAS may round otherwise."""
    step = 10.0 ** -len((one.split("e")[0] + ".").split(".")[1]) if "e" not in one else abs(float(one)) * 0.1
    return abs(float(one) - float(other)) <= 1.01 * (step if "." in one else 1)


def test_there_are_eight():
    assert len(NAMES) == 8
    assert sorted(p.stem for p in (ROOT / "notebooks").glob("*.ipynb")) == NAMES


@needs_debian
@pytest.mark.parametrize("name", NAMES)
def test_cells_are_those_of_the_source(name):
    cells = script.cells_of((script.SOURCES / f"{name}.py").read_text(encoding="utf-8"))
    assert [(c.cell_type, c.source) for c in kept(name).cells] == cells, f"run scripts/notebooks {name}"
    assert cells[0][1].startswith("# ") and "**Question.**" in cells[0][1]
    assert any("## What is assumed" in text or "## What this shows" in text for _, text in cells)
    assert "## Exercises" in cells[-1][1]


@needs_debian
@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_a_machine_is_kept(name):
    book = kept(name)
    assert not script.faults(book, (ROOT / "notebooks" / f"{name}.ipynb").stat().st_size)
    code = [c for c in book.cells if c.cell_type == "code"]
    assert all(c.execution_count is None and "execution" not in c.metadata for c in code)
    shown = [out for c in code for out in c.outputs]
    assert not [out for out in shown if out.output_type == "error" or out.get("name") == "stderr"]
    assert any("image/png" in out.get("data", {}) for out in shown), "a figure"


@needs_debian
@pytest.mark.parametrize("name", NAMES)
def test_it_runs_and_shows_again_what_is_kept(name, tmp_path):
    fresh = script.executed(script.notebook_of([(c.cell_type, c.source) for c in kept(name).cells]), tmp_path)
    assert not script.faults(fresh, 0)
    (words, numbers), (kept_words, kept_numbers) = parts_of(fresh), parts_of(kept(name))
    assert words == kept_words, f"it says other words than are kept; run scripts/notebooks {name}"
    off = [(mine, was) for mine, was in zip(numbers, kept_numbers) if not alike(was, mine)]
    assert not off, f"it shows other numbers than are kept; run scripts/notebooks {name}"


def test_links_lead_somewhere():
    for name in NAMES:
        text = (script.SOURCES / f"{name}.py").read_text(encoding="utf-8")
        for link in re.findall(r"\]\((\.\./[^)#]+)", text):
            assert (ROOT / "notebooks" / link).exists(), f"{name}: {link}"


def test_numbers_are_alike_to_the_last_digit_shown():
    assert alike("0.74", "0.75") and not alike("0.74", "0.76") and alike("12", "13") and not alike("12", "14")
    assert alike("0.000072", "0.000073") and not alike("0.000072", "0.0001") and alike("7.2e-05", "7.3e-05")


def test_the_script_tells_what_is_of_a_machine():
    def found(text):
        return [m.group(0) for one in script.OF_A_MACHINE if (m := one.search(text))]
    assert found("read /home/someone/brain.csv") and found("<object at 0x7f0a12345678>")
    assert not found("docs/pain.md") and not found("https://doi.org/10.1000/a/b") and not found("<td>1</td></tr>")
    with pytest.raises(SystemExit, match="begins"):
        script.cells_of("x = 1\n# %%\n")
    assert script.cells_of("# %% [markdown]\n# # Title\n#\n# words\n\n# %%\nx = 1\n") == [
        ("markdown", "# Title\n\nwords"), ("code", "x = 1")]
