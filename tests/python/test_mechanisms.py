"""Mechanisms written in Python: lived as those of the house are, held to their laws, and marked wherever they act."""

import json
import threading

import numpy as np
import pytest

import rewire as rw
from rewire.laws import Measured, Unlike, broken_units

PLAN = rw.Protocol(people="gad_outpatient", n=5, treatments=["cbt 50 min weekly for 4 weeks"],
                   visits=rw.visits([0, 4], ["gad7"]))


class PyScar(rw.Mechanism):
    """src/equations/mind/scar.hpp in Python: + - * / alone, so that the bits are the same."""
    name = "py_scar"
    in_place_of = "scar"
    claim = "Days of illness leave a mark that fades over years."
    equations = "dK/dt = k_I max(a + d - theta, 0)(1 - K) - K/tau     (1)"
    assumes = "Illness itself leaves the mark."
    fails = "That treatment prevents it is an assumption."
    states = {"K": rw.State(0, "1", low=-0.01, high=1, meaning="scar")}
    params = {"tau": rw.Param(1100, "d", "assumed"), "k_I": rw.Param(0.0012, "1/d", "assumed"),
              "theta": rw.Param(0.6, "1", "assumed")}
    reads = {"anxiety": rw.Signal(0, "1", "anxiety"), "depression": rw.Signal(0, "1", "depression")}
    emits = {"scar": rw.Output("1", "scar, 0 to 1")}

    def drift(self, x, u, p):
        ill = u.anxiety + u.depression - p.theta
        return {"K": p.k_I * np.where(ill < 0, 0.0, ill) * (1.0 - x.K) - x.K / p.tau}

    def leak(self, p):
        return {"K": 1.0 / p.tau}

    def emit(self, x, u, p):
        return {"scar": x.K}


class PyFitness(rw.Mechanism):
    """src/equations/body/fitness.hpp: exp is NumPy's, rounded in its own way."""
    name = "py_fitness"
    in_place_of = "fitness"
    claim = "Aerobic hours raise fitness within weeks."
    equations = "dF/dt = (exp(b(...)) - F)/tau     (1)"
    assumes = "Hours stand for dose."
    fails = "Age is not there."
    states = {"F": rw.State(1, "1", low=0.05, high=20, meaning="fitness")}
    params = {"tau": rw.Param(28, "d", "assumed"), "F_E": rw.Param(0.25, "week/h", "assumed"),
              "F_W": rw.Param(0.12, "1", "assumed")}
    reads = {"aerobic_hours": rw.Signal(0, "h/week", "aerobic exercise"),
             "activation": rw.Signal(1, "1", "activation"), "movement_opportunity": rw.Signal(1, "1", "movement"),
             "movement_lost": rw.Signal(0, "1", "lost")}
    emits = {"fitness": rw.Output("1", "fitness over its healthy value")}

    def drift(self, x, u, p):
        t = p.F_E * u.aerobic_hours + p.F_W * (np.log(u.activation * u.movement_opportunity) - u.movement_lost)
        bound = np.where(t < 0, 0.7 * np.tanh(t / 0.7), 0.5 * np.tanh(t / 0.5))
        return {"F": (np.exp(bound) - x.F) / p.tau}

    def leak(self, p):
        return {"F": 1 / p.tau}

    def emit(self, x, u, p):
        return {"fitness": x.F}


class Fatigue(rw.Mechanism):
    name = "fatigue"
    claim = "Short sleep tires."
    equations = "dF/dt = rate (1 - sleep) - F/tau     (1)"
    assumes = "Nothing else tires."
    fails = "Naps are not there."
    states = {"F": rw.State(0, "1", low=-5, high=5, meaning="tiredness")}
    params = {"rate": rw.Param(0.1, "1/d", "assumed", sd=0.01), "tau": rw.Param(5, "d", "assumed")}
    reads = {"sleep": rw.Signal(1, "1", "effectiveness of sleep")}
    emits = {"fatigue": rw.Output("1", "tiredness, 0 = as in health")}

    def drift(self, x, u, p):
        return {"F": p.rate * (1 - u.sleep) - x.F / p.tau}

    def leak(self, p):
        return {"F": 1 / p.tau}

    def emit(self, x, u, p):
        return {"fatigue": x.F}


