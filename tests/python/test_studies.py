"""The same bits as the program, errors with the same words, and results that xarray and pandas know."""

import copy
import os
import pickle
import re
import signal
import subprocess
import sys
import threading
import time

import numpy as np
import pandas as pd
import pytest
import xarray as xr

import rewire as rw

PLAN = rw.Protocol(people="gad_outpatient", n=4, treatments=["cbt 50 min weekly for 4 weeks"],
                   visits=rw.visits([0, 2, 4], ["gad7", "threat_faces"]))


def hash_in(text: str) -> str:
    return re.search(r"hash ([0-9a-f]{16})", text)[1]


def test_a_plan_is_the_program_s_to_the_bit(tmp_path, program):
    file = tmp_path / "plan.toml"
    file.write_text(PLAN.to_toml())
    told = program("run", str(file), "--out", str(tmp_path / "out"))
    year = rw.run(PLAN)
    assert year.rewire.hash == hash_in(told) == rw.run(file, threads=1).rewire.hash
    kept = xr.open_dataset(tmp_path / "out" / "result.nc", decode_times=False)
    assert set(kept.data_vars) == set(year.data_vars) and set(kept.coords) == set(year.coords)
    for name, mine in year.variables.items():
        assert mine.dims == kept[name].dims, name
        np.testing.assert_array_equal(np.asarray(mine, dtype=object if mine.dtype == object else None),
                                      kept[name].values, err_msg=name)
        assert mine.attrs.get("units", "") == kept[name].attrs.get("units", ""), name
    assert year["gad7"].dims == ("draw", "visit") and year["gad7"].attrs["units"] == "points"
    table = pd.read_csv(tmp_path / "out" / "visits.csv")
    assert len(table) == len(year.rewire.table("visits")) == 6


def test_visits_alone_are_those_of_every_day(tmp_path):
    days, visits = rw.run(PLAN), rw.run(PLAN, keep="visits")
    assert visits.rewire.hash == days.rewire.hash
    np.testing.assert_array_equal(visits["gad7"].values, days["gad7"].values)
    assert visits["states"].dims == ("stat", "day", "state")
    assert set(visits["day"].values) >= {0, 14, 28} and visits.sizes["day"] < 7 < days.sizes["day"]
    pd.testing.assert_frame_equal(visits.rewire.table("answers"), days.rewire.table("answers"))
    with pytest.raises(rw.InputError, match='did you mean "visits"'):
        rw.run(PLAN, keep="visit")


def test_a_brain_is_the_program_s_to_the_bit(tmp_path, program):
    told = program("network", "--duration", "10 s", "--coupling", "0.8", "--out", str(tmp_path / "out"))
    brain = rw.Connectome.template()
    rest = rw.network(brain, coupling=0.8, duration="10 s")
    assert rest.rewire.hash == hash_in(told)
    again = rw.Connectome(brain.weights, brain.labels, lengths=brain.lengths * 1000, centres=brain.centres)
    assert rw.network(again, coupling=0.8, duration="10 s").rewire.hash == hash_in(told), "from arrays alike"
    assert rest["bold"].attrs["units"]


def test_connectomes_are_values():
    weights = pd.DataFrame([[0, 1, 2], [1, 0, 3], [2, 3, 0]], ["a", "b", "c"], ["a", "b", "c"], dtype=float)
    brain = rw.Connectome(weights, name="mine")
    assert brain.labels == ["a", "b", "c"] and len(brain) == 3
    np.testing.assert_array_equal(brain.weights, weights.values)
    with pytest.raises(ValueError):
        brain.weights[0, 1] = 9
    assert pickle.loads(pickle.dumps(brain)) == brain == copy.deepcopy(brain)
    assert rw.Connectome(brain.to_xarray()["weights"]) == brain
    assert not brain == rw.Connectome.template()
    view = brain.weights
    del brain
    assert view[0, 1] == 1, "an array keeps what it is a view of"
    with pytest.raises(rw.InputError, match="labels"):
        rw.Connectome(weights.values)
    with pytest.raises(rw.InputError, match="square"):
        rw.Connectome(weights.values[:2], ["a", "b", "c"])
    with pytest.raises(rw.InputError, match="not a number|nan"):
        rw.Connectome([[0, float("nan"), 1], [1, 0, 2], [1, 2, 0]], ["a", "b", "c"])


def test_a_connectome_is_a_graph():
    networkx = pytest.importorskip("networkx")
    brain = rw.Connectome([[0, 1.5], [0, 0]], ["a", "b"], direction="target-rows")
    graph = brain.to_networkx()
    assert list(graph.edges(data="weight")) == [("b", "a", 1.5)], "from source to target"
    assert isinstance(graph, networkx.DiGraph)


