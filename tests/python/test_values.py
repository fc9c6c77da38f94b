"""What is given and what comes back: refused with a word, in whatever order it stands, and as values."""

import copy
import pickle

import numpy as np
import pandas as pd
import pytest
import xarray as xr

import rewire as rw
from rewire.values import put_together

LABELS = ["Left-Amygdala", "Right-Amygdala", "ctx-lh-insula"]
WEIGHTS = np.array([[0, 1.0, 0.5], [1, 0, 2], [0.5, 2, 0]])
PLAN = rw.Protocol(people="gad_outpatient", n=1, treatments=["cbt 50 min weekly for 2 weeks"],
                   visits=rw.visits([0, 2], ["gad7"]))


def refused(call):
    with pytest.raises(rw.InputError) as e:
        call()
    assert e.value.problems and e.value.problems[0]["what"], "each tells its problems"
    return str(e.value)


def test_a_table_in_another_order_is_the_same_connectome():
    frame, lengths = pd.DataFrame(WEIGHTS, LABELS, LABELS), pd.DataFrame(10 * WEIGHTS, LABELS, LABELS)
    plain = rw.Connectome(WEIGHTS, LABELS, lengths=10 * WEIGHTS)
    assert rw.Connectome(frame, lengths=lengths) == plain
    mixed = [LABELS[2], LABELS[0], LABELS[1]]
    assert rw.Connectome(frame, lengths=lengths.loc[mixed, mixed]) == plain
    assert rw.Connectome(frame.loc[mixed], lengths=lengths[mixed], labels=LABELS) == plain
    assert rw.Connectome(pd.DataFrame(WEIGHTS), LABELS, lengths=10 * WEIGHTS) == plain, "a table without names"
    other = lengths.rename(index={LABELS[0]: "somewhere"})
    assert "named otherwise than the regions" in refused(lambda: rw.Connectome(frame, lengths=other))
    assert "the same names" in refused(lambda: rw.Connectome(frame.rename(index={LABELS[0]: "somewhere"})))


def test_an_array_that_says_which_is_the_source():
    directed = WEIGHTS.copy()
    directed[0, 1] = 7
    there = {"target": LABELS, "source": LABELS}
    plain = rw.Connectome(directed, LABELS, direction="target-rows")
    array = xr.DataArray(directed, dims=("target", "source"), coords=there)
    assert rw.Connectome(array, direction="target-rows") == plain
    assert rw.Connectome(array.transpose("source", "target"), direction="target-rows") == plain
    assert rw.Connectome(array.isel(source=[2, 0, 1]), direction="target-rows") == plain
    assert "matrix of numbers" in refused(lambda: rw.Connectome([["a"]], LABELS))


def test_values_are_copied_pickled_and_shown():
    for value in (rw.Connectome.template(), PLAN, PLAN.visits, rw.describe("cbt"), rw.State(0, "1", -1, 1, "x")):
        assert pickle.loads(pickle.dumps(value)) == value and copy.deepcopy(value) == value
    for value in (rw.Connectome.template(), PLAN, rw.describe("cbt")):
        assert value._repr_html_().startswith("<pre")
    assert "cbt 50 min" in PLAN._repr_html_()


def test_a_dataset_is_pickled_without_what_is_behind_it():
    lived = rw.run(PLAN)
    again = pickle.loads(pickle.dumps(lived))
    xr.testing.assert_identical(again, lived)
    assert again.attrs["hash"] == lived.rewire.hash
    with pytest.raises(ValueError, match="or pickled"):
        again.rewire.hash
    with pytest.raises(rw.InputError) as e:
        rw.run("[population]\nfrom = \"x\"\n")
    assert pickle.loads(pickle.dumps(e.value)).problems == e.value.problems and "^" in str(e.value)


def test_what_has_another_type_is_refused_with_a_word():
    assert "people: a whole number of 1 or more" in refused(lambda: rw.run(PLAN, people="many"))
    assert "seed: a whole number of 0 or more" in refused(lambda: rw.run(PLAN, seed=-1))
    assert "threads: a whole number" in refused(lambda: rw.run(PLAN, threads=1.5))
    assert "coupling: a number is expected" in refused(lambda: rw.run(PLAN, coupling="strong"))
    assert "a Connectome or a file is expected" in refused(lambda: rw.run(PLAN, brain=3))
    assert "a file, its text, or a Protocol is expected" in refused(lambda: rw.run(None))
    assert "a file, its text, or a Protocol is expected" in refused(lambda: rw.compare({"a": PLAN, "b": 3}))
    assert "two or more plans" in refused(lambda: rw.compare([PLAN, PLAN]))
    assert "duration: give a longer one" in refused(lambda: rw.network(duration="2 s", transient="0 s", dt="2 ms",
                                                                       tr="1 s"))
    assert int(rw.run(PLAN, people=np.int64(1)).sizes["draw"]) == 1


def test_one_phrase_is_a_list_of_one():
    assert PLAN.replace(treatments="cbt 50 min weekly for 2 weeks") == PLAN.replace(
        treatments=("cbt 50 min weekly for 2 weeks",))
    assert rw.visits(4, "gad7") == rw.visits([4], ["gad7"])


def test_a_dataset_is_what_xarray_makes_of_its_parts(monkeypatch):
    lived = rw.run(PLAN)
    parts = lived.rewire.result.dataset()
    usual, ours = xr.Dataset(**parts), put_together(parts)
    xr.testing.assert_identical(ours, usual)
    assert list(ours.variables) == list(usual.variables) and dict(ours.sizes) == dict(usual.sizes)
    assert repr(ours) == repr(usual) and list(ours.coords) == list(usual.coords)
    for name, index in usual.indexes.items():
        mine = ours.indexes[name]
        assert mine.equals(index) and (mine.dtype, mine.name) == (index.dtype, index.name)
        assert type(ours[name].variable) is type(usual[name].variable) and ours[name].dtype == usual[name].dtype
    assert ours.sel(day=0, state="anxiety")["states"].identical(usual.sel(day=0, state="anxiety")["states"])
    ours.indexes["state"].name = "other"
    assert put_together(parts).indexes["state"].name == "state", "what one result is given stays its own"
    with pytest.raises(ValueError, match="read-only"):
        ours["state"].values[0] = "other"
    ours.attrs["mine"] = 1
    assert "mine" not in parts["attrs"], "attributes are the dataset's own"
    monkeypatch.delattr(xr.Dataset, "_construct_direct")
    xr.testing.assert_identical(put_together(parts), usual)