def state(lived, name):
    return lived["states"].sel(state=name)


def test_the_same_equations_live_the_same_life():
    house, own = rw.run(PLAN), rw.run(PLAN, mechanisms=[PyScar()])
    assert float(state(house, "scar").max()) > 0
    np.testing.assert_array_equal(state(own, "scar"), state(house, "scar"))
    assert own.rewire.hash == house.rewire.hash, "to the last bit, in everything"
    exercise = PLAN.with_("aerobic_exercise 50 min 3x weekly for 4 weeks")
    house, own = rw.run(exercise), rw.run(exercise, mechanisms=[PyFitness()])
    assert float(state(house, "fitness").max()) > 1.05
    assert list(own["state"].values) == list(house["state"].values)
    for name in ("states", "gad7_daily", "log_weight"):
        np.testing.assert_allclose(own[name], house[name], rtol=1e-6, atol=1e-6, err_msg=name)


def test_the_numbers_are_the_same_for_any_number_of_threads():
    one, three = (rw.run(PLAN, people=14, threads=n, mechanisms=[PyFitness(), Fatigue()]) for n in (1, 3))
    assert one.rewire.hash == three.rewire.hash
    np.testing.assert_array_equal(state(one, "fatigue"), state(three, "fatigue"))
    assert one.rewire.hash != rw.run(PLAN, people=14).rewire.hash, "it is there"


def test_results_say_that_it_is_on_trial(tmp_path):
    lived = rw.run(PLAN, people=2, mechanisms=[Fatigue()])
    assert [w for w in lived.attrs["warnings"] if "fatigue" in w and "experimental and slow" in w]
    assert lived.attrs["experimental"] == ["fatigue"]
    lived.rewire.save(tmp_path)
    summary = json.loads((tmp_path / "summary.json").read_text())
    assert summary["experimental"][0]["mechanism"] == "fatigue" and summary["experimental"][0]["slow"] is True
    assert "fatigue" in (tmp_path / "report.html").read_text()
    usual = rw.run(PLAN, people=2)
    assert "experimental" not in usual.attrs and "experimental" not in usual.rewire.summary


def test_the_source_is_part_of_what_is_told():
    class Slower(Fatigue):
        def drift(self, x, u, p):
            return {"F": 0.5 * p.rate * (1 - u.sleep) - x.F / p.tau}
    hashes = [rw.run(PLAN, people=1, mechanisms=[m]).rewire.summary["experimental"][0]["source_hash"]
              for m in (Fatigue(), Fatigue(), Slower())]
    assert hashes[0] == hashes[1] != hashes[2]
    tired = Fatigue()
    tired.note = 3
    assert rw.run(PLAN, people=1, mechanisms=[tired]).rewire.summary["experimental"][0]["source_hash"] != hashes[0]


def test_every_use_case_of_lives_takes_them():
    own = [Fatigue()]
    found = rw.compare({"nothing": PLAN.without("cbt"), "cbt": PLAN}, people=2, mechanisms=own)
    assert found.summary["experimental"] and "fatigue" in " ".join(found.warnings)
    assert found.dataset.attrs["experimental"] == ["fatigue"]
    trial = rw.trial({"waiting": PLAN.replace(n=None).without("cbt"), "cbt": PLAN.replace(n=None)}, people=6,
                     mechanisms=own)
    assert trial.summary["experimental"] and "fatigue" in " ".join(trial.warnings)
    ranked = rw.rank({"gad7": {0: 15, 2: 13}}, people=12, shuffles=0, mechanisms=own,
                     candidates=["cbt weekly for 12 weeks", "sertraline 50 mg daily for 12 weeks"])
    assert ranked.summary["experimental"] and "fatigue" in " ".join(ranked.warnings)


