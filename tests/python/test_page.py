"""The lines of Python that the page offers run, and do what the page did."""

import json
import pathlib
import shutil
import subprocess

import pytest

import rewire as rw

MODULE = pathlib.Path(__file__).resolve().parent.parent.parent / "web" / "src" / "lib" / "python.js"
PLAN = rw.Protocol(people="gad_outpatient", treatments=["cbt 50 min weekly for 2 weeks"],
                   visits=rw.visits([0, 2], ["gad7"]))
TRIAL = """[trial]
people = 12
from = "mdd_outpatient"
[[arm]]
name = "waiting"
treatments = []
[[arm]]
name = "CBT"
treatments = ["cbt 50 min weekly for 2 weeks"]
[visits]
weeks = [0, 2]
instruments = ["hamd"]
[[endpoint]]
name = "HAM-D"
"""


def lines_of(**asked) -> str:
    if shutil.which("node") is None:
        pytest.skip("node of Debian is not installed")
    told = f"import {{ python }} from {json.dumps(MODULE.as_uri())}; process.stdout.write(python({json.dumps(asked)}));"
    return subprocess.run(["node", "--input-type=module", "-e", told], capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("kind", ["run", "compare", "trial"])
def test_its_lines_run(kind, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.toml").write_text(PLAN.to_toml())
    (tmp_path / "b.toml").write_text(PLAN.without("cbt").to_toml())
    (tmp_path / "t.toml").write_text(TRIAL)
    texts = {"run": [{"name": "", "file": "a.toml"}], "trial": [{"name": "", "file": "t.toml"}],
             "compare": [{"name": "Plan A", "file": "a.toml"}, {"name": "方案 B", "file": "b.toml"}]}[kind]
    pytest.importorskip("matplotlib").use("agg")
    done: dict = {}
    exec(lines_of(kind=kind, texts=texts, people=3, seed=2), done)
    if kind == "run":
        assert done["year"].rewire.hash == rw.run(PLAN, people=3, seed=2).rewire.hash
    elif kind == "compare":
        assert set(done["both"].table()["arm"]) == {"方案 B"}
    else:
        assert done["trial"].summary["trial"]["flow"]["enrolled"] == 12
