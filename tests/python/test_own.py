"""Things of one's own as dicts: read as files of a catalogue, lived, and seen in what is measured."""

import json
import pathlib
import tomllib

import numpy as np
import pytest

import rewire as rw
from rewire.protocol import toml_of
from rewire.life import write_catalogue

TALK = {"says": "A talk of my own.", "source": "assumed", "amount": "50 min", "per_week": 1, "contact": 0,
        "range": {"source": "mine", "amount": ["30 min", "60 min", "90 min"], "per_week": [1, 2, 7],
                  "homework": ["5 min", "60 min", "480 min"]},
        "activities": {"reappraisal": 0.5}}
PLAN = rw.Protocol(people="gad_outpatient", n=8, treatments=["my_talk weekly for 8 weeks, homework 20 min daily"],
                   visits=rw.visits([0, 8], ["gad7", "threat_faces"]))
TARGETS = [{"name": "head", "activities": {"reappraisal": 0.5}}, {"name": "heart", "signals": {"aerobic_hours": 1}}]
SCALE = {"says": "My scale.", "source": "assumed", "method": "scale", "signal": "anxiety", "unit": "points",
         "offset": 2, "scale": 8, "low": 0, "high": 20, "whole": True, "noise": 1.5,
         "outcome": {"response": 0.5, "relapse": 0.5, "relapse_days": 14, "source": "assumed"}}
PATHWAY = {"from": "insula", "to": "vmPFC", "kind": "excites", "weight": 0.05, "rule": "coactivity",
           "gate": "gate_fear", "rate": "0.006 1/h", "source": "assumed"}


def test_an_own_treatment_is_lived_and_does_something():
    own = {"treatments": {"my_talk": TALK}}
    with pytest.raises(rw.InputError, match="my_talk"):
        rw.run(PLAN)
    treated = rw.run(PLAN, catalog=own)
    nothing = rw.run(PLAN.without("my_talk"), catalog=own)
    assert not [w for w in treated.attrs["warnings"] if "my_talk" in w], "its [range] is read"
    faces = (treated["threat_faces_daily"] - nothing["threat_faces_daily"]).isel(day=-1)
    assert (faces < 0).mean() > 0.7, "reappraisal quiets the amygdala"
    practised = (treated["log_weight"] - nothing["log_weight"]).sel(pathway="dlPFC>vmPFC").isel(day=-1)
    assert (practised > 0).all()
    more = {"treatments": {"my_talk": {**TALK, "activities": {"reappraisal": 1.0}}}}
    assert rw.run(PLAN, catalog=more).rewire.hash != treated.rewire.hash
    np.testing.assert_array_equal(treated["gad7"].sel(visit=0), nothing["gad7"].sel(visit=0))


def test_the_same_treatment_as_a_file(tmp_path):
    write_catalogue({"treatments": {"my_talk": TALK}}, str(tmp_path))
    of_dict = rw.run(PLAN, catalog={"treatments": {"my_talk": TALK}})
    assert rw.run(PLAN, catalog=tmp_path).rewire.hash == of_dict.rewire.hash
    assert "my_talk" in pathlib.Path(of_dict.rewire.save(tmp_path / "out")).read_text(), "kept without its folder"


def test_a_saved_run_is_repeated_by_the_program_alone(tmp_path, program):
    own = {"treatments": {"my_talk": TALK}, "instruments": {"my_scale": SCALE, "gad7": {**SCALE, "unit": "points"}}}
    plan = PLAN.replace(visits=rw.visits([0, 8], ["my_scale", "gad7"]), n=2)
    lived = rw.run(plan, catalog=own)
    assert "catalog/instruments/gad7.toml takes the place" in " ".join(lived.attrs["warnings"]), "no folder that is gone"
    lived.rewire.save(tmp_path / "out")
    summary = json.loads((tmp_path / "out" / "summary.json").read_text())
    program("run", str(tmp_path / "out" / summary["scenario"]), "--catalog", str(tmp_path / "out" / summary["catalog"]),
            "--out", str(tmp_path / "again"))
    assert json.loads((tmp_path / "again" / "summary.json").read_text())["hash"] == lived.rewire.hash


