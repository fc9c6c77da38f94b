"""The use cases: each takes what the program's command takes, and computes the same bits."""

from __future__ import annotations

import os
import tomllib
from typing import TYPE_CHECKING, Any, Mapping, Sequence

from . import _rewire
from ._rewire import InputError
from .life import Brain, Catalogue, Life, Path, brain_text
from .mechanisms import Mechanisms
from .protocol import Protocol, table_of, toml_of
from .values import Progress, dataset_of, fill, frame_of, matrix_text, path_of, shown, whole

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

def text_of(source: Any) -> tuple[str, str]:
    """Text and name of a file, a text in TOML (of more than a line), or a Protocol."""
    if isinstance(source, Protocol):
        return source.to_toml(), "protocol"
    if isinstance(source, str) and ("\n" in source or source.lstrip().startswith("[")):
        return source, "text"
    path = path_of("a file, its text, or a Protocol", source)
    try:
        with open(path, "rb") as file:
            return file.read().decode("utf-8", "surrogateescape"), path
    except OSError as e:
        raise InputError(f"{path}: {e.strerror}; give a file, its text, or a Protocol") from None


def network_request(brain: Brain, model: str, options: Mapping[str, Any], what: str) -> Any:
    """Of keywords; empirical_fc and empirical_bold are files of what a scanner saw, with fc_labels, fc_values, ..."""
    given = dict(options)
    if "set" in given:
        given["set"] = assignments(given["set"])
    measured = _rewire.MeasuredText()
    for name in ("fc", "bold"):
        setattr(measured, name, matrix_text(given, {"file": f"empirical_{name}", "labels": f"{name}_labels",
                                                    "variable": f"{name}_variable"}, what))
    fill(measured, {key: given.pop(key) for key in ("fc_values", "fc_symmetrise") if key in given}, what)
    return fill(_rewire.NetworkRequest(), {"brain": brain_text(brain), "model": model, "measured": measured, **given},
                what)


def network(brain: Brain = None, model: str = "wong_wang", *, progress: Progress = None, **options: Any) -> xr.Dataset:
    """One brain, scanned: what `rewire network` does.

    brain: a Connectome, a file, or None for the template. Options as on the command line, with their units: coupling,
    duration="10 min", tr="720 ms", dt="0.1 ms", seed, set=["w=1.2 nA"], empirical_fc="fc.csv", ... The
    dataset holds bold (time, region), fc and what else result.nc has, with units; `.rewire` saves it and its report.
    InputError: everything that is wrong with what was given. NumericsError: the numbers broke.
    """
    request = network_request(brain, model, options, "network()")
    result = _rewire.network(request, "rewire.network()", shown(progress))
    if not result.found:
        why = [w for w in result.warnings if "volume" in w][-1].split(", so no report")[0]
        raise InputError(f"duration: give a longer one. {why}.")
    return dataset_of(result.dataset(), result)


def assignments(values: Any) -> list[str]:
    """["w=1.2 nA"] of itself, or of {"w": "1.2 nA"}."""
    return [f"{k}={v}" for k, v in values.items()] if isinstance(values, Mapping) else list(values)


def run(scenario: Any, people: int | None = None, *, seed: int = 1, threads: int = 0, brain: Brain = None,
        coupling: float = 1.0, catalog: Catalogue = None, own_connectomes: Path = "",
        mechanisms: Mechanisms = (), keep: str = "days", progress: Progress = None) -> xr.Dataset:
    """The life of a scenario, lived by virtual people: what `rewire run` does.

    scenario: a file, its text, or a Protocol. people: as the scenario says where it is None. catalog: a folder of
    one's own, or dicts, {"treatments": {"my_therapy": {...}}} (docs/add_a_treatment.md has the keys). mechanisms: one's
    own, [Fatigue()] (rw.Mechanism): slow, and told of among the warnings. keep: of everybody every day, or "visits"
    alone, for thousands of people; signals are then those of visits, over people (stat).
    The dataset has a row a person along `draw`, with subject, arm, luck and traits as coordinates; instruments by
    (draw, visit) in the unit of attrs["units"], visits in weeks, signals by (draw, day).
    InputError: everything that is wrong with what was given, at its place. A person whose numbers broke is recorded as
    failed, not dropped. Ctrl-C stops within a second.
    """
    text, name = text_of(scenario)
    with Life(brain, coupling, catalog, own_connectomes, mechanisms) as life:
        result = _rewire.run(text, name, life, whole("people", people, 1), whole("seed", seed),
                             whole("threads", threads), keep, f"rewire.run({name!r})", shown(progress))
    return dataset_of(result.dataset(), result)


