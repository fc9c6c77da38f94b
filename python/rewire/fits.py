"""Many points of one brain, rows of the ledger, which parameters matter, and their search."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Mapping, Sequence

from . import _rewire
from .life import Brain, Catalogue, Life, Path
from .mechanisms import Mechanisms
from .studies import Study, assignments, network_request, text_of
from .values import Progress, dataset_of, fill, frame_of, path_of, shown

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr


def sweep(vary: Mapping[str, str] | Sequence[str], brain: Brain = None, model: str = "wong_wang", *,
          linear_noise: bool = False, fit: bool = False, by_region: Mapping[str, str] | Sequence[str] = (),
          other_fc: Path = "", progress: Progress = None, **options: Any) -> xr.Dataset:
    """One brain at many points: what `rewire sweep` does.

    vary: {"coupling": "0:3:64"} or ["coupling=0:3:64"]: from, to, how many. Options as of rw.network. The dataset has
    a dimension for each of them: fit of FC, means and spreads of the outputs; points that failed are NaN.
    fit: with linear_noise and empirical_fc, from the best point to the values that fit best; by_region: those that each
    region has of its own, {"w_p": "0.7:2"}; other_fc: another measured FC to hold it against. `.rewire.table("fit")`
    has values with errors, `.rewire.table("controls")` what the same effort gives otherwise.
    """
    one = network_request(brain, model, options, "sweep()")
    fitted = fill(_rewire.SweepFitRequest(), {"wanted": fit, "by_region": assignments(by_region),
                                              "other_fc": path_of("other_fc: a file", other_fc)}, "sweep()")
    request = fill(_rewire.SweepRequest(), {"network": one, "vary": assignments(vary), "linear_noise": linear_noise,
                                            "fit": fitted}, "sweep()")
    result = _rewire.sweep(request, "rewire.sweep()", shown(progress))
    return dataset_of(result.dataset(), result)


class Evidence:
    """What the model answers to rows of the ledger, beside what was published."""

    def __init__(self, core: Any) -> None: self._core = core

    def table(self) -> pd.DataFrame:
        """A row a row of the ledger, as in evidence.csv."""
        return frame_of(self._core.tables()["evidence"])

    @property
    def warnings(self) -> list[str]: return list(self._core.warnings)

    def save(self, folder: Path) -> str:
        """evidence.csv, evidence.md and evidence.html. Returns the page's path."""
        os.makedirs(folder, exist_ok=True)
        self._core.write(os.fspath(folder))
        return os.path.join(folder, "evidence.html")

    def __repr__(self) -> str: return str(self._core.words).rstrip()

    def _repr_html_(self) -> str: return self.table()._repr_html_()  # type: ignore[no-any-return]


def evidence(rows: Sequence[str] = (), *, only: str = "", people: int = 100, seed: int = 1, seeds: int = 1,
             ensembles: Sequence[str] = (), ledger: Path = "", set: Any = (), threads: int = 0, brain: Brain = None,
             coupling: float = 1.0, catalog: Catalogue = None, mechanisms: Mechanisms = (),
             progress: Progress = None) -> Evidence:
    """Rows of the ledger asked of virtual people: what `rewire evidence` does.

    rows: ids (`rewire list evidence`); none: all of them, which takes minutes. only: "calibration" or "validation".
    """
    with Life(brain, coupling, catalog, mechanisms=mechanisms) as life:
        draws = fill(_rewire.DrawOptions(), {"seeds": seeds, "ensembles": list(ensembles)}, "evidence()")
        request = fill(_rewire.EvidenceRequest(), {
            "rows": list(rows), "only": only, "people": people, "seed": seed, "draws": draws,
            "ledger": os.fspath(ledger), "set": assignments(set), "threads": threads, "life": life}, "evidence()")
        return Evidence(_rewire.evidence(request, "rewire.evidence()", shown(progress)))


class Sensitivity(Study):
    """Which parameters the answers hang on."""

    def table(self) -> pd.DataFrame:
        """A row an output and parameter."""
        return frame_of(self._core.tables()["sensitivity"])

    def _repr_html_(self) -> str: return self.table()._repr_html_()  # type: ignore[no-any-return]


def sensitivity(parameters: Sequence[str] = (), outputs: Sequence[str] = (), *, method: str = "morris",
                threads: int = 0, brain: Brain = None, coupling: float = 1.0, catalog: Catalogue = None,
                mechanisms: Mechanisms = (), progress: Progress = None, **options: Any) -> Sensitivity:
    """Which parameters the answers of claims hang on: what `rewire sensitivity` does.

    parameters: ["gains.g_C"]. outputs: parts of claims' names. Options: spread, bounds, claims, people, trajectories,
    rows, seed.
    """
    with Life(brain, coupling, catalog, mechanisms=mechanisms) as life:
        request = fill(_rewire.SensitivityRequest(), {
            "parameters": list(parameters), "outputs": list(outputs), "method": method, "threads": threads,
            "life": life, **options}, "sensitivity()")
        return Sensitivity(_rewire.sensitivity(request, "rewire.sensitivity()", shown(progress)))


class Calibration(Study):
    """Parameters that were searched for."""

    @property
    def result_toml(self) -> str:
        """What result.toml holds; its [parameters] can be put into a scenario."""
        return str(self._core.result_toml)

    @property
    def ensemble(self) -> pd.DataFrame:
        """Parameter sets that agree with the targets as well as the best one does; a row a set."""
        return frame_of(self._core.tables()["ensemble"])

    def to_arviz_groups(self) -> dict[str, Any]:
        """{"posterior": xarray.Dataset over (chain, draw)}, as arviz.InferenceData(**groups) takes it."""
        import xarray as xr
        sets = self.ensemble
        data = {name: (("chain", "draw"), sets[name].to_numpy()[None, :], {"units": sets.attrs["units"].get(name, "1")})
                for name in sets}
        return {"posterior": xr.Dataset(data, {"chain": [0], "draw": range(len(sets))},
                                        attrs={"inference_library": "rewire", "created_by": "rewire.calibrate()"})}

    def __repr__(self) -> str: return self.result_toml


def calibrate(objective: Any, *, ledger: Path = "", threads: int = 0, brain: Brain = None, coupling: float = 1.0,
              catalog: Catalogue = None, mechanisms: Mechanisms = (), progress: Progress = None) -> Calibration:
    """Parameters searched until claims are answered as they should be: what `rewire calibrate` does.

    objective: a file or its text (docs/fit.md).
    """
    text, name = text_of(objective)
    with Life(brain, coupling, catalog, mechanisms=mechanisms) as life:
        request = fill(_rewire.CalibrateRequest(), {"text": text, "file": name, "ledger": os.fspath(ledger),
                                                    "threads": threads, "life": life}, "calibrate()")
        return Calibration(_rewire.calibrate(request, "rewire.calibrate()", shown(progress)))