def test_it_moves_what_reads_it():
    own = {"instruments": {"tired": {
        "says": "Tiredness.", "source": "assumed", "method": "scale", "signal": "fatigue", "unit": "points",
        "offset": 5, "scale": 5, "low": 0, "high": 30, "noise": 0.1}}}
    plan = PLAN.replace(visits=rw.visits([0, 4], ["tired", "gad7"]), parameters={"fatigue.rate": "0.5 1/d"})
    lived = rw.run(plan, catalog=own, mechanisms=[Fatigue()])
    assert lived["tired"].attrs["units"] == "points" and float(lived["tired"].mean()) > 5.5
    usual = rw.run(plan.replace(parameters={}), catalog=own, mechanisms=[Fatigue()])
    assert (state(lived, "fatigue").isel(day=-1) > state(usual, "fatigue").isel(day=-1)).all()
    with pytest.raises(rw.InputError, match="fatigue.rte"):
        rw.run(plan.replace(parameters={"fatigue.rte": "0.5 1/d"}), catalog=own, mechanisms=[Fatigue()])


class Broken(Fatigue):
    def drift(self, x, u, p):
        if self.after[0] == 0:
            raise RuntimeError("tired of it")
        self.after[0] -= 1
        return super().drift(x, u, p)


def test_what_it_raises_ends_the_run():
    for after in (0, 40):
        broken = Broken()
        broken.after = [after]
        with pytest.raises(RuntimeError, match="tired of it") as e:
            rw.run(PLAN, people=12, threads=2, mechanisms=[broken])
        assert any(frame.name == "drift" for frame in e.traceback), "where it was raised"
        assert broken.after == [0], "nobody asks again"
    assert np.isfinite(rw.run(PLAN, people=1, mechanisms=[Fatigue()])["gad7"]).all(), "the next run is as ever"


def test_runs_side_by_side_keep_their_errors_apart():
    said = {}

    def work(name, mechanism):
        try:
            said[name] = rw.run(PLAN, people=4, mechanisms=[mechanism]).rewire.hash
        except RuntimeError as e:
            said[name] = str(e)
    broken = Broken()
    broken.after = [5]
    all_of_them = [threading.Thread(target=work, args=given) for given in (("good", Fatigue()), ("broken", broken))]
    for t in all_of_them:
        t.start()
    for t in all_of_them:
        t.join()
    assert said["broken"] == "tired of it"
    assert said["good"] == rw.run(PLAN, people=4, mechanisms=[Fatigue()]).rewire.hash


def changed(**tables):
    """Fatigue with other tables or lines."""
    return type("Changed", (Fatigue,), tables)()


def refused(mechanism):
    with pytest.raises(rw.InputError) as e:
        rw.run(PLAN, people=1, mechanisms=[mechanism])
    return str(e.value)


def test_what_is_wrong_is_told():
    assert "\"1/dd\" is none" in refused(changed(params={**Fatigue.params, "rate": rw.Param(0.1, "1/dd", "assumed")}))
    assert "say in_place_of" in refused(changed(name="sleep"))
    assert "did you mean \"fitness\"" in refused(changed(in_place_of="fitnes"))
    assert "rw.Param(...) by name are expected" in refused(changed(params={"rate": 0.1}))
    assert "numbers are expected" in refused(changed(params={"rate": rw.Param("fast", "1/d")}))
    assert "there is no 'f'; known: F" in refused(changed(drift=lambda self, x, u, p: {"f": 0 * x.F}))
    assert "'F' is missing" in refused(changed(drift=lambda self, x, u, p: {}))
    assert "a dict of arrays" in refused(changed(drift=lambda self, x, u, p: x.F))
    assert "people is expected" in refused(changed(drift=lambda self, x, u, p: {"F": np.zeros(3)}))
    assert "fatigue reads \"sleep\" in h" in refused(changed(reads={"sleep": rw.Signal(1, "h", "hours")}))
    assert "give an instance" in refused(Fatigue)
    with pytest.raises(rw.InputError, match="a list is expected"):
        rw.run(PLAN, mechanisms=Fatigue())
    with pytest.raises(AttributeError, match="did you mean 'sleep'"):
        rw.run(PLAN, people=1, mechanisms=[changed(drift=lambda self, x, u, p: {"F": u.slep})])
    with pytest.raises(ValueError, match="read-only"):
        rw.run(PLAN, people=1, mechanisms=[changed(drift=lambda self, x, u, p: x.F.sort())])
    nobody = rw.run(PLAN, people=1, mechanisms=[changed(reads={**Fatigue.reads, "slepe": rw.Signal(1, "1", "?")})])
    assert [w for w in nobody.attrs["warnings"] if "nobody puts out \"slepe\"" in w and "did you mean \"sleep\"" in w]