class Study:
    """A result that is more than one dataset."""

    def __init__(self, core: Any) -> None: self._core = core

    @property
    def hash(self) -> str: return f"{self._core.hash:016x}"

    @property
    def warnings(self) -> list[str]: return list(self._core.warnings)

    @property
    def experimental(self) -> list[str]:
        """Mechanisms that were handed over for trying an idea."""
        return list(getattr(self._core, "experimental", []))

    @property
    def summary(self) -> dict[str, Any]:
        """What summary.json holds."""
        return dict(self._core.summary())

    def tables(self) -> dict[str, pd.DataFrame]:
        """Everything that the program writes as CSV, by name."""
        return {name: frame_of(t) for name, t in self._core.tables().items()}

    def save(self, folder: Path) -> str:
        """The files that the program writes, into a folder. Returns its path."""
        os.makedirs(folder, exist_ok=True)
        self._core.write(os.fspath(folder))
        return os.fspath(folder)


class Comparison(Study):
    """Plans that the same people lived, held against the first one."""

    @property
    def dataset(self) -> xr.Dataset: return dataset_of(self._core.dataset(), self._core)

    @property
    def findings(self) -> list[str]: return list(self._core.findings)

    def table(self) -> pd.DataFrame:
        """Week, measure, means of both arms, the paired difference with its interval, d."""
        return frame_of(self._core.tables()["comparison"])

    def __repr__(self) -> str: return "\n".join(self.findings)

    def _repr_html_(self) -> str: return self.table()._repr_html_()  # type: ignore[no-any-return]


def compare(plans: Mapping[str, Any], people: int | None = None, *, seed: int = 1, threads: int = 0,
            brain: Brain = None, coupling: float = 1.0, catalog: Catalogue = None, own_connectomes: Path = "",
            mechanisms: Mechanisms = (), progress: Progress = None) -> Comparison:
    """The same people under two or more plans, {"nothing": protocol, "cbt": protocol}: what `rewire compare` does."""
    if not isinstance(plans, Mapping) or len(plans) < 2:
        raise InputError("compare: give two or more plans, {\"nothing\": one, \"cbt\": another}")
    with Life(brain, coupling, catalog, own_connectomes, mechanisms) as life:
        given = [_rewire.Plan(str(name), *text_of(plan)) for name, plan in plans.items()]
        return Comparison(_rewire.compare(given, life, whole("people", people, 1), whole("seed", seed),
                                          whole("threads", threads), "rewire.compare()", shown(progress)))


class Trial(Study):
    """A trial that was lived: what it shows, and what it cannot see."""

    @property
    def dataset(self) -> xr.Dataset: return dataset_of(self._core.dataset(), self._core)

    def table(self, name: str = "endpoints") -> pd.DataFrame:
        """"endpoints": a row an endpoint and arm; or ADSL, ADQS, ADEFF, ADTTE, ADAE, subgroups, replicates, power."""
        if name != "endpoints":
            tables = self._core.tables()
            if name not in tables:
                raise KeyError(f"there is no table {name!r}; there are endpoints, {', '.join(tables)}")
            return frame_of(tables[name])
        import pandas as pd
        rows = []
        for e in self.summary["trial"]["endpoints"]:
            for arm in self.summary["trial"]["flow"]["arms"]:
                row = {"endpoint": e["name"], "estimand": e["estimand"], "arm": arm}
                row |= {"mean": e["means"][arm]["mean"]} if arm in e.get("means", {}) else {}
                row |= {"share": e["shares"][arm]["rate"]} if arm in e.get("shares", {}) else {}
                row |= {"events": e["events"][arm]["events"]} if arm in e.get("events", {}) else {}
                for kind in ("differences", "comparisons"):
                    if found := e.get(kind, {}).get(arm):
                        row |= {"difference": found["difference"], "low": found["interval"][0],
                                "high": found["interval"][1], "p": found.get("p")}
                rows.append(row)
        return pd.DataFrame(rows).set_index(["endpoint", "arm"])

    def plot(self, instrument: str | None = None, ax: Any = None) -> Any:
        """Means over the visits by arm, with 95 % intervals, of those who were seen. Returns matplotlib's axes."""
        import matplotlib.pyplot as plt
        import numpy as np
        data = self.dataset
        name = instrument or self._core.instruments[0]
        if ax is None:
            ax = plt.subplots()[1]
        for arm in data["arm"].values:
            seen = data[name].sel(arm=arm)
            n = seen.notnull().sum("subject")
            mean, error = seen.mean("subject"), seen.std("subject", ddof=1) / np.sqrt(n)
            ax.errorbar(data["visit"], mean, 1.96 * error, marker="o", capsize=3, label=str(arm))
        ax.set(xlabel="week", ylabel=f"{data[name].attrs.get('long_name', name)} [{data[name].attrs.get('units', '')}]")
        ax.legend(frameon=False)
        return ax

    def __repr__(self) -> str: return str(self._core.words)

    def _repr_html_(self) -> str: return self.table()._repr_html_()  # type: ignore[no-any-return]


