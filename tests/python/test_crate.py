"""What a folder that Python saved says of itself (ro-crate-metadata.json): what the program says of its own."""

import hashlib
import json
import urllib.parse

import numpy as np
import pytest

import rewire as rw

PLAN = rw.Protocol(people="gad_outpatient", n=2, treatments=["cbt 50 min weekly for 2 weeks"],
                   visits=rw.visits([0, 2], ["gad7"]))
PERSON = ('[rank]\nfrom = "gad_outpatient"\ninstrument = "gad7"\nweek = 2\npeople = 20\n'
          '[[person.visit]]\nweek = 0\ngad7 = 13\n'
          '[[candidate]]\nname = "waiting"\ntreatments = ["waiting_list for 2 weeks"]\n'
          '[[candidate]]\nname = "cbt"\ntreatments = ["cbt 50 min weekly for 2 weeks"]\n')


@pytest.fixture(autouse=True)
def one_day(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")


def crate_of(folder):
    graph = json.loads((folder / "ro-crate-metadata.json").read_text())["@graph"]
    assert len({e["@id"] for e in graph}) == len(graph)
    return {urllib.parse.unquote(e["@id"]): e for e in graph}


def expect_true(crate, folder):
    """Every file is there once, with its size and hash."""
    listed = {name for name, e in crate.items() if e["@type"] == "File"}
    there = {str(f.relative_to(folder)) for f in folder.rglob("*") if f.is_file()}
    assert listed == there - {"ro-crate-metadata.json"}
    for name in listed - {"summary.json"}:
        bytes_of = (folder / name).read_bytes()
        assert crate[name]["sha256"] == hashlib.sha256(bytes_of).hexdigest(), name
        assert crate[name]["contentSize"] == str(len(bytes_of)), name


def expect_the_same(folder, theirs, only_theirs=()):
    mine, program = crate_of(folder), crate_of(theirs)
    expect_true(mine, folder)
    assert mine.keys() == program.keys() - set(only_theirs)
    for name, e in mine.items():
        other = program[name]
        if name in ("./", "#run"):  # the command, and what stands in the folder
            assert {k: v for k, v in e.items() if k not in ("name", "description", "hasPart", "result")} == \
                   {k: v for k, v in other.items() if k not in ("name", "description", "hasPart", "result")}
        elif name.endswith((".csv", ".toml", ".R", "methods.md")) or e["@type"] != "File":
            assert e == other, name
        else:  # the command stands in them
            alike = e.keys() - {"sha256", "contentSize"}
            assert {k: e[k] for k in alike} == {k: other[k] for k in alike}, name
    assert mine["./"]["datePublished"] == "2023-11-14"
    assert mine["#run"]["description"].startswith(mine["#run"]["name"] + "(")
    assert mine["#run"]["name"].replace(".", " ") == program["#run"]["name"]


def test_of_a_life_and_of_what_is_saved_over_it(tmp_path, program):
    file = tmp_path / "a plan.toml"
    file.write_text(PLAN.to_toml())
    program("run", str(file), "--threads", "1", "--out", str(tmp_path / "theirs"))
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "notes.txt").write_text("of my own")
    rw.run(file, threads=1).rewire.save(mine)
    assert "notes.txt" not in crate_of(mine), "what was there before is not rewire's"
    (mine / "notes.txt").unlink()
    expect_the_same(mine, tmp_path / "theirs", ["people.bin"])
    first = (mine / "ro-crate-metadata.json").read_bytes()
    rw.run(file, threads=1).rewire.save(mine)
    assert (mine / "ro-crate-metadata.json").read_bytes() == first


def test_of_a_brain_and_of_many_points(tmp_path, program):
    program("network", "--duration", "10 s", "--dt", "1 ms", "--out", str(tmp_path / "n"))
    rw.network(duration="10 s", dt="1 ms").rewire.save(tmp_path / "mine_n")
    expect_the_same(tmp_path / "mine_n", tmp_path / "n")
    file = tmp_path / "fc.csv"
    (tmp_path / "labels").write_text("\n".join(rw.Connectome.template().labels))
    np.savetxt(file, rw.network(duration="60 s", dt="1 ms", coupling=0.9)["fc"].values, delimiter=",")
    program("sweep", "--vary", "coupling=0.4:1.2:3", "--linear-noise", "--fit", "--empirical-fc", str(file),
            "--fc-labels", str(tmp_path / "labels"), "--out", str(tmp_path / "s"))
    rw.sweep({"coupling": "0.4:1.2:3"}, linear_noise=True, fit=True, empirical_fc=file,
             fc_labels=tmp_path / "labels").rewire.save(tmp_path / "mine_s")
    expect_the_same(tmp_path / "mine_s", tmp_path / "s")


def test_of_plans_and_arms(tmp_path, program):
    plans = {"nothing": PLAN.without("cbt"), "cbt": PLAN}
    for name, plan in plans.items():
        (tmp_path / f"{name}.toml").write_text(plan.to_toml())
    program("compare", *(str(tmp_path / f"{name}.toml") for name in plans), "--out", str(tmp_path / "c"))
    rw.compare(plans).save(tmp_path / "mine_c")
    expect_the_same(tmp_path / "mine_c", tmp_path / "c", ["people-1.bin", "people-2.bin"])
    text = rw.studies.trial_toml(plans, 8, 1, {})
    (tmp_path / "trial.toml").write_text(text)
    program("trial", str(tmp_path / "trial.toml"), "--out", str(tmp_path / "t"))
    rw.trial(tmp_path / "trial.toml").save(tmp_path / "mine_t")
    expect_the_same(tmp_path / "mine_t", tmp_path / "t", ["centres.bin"])


def test_of_a_ranking_and_of_rows(tmp_path, program):
    (tmp_path / "person.toml").write_text(PERSON)
    program("rank", str(tmp_path / "person.toml"), "--shuffles", "2", "--out", str(tmp_path / "r"))
    rw.rank(tmp_path / "person.toml", shuffles=2).save(tmp_path / "mine_r")
    expect_the_same(tmp_path / "mine_r", tmp_path / "r")
    program("evidence", "--row", "cbt_gad_all", "--people", "3", "--out", str(tmp_path / "e"))
    rw.evidence(["cbt_gad_all"], people=3).save(tmp_path / "mine_e")
    expect_the_same(tmp_path / "mine_e", tmp_path / "e", ["answers.bin"])
    program("sensitivity", "--parameters", "gains.g_C", "--outputs", "CBT against waiting", "--people", "3",
            "--trajectories", "2", "--out", str(tmp_path / "y"))
    rw.sensitivity(["gains.g_C"], ["CBT against waiting"], people=3, trajectories=2).save(tmp_path / "mine_y")
    expect_the_same(tmp_path / "mine_y", tmp_path / "y", ["evaluations.bin", "evaluations.csv"])