def test_tables_within_tables_and_arrays_of_tables():
    own = {"treatments": {"my_talk": {**TALK, "range": {}, "activities": {}, "target": TARGETS}}}
    plan = PLAN.replace(treatments=["my_talk weekly for 8 weeks, target head"])
    assert "target.heart.signals.aerobic_hours" in rw.describe("my_talk", catalog=own)
    assert "my_talk" in rw.list("treatments", catalog=own) and "my_talk" not in rw.list("treatments")
    head, heart = (rw.run(plan.replace(treatments=[f"my_talk weekly for 8 weeks, target {t}"]), catalog=own)
                   for t in ("head", "heart"))
    assert (head["log_weight"] - heart["log_weight"]).sel(pathway="dlPFC>vmPFC").isel(day=-1).mean() > 0
    with pytest.raises(rw.InputError, match="head"):
        rw.run(plan.replace(treatments=["my_talk weekly for 8 weeks, target foot"]), catalog=own)


def test_own_instruments_pathways_and_noise():
    own = {"instruments": {"my_scale": SCALE}, "pathways": {"insula>vmPFC": PATHWAY},
           "noise": {"stress": {"says": "Wild weeks.", "sd": 0.6, "log": True, "days": "14 d", "source": "assumed"}}}
    plan = rw.Protocol(people="gad_outpatient", n=4, visits=rw.visits([0, 4], ["my_scale", "gad7"]))
    lived = rw.run(plan, catalog=own)
    assert lived["my_scale"].attrs["units"] == "points" and float(lived["my_scale"].max()) <= 20
    assert "insula>vmPFC" in lived["pathway"] and lived.sizes["pathway"] == rw.run(plan.replace(
        visits=rw.visits([0, 4], ["gad7"]))).sizes["pathway"] + 1
    calm = rw.run(plan, catalog={k: v for k, v in own.items() if k != "noise"})
    assert calm.rewire.hash != lived.rewire.hash


def test_what_has_a_name_of_the_house_takes_its_place():
    plan = rw.Protocol(people="gad_outpatient", n=3, visits=rw.visits([0, 4], ["gad7"]))
    usual = rw.run(plan)
    names = list(usual["pathway"].values)
    assert "insula>amygdala" in names
    own = {"pathways": {"insula>amygdala": {**PATHWAY, "to": "amygdala", "weight": 0.2}}}
    changed = rw.run(plan, catalog=own)
    assert list(changed["pathway"].values) == names and changed.rewire.hash != usual.rewire.hash


def test_a_fault_of_a_dict_names_the_dict_s_place():
    wrong = {"treatments": {"my_talk": {**TALK, "activities": {"reapraisal": 0.5}}}}
    with pytest.raises(rw.InputError) as e:
        rw.run(PLAN, catalog=wrong)
    assert e.value.problems[0]["file"] == "catalog/treatments/my_talk.toml"
    assert str(e.value).startswith("catalog/treatments/my_talk.toml:") and "reappraisal" in str(e.value)
    with pytest.raises(rw.InputError, match="no kind 'treatment'"):
        rw.run(PLAN, catalog={"treatment": {"my_talk": TALK}})
    with pytest.raises(rw.InputError, match="by name"):
        rw.run(PLAN, catalog={"treatments": TALK})
    with pytest.raises(rw.InputError, match="no name"):
        rw.run(PLAN, catalog={"treatments": {"my talk": TALK}})


def test_toml_is_what_was_given():
    given = {"name": "a \"b\"", "n": 3, "x": 0.1, "list": [1.5, "two"], "odd key": True, "array": np.array([1.0, 2.5]),
             "table": {"inner": {"deep": {"x": 1}}, "targets": [{"a": 1}, {"b": [1, 2]}]},
             "target": [{"name": "one", "signals": {"s": 1}}, {"name": "two"}]}
    assert tomllib.loads(toml_of(given)) == {**given, "array": [1.0, 2.5]}
    assert "[[target]]" in toml_of(given) and "[table]" in toml_of(given)
    assert tomllib.loads(toml_of({"a": None, "b": {"c": None, "d": {"e": None, "f": 1}}})) == {"b": {"d": {"f": 1}}}
    with pytest.raises(rw.InputError, match="finite"):
        toml_of({"x": float("nan")})