def trial_toml(arms: Mapping[str, Protocol], people: int, seed: int, options: Mapping[str, Any]) -> str:
    """Of protocols that differ in treatments and adherence alone."""
    plans = list(arms.values())
    first = plans[0]
    for name, plan in arms.items():
        if not isinstance(plan, Protocol):
            raise InputError(f"{name}: a Protocol is expected of each arm; a trial's file is given as it is")
        if plan.replace(treatments=(), adherence=None) != first.replace(treatments=(), adherence=None):
            raise InputError(f"{name}: differs from {next(iter(arms))} in more than treatments and adherence; people, "
                             "history and visits of a trial are the same in every arm")
    for key in ("history", "model", "engagement", "weeks"):
        if getattr(first, key):
            raise InputError(f"{key}: leave it out; a trial takes people of a condition as they are")
    rest = dict(options)
    visits: dict[str, Any] = {"weeks": first.visits.weeks, "window": rest.pop("window", None),
                              "instruments": first.visits.instruments}
    endpoints = rest.pop("endpoints", None)
    if endpoints is None and first.visits.weeks and first.visits.instruments:
        week, measure = first.visits.weeks[-1], first.visits.instruments[0]
        endpoints = [{"name": f"{measure} at week {week:g}", "measure": measure, "week": week}]
    conduct = rest.pop("conduct", {})
    lead_in = rest.pop("lead_in", {})
    text = toml_of({"trial": {"people": people, "from": first.people, "seed": seed, "life": first.life or None,
                              "start": first.start or None, **rest}})
    for name, plan in arms.items():
        text += "\n[[arm]]\n" + table_of({"name": name, "treatments": list(plan.treatments),
                                          "adherence": plan.adherence})
    text += "\n" + toml_of({"visits": visits, "lead_in": lead_in, "conduct": conduct,
                            "parameters": dict(first.parameters)})
    for e in endpoints or []:
        text += "\n[[endpoint]]\n" + table_of(e)
    return text


def trial(arms: Any, people: int | None = None, *, seed: int | None = None, threads: int = 0,
          replicates: int | None = None, pool: int | None = None, assurance: int | None = None,
          ensembles: Sequence[str] = (), brain: Brain = None, coupling: float = 1.0, catalog: Catalogue = None,
          mechanisms: Mechanisms = (), progress: Progress = None, **options: Any) -> Trial:
    """A trial: arms, chance, dropout, endpoints by their estimands; what `rewire trial` does.

    arms: a trial's file or text, or {"waiting": protocol, "cbt": protocol}, where the first is the one that the others
    are held against. For protocols, further options as in a trial's file (docs/trials.md): name, allocation, ratio,
    strata, window, conduct={...}, lead_in={...}, endpoints=[{...}] (usual: the first instrument at the last visit).
    replicates: draw so many trials from a pool of people who live every arm: power, type I error, coverage.
    assurance: power in the mean over so many parameter sets of `ensembles` (usual: those of the recorded calibrations).
    """
    if isinstance(arms, Mapping):
        if people is None:
            raise InputError("people: say how many are enrolled, for example people=120")
        text, name = trial_toml(arms, people, 1 if seed is None else seed, options), "trial"
    elif options:
        raise InputError(f"{', '.join(options)}: stand in the trial's file; leave them out, or give arms as protocols")
    else:
        text, name = text_of(arms)
    with Life(brain, coupling, catalog, mechanisms=mechanisms) as life:
        given = fill(_rewire.GivenTrial(), {"file": name, "text": text, "people": people, "seed": seed, "life": life},
                     "trial()")
        many = fill(_rewire.ReplicatesRequest(), {"replicates": replicates, "pool": pool, "sets": assurance,
                                                    "ensembles": list(ensembles)}, "trial()")
        request = fill(_rewire.TrialRequest(), {"replicates": many, "threads": threads}, "trial()")
        return Trial(_rewire.trial(given, request, "rewire.trial()", shown(progress)))