def test_errors_say_what_the_program_says():
    with pytest.raises(rw.InputError) as e:
        rw.run("[population]\nfrom = \"gad_outpatint\"\n[visits]\nweeks = [0]\ninstruments = [\"gad7\"]\n")
    assert "gad_outpatient" in str(e.value) and "^" in str(e.value), "a mend, and a caret"
    assert e.value.problems[0]["line"] == 2
    with pytest.raises(ValueError, match="did you mean 'coupling'"):
        rw.network(couplin=1)
    with pytest.raises(rw.InputError, match="duration"):
        rw.network(duration="10 metres")
    with pytest.raises(rw.InputError, match="no_such_file"):
        rw.run("no_such_file.toml")
    with pytest.raises(rw.InputError, match="people"):
        rw.run(PLAN, people=0)
    with pytest.raises(rw.InputError, match="no treatment 'drug'"):
        PLAN.without("drug")
    assert str(rw.InputError("plain")) == "plain"


def test_plans_are_compared_in_the_same_people():
    found = rw.compare({"nothing": PLAN.without("cbt"), "cbt": PLAN}, people=4)
    table = found.table()
    start = table[(table["week"] == 0) & (table["measure"] == "gad7")]
    assert (start["difference"] == 0).all()
    assert found.dataset.sizes["subject"] == 4
    assert "GAD" in repr(found) or "gad7" in repr(found)


def test_a_trial_of_protocols(tmp_path):
    plan = rw.Protocol(people="mdd_outpatient", treatments=["cbt 50 min weekly for 4 weeks"],
                       visits=rw.visits([0, 2, 4], ["hamd"]))
    told = []
    trial = rw.trial({"waiting": plan.without("cbt"), "cbt": plan}, people=24, replicates=20, pool=20,
                     progress=lambda stage, share: told.append((stage, share)))
    assert trial.summary["trial"]["flow"]["enrolled"] == 24
    table = trial.table()
    assert np.isfinite(table.loc[("hamd at week 4", "cbt"), "difference"])
    assert len(trial.table("ADSL")) == 24 and "power" in trial.tables()
    assert {stage for stage, _ in told} <= {"living", "living the pool", "drawing trials"}
    assert trial.dataset["hamd"].dims == ("arm", "subject", "visit")
    trial.save(tmp_path)
    assert (tmp_path / "report.html").exists() and (tmp_path / "analysis.R").exists()
    with pytest.raises(rw.InputError, match="more than treatments"):
        rw.trial({"a": plan, "b": plan.replace(visits=rw.visits([0, 4], ["hamd"]))}, people=24)


def test_a_person_is_ranked_or_not():
    best = rw.rank({"gad7": {0: 13}}, candidates=["exposure_therapy 30 min daily for 4 weeks", "waiting_list for 4 weeks"],
                   week=4, people=40, shuffles=2, sets=2)
    assert len(best.table()) == 2
    assert set(best.verdicts.values()) <= {"cannot tell", "for this person", "the ranking is that of the population"}
    with pytest.raises(rw.InputError, match="people: from 2 to 100000"):
        rw.rank({"gad7": {0: 13}}, candidates=["waiting_list for 4 weeks"], people=1)
    with pytest.raises(rw.InputError, match="population"):
        rw.rank({"threat_faces": {0: 1.0}}, candidates=["waiting_list for 4 weeks"])


def test_what_there_is():
    assert "cbt" in rw.list("treatments") and "wong_wang" in rw.list("mechanisms")
    assert "ms" in rw.describe("wong_wang")
    assert "<pre" in rw.describe("cbt")._repr_html_() and "<table" in rw.list("drugs")._repr_html_()
    assert "anxiety_year.toml" in rw.scenarios()
    with pytest.raises(rw.InputError, match="treatments"):
        rw.list("treatmens")


def test_threads_run_side_by_side():
    hashes = []
    work = [threading.Thread(target=lambda: hashes.append(rw.run(PLAN, threads=1).rewire.hash)) for _ in range(4)]
    for t in work:
        t.start()
    for t in work:
        t.join()
    assert len(hashes) == 4 and len(set(hashes)) == 1


def test_what_progress_raises_stops_the_work():
    class Enough(Exception):
        pass

    def stop(stage, share):
        raise Enough
    plan = PLAN.replace(treatments=(), visits=rw.visits([0, 52], ["gad7"]))
    begun = time.monotonic()
    with pytest.raises(Enough):
        rw.run(plan, people=400, threads=1, progress=stop)
    assert time.monotonic() - begun < 30


def test_ctrl_c_ends_a_run():
    code = ("import rewire as rw\nprint('begun', flush=True)\n"
            "rw.run(rw.Protocol(people='gad_outpatient', visits=rw.visits([0, 52], ['gad7'])), people=20000)\n")
    # Who starts the tests in the background of a shell has them ignore Ctrl-C, and so would the child.
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                             preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    assert child.stdout.readline() == "begun\n"
    time.sleep(2)
    os.kill(child.pid, signal.SIGINT)
    _, errors = child.communicate(timeout=60)
    assert "KeyboardInterrupt" in errors