def test_numbers_that_break_are_the_persons():
    lived = rw.run(PLAN, people=2, mechanisms=[changed(
        name="py_scar", in_place_of="scar", emits={"scar": rw.Output("1", "scar")},
        emit=lambda self, x, u, p: {"scar": x.F / 0})])
    assert (lived["failed"] == 1).all() and "failed" in " ".join(lived.attrs["warnings"])


def test_what_a_replaced_one_was_told_is_told_to_nobody():
    class Calm(Fatigue):
        name, in_place_of = "calm", "anxiety"
        emits = {"anxiety": rw.Output("1", "anxiety")}

        def emit(self, x, u, p):
            return {"anxiety": 0.2 * x.F}
    lived = rw.run(PLAN, people=1, mechanisms=[Calm()])  # catalog/noise/tension.toml moves anxiety alone
    assert "calm" in lived.attrs["experimental"] and float(abs(state(lived, "anxiety")).max()) < 0.5


def test_the_laws_are_kept_and_told():
    for mechanism in (Fatigue(), PyScar(), PyFitness()):
        table = rw.check_mechanism(mechanism)
        assert table.kept.all(), table.broken[~table.kept].to_dict()
        assert {"fits", "units", "rest", "leak", "alone"} <= set(table.index)


def test_it_is_shown_with_its_numbers():
    assert "Short sleep tires" in repr(Fatigue()) and "0.1" in repr(Fatigue()) and Fatigue()._repr_html_()[:4] == "<pre"


def law_broken(mechanism):
    table = rw.check_mechanism(mechanism)
    return {law: table.broken[law] for law in table.index if not table.kept.fillna(True)[law]}


def test_a_law_that_is_broken_is_named_and_mended():
    broken = law_broken(changed(drift=lambda self, x, u, p: {"F": p.rate * (1.1 - u.sleep) - x.F / p.tau}))
    assert list(broken) == ["rest"] and "a day at its start" in broken["rest"]
    assert "-d drift/d F is expected" in law_broken(changed(leak=lambda self, p: {"F": 3 / p.tau}))["leak"]
    assert "no sums or means" in law_broken(changed(
        drift=lambda self, x, u, p: {"F": p.rate * (1 - u.sleep) - x.F / p.tau + p.rate * (x.F - x.F.mean())}))["alone"]
    assert "hangs on what is read" in law_broken(changed(
        emit=lambda self, x, u, p: {"fatigue": x.F * u.sleep}))["shown"]
    wrong = law_broken(changed(drift=lambda self, x, u, p: {"F": p.rate * (1 - u.sleep) - x.F / p.rate}))
    assert "meet in subtract" in wrong["units"]
    assert "comes out in 1, s^-1 is expected" in law_broken(changed(
        drift=lambda self, x, u, p: {"F": -x.F}, leak=rw.Mechanism.leak))["units"]
    assert "its source is \"\"" in law_broken(changed(params={"rate": rw.Param(0.1, "1/d"),
                                                              "tau": rw.Param(5, "d", "assumed")}))["sources"]
    assert "no key of the bibliography" in law_broken(changed(cite="nobody1900"))["described"]
    assert "fatigue reads" in law_broken(changed(reads={"sleep": rw.Signal(1, "h", "hours")}))["fits"]