class Ranking(Study):
    """Candidates for a person, the best first, and whether that can be told."""

    @property
    def verdicts(self) -> dict[str, str]:
        """Of each person: "for this person", "the ranking is that of the population", or "cannot tell"."""
        return {p["name"]: p["verdict"] for p in self.summary["rank"]["persons"]}

    def table(self) -> pd.DataFrame:
        return frame_of(self._core.tables()["rank"])

    def __repr__(self) -> str: return str(self._core.words)

    def _repr_html_(self) -> str:
        verdicts = "".join(f"<p>{name}: <b>{verdict}</b></p>" for name, verdict in self.verdicts.items())
        return verdicts + self.table()._repr_html_()  # type: ignore[no-any-return]


def population_for(instrument: str) -> str:
    """The condition whose people are enrolled by that instrument, where there is one alone."""
    found = []
    for path in _rewire.embedded_under("conditions/"):
        condition = tomllib.loads(_rewire.embedded(path))
        if instrument in condition.get("inclusion", {}):
            found.append(condition["name"])
    outpatients = [name for name in found if name.endswith("_outpatient")]
    if len(outpatients) == 1 or len(found) == 1:
        return str((outpatients or found)[0])
    raise InputError(f"population: say of which people this is one; those enrolled by {instrument} are: "
                     f"{', '.join(found) or 'none'}")


def rank(person: Any, candidates: Any = None, *, people: int | None = None, seed: int | None = None, threads: int = 0,
         shuffles: int = 20, population: str | None = None, instrument: str | None = None, week: float = 12,
         now: float | None = None, age: float | None = None, sex: str | None = None, so_far: Sequence[str] = (),
         sets: int = 0, ensembles: Sequence[str] = (), brain: Brain = None, coupling: float = 1.0,
         catalog: Catalogue = None, mechanisms: Mechanisms = (), progress: Progress = None) -> Ranking:
    """Which treatment for whom, or "cannot tell": what `rewire rank` does.

    person: a file or its text, or readings by instrument and week, {"gad7": {0: 15, 2: 13}}. candidates: phrases,
    ["exposure_therapy 30 min daily for 12 weeks"], {name: [phrases]}, or a pathlib.Path of a file with [[candidate]]
    tables; None: they stand in the person's file.
    population: the condition whose virtual people are weighed (usual: those enrolled by the first instrument).
    sets: so many parameter sets of the recorded ensembles are lived too: the doubt of the parameters.
    instrument, week: what is ranked by, and when. people: virtual ones, 2000 where nothing is said.
    """
    if isinstance(person, Mapping):
        first = next(iter(person), "")
        weeks = sorted({w for readings in person.values() for w in readings})
        text = toml_of({"rank": {"from": population or population_for(first), "instrument": instrument or first,
                                 "week": week, "now": now}, "so_far": {"treatments": list(so_far) or None}})
        text += "\n[person]\n" + table_of({"age": age, "sex": sex})
        for w in weeks:
            text += "\n[[person.visit]]\n" + table_of({"week": w, **{i: r[w] for i, r in person.items() if w in r}})
        name = "person"
    else:
        text, name = text_of(person)
    elsewhere = ""
    if isinstance(candidates, os.PathLike):
        elsewhere = os.fspath(candidates)
    elif candidates is not None:
        if isinstance(candidates, str):
            candidates = [candidates]
        if not isinstance(candidates, Mapping):
            candidates = {c if isinstance(c, str) else " + ".join(c): [c] if isinstance(c, str) else list(c)
                          for c in candidates}
        for title, phrases in candidates.items():
            text += "\n[[candidate]]\n" + table_of({"name": title, "treatments":
                                                    [phrases] if isinstance(phrases, str) else list(phrases)})
    with Life(brain, coupling, catalog, mechanisms=mechanisms) as life:
        request = fill(_rewire.RankRequest(), {"file": name, "text": text, "candidates": elsewhere,
                                               "people": people, "seed": seed, "threads": threads,
                                               "shuffles": shuffles, "sets": sets, "ensembles": list(ensembles),
                                               "life": life}, "rank()")
        return Ranking(_rewire.rank(request, "rewire.rank()", shown(progress)))