def test_units_are_followed_through_numpy():
    second = Measured(np.full(3, 2.0), (0, 0, 1, 0, 0))
    assert (second * second / 3 + 0).dimension == (0, 0, 2, 0, 0) and np.sqrt(second**4).dimension == (0, 0, 2, 0, 0)
    assert np.where(second > 0, second, 0.0).dimension == second.dimension
    assert np.clip(second, 0, second).dimension == second.dimension
    np.testing.assert_array_equal(np.maximum(second, 3 * second).values, 6)
    for unlike in (lambda: second + 1, lambda: np.exp(second), lambda: second < 1, lambda: np.where(True, second, 1.0)):
        with pytest.raises(Unlike):
            unlike()
    assert broken_units(changed(drift=lambda self, x, u, p: {"F": np.interp(x.F, [0, 1], [0, 1]) / p.tau})) is None


class Itch(rw.Mechanism):
    """dX/dt = (push - X)/tau: what a noise and a jump of what it reads leave is known."""
    name = "itch"
    claim = "Pushes add up, and pass within days."
    equations = "dX/dt = (push - X)/tau     (1)"
    assumes = "Nothing else pushes."
    fails = "It is nobody's itch."
    states = {"X": rw.State(0, "1", low=-50, high=50, meaning="itch, 0 = as in health")}
    params = {"tau": rw.Param(3, "d", "assumed")}
    reads = {"push": rw.Signal(0, "1", "what comes from day to day")}
    emits = {"itch": rw.Output("1", "itch, 0 = as in health")}

    def drift(self, x, u, p):
        return {"X": (u.push - x.X) / p.tau}

    def leak(self, p):
        return {"X": 1 / p.tau}

    def emit(self, x, u, p):
        return {"itch": x.X}


KEPT = np.exp(-1 / 3)  # of a state, from a day to the next


def test_noise_comes_in_through_a_signal():
    assert rw.check_mechanism(Itch()).kept.drop("fits").all()  # without the file of noise nobody pushes
    chance = {"noise": {"push": {"says": "Good and bad days.", "sd": 2, "days": "1 d", "source": "assumed"}}}
    lived = rw.run(PLAN.replace(treatments=()), people=24, catalog=chance, mechanisms=[Itch()])
    assert not [w for w in lived.rewire.warnings if "nobody puts out" in w]
    x = state(lived, "itch").values[:, 30:]  # the start is forgotten
    assert x.size > 4000
    assert x.mean() == pytest.approx(0, abs=0.1)
    assert x.var() == pytest.approx(4 * (1 - KEPT) / (1 + KEPT), rel=0.1)
    assert np.corrcoef(x[:, :-1].ravel(), x[:, 1:].ravel())[0, 1] == pytest.approx(KEPT, abs=0.03)


def test_a_jump_comes_in_through_a_signal():
    jolts = {"events": {"jolt": {"says": "A push.", "source": "assumed", "per_year": 52, "shortest": "1 d",
                                 "longest": "1 d", "added": {"push": 5}}}}
    lived = rw.run(PLAN.replace(treatments=()), people=12, catalog=jolts, mechanisms=[Itch()])
    x = state(lived, "itch").values.astype(float)
    grown = (x[:, 1:] - KEPT * x[:, :-1]).ravel()
    jumped = np.abs(grown) > 1e-3
    assert 5 < jumped.sum() < grown.size / 10
    jolted = grown[jumped] / (5 * (1 - KEPT))
    np.testing.assert_allclose(jolted, np.round(jolted), atol=1e-4)
    np.testing.assert_allclose(grown[~jumped], 0, atol=1e-5)  # else it decays as exp(-t/tau)


@pytest.mark.parametrize("line", ["diffusion", "noisy", "noise", "jump"])
def test_what_the_body_has_not_is_refused(line):
    own = type("Own", (Itch,), {line: lambda self, p: {"X": 1}})
    with pytest.raises(rw.InputError, match=f"itch: leave {line} out.*no noise and no jump"):
        rw.run(PLAN, mechanisms=[own()])
