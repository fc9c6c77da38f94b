"""What a dataset of rewire can do beside being one: `year.rewire.save("out")`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import xarray as xr

from .values import frame_of

if TYPE_CHECKING:
    import pandas as pd


@xr.register_dataset_accessor("rewire")  # type: ignore[no-untyped-call]
class Rewire:
    """Of a dataset as rw.network and rw.run return it; what is computed from it has no result behind it any more."""

    def __init__(self, data: xr.Dataset) -> None:
        self._data = data
        self._result: Any = None

    def __reduce__(self) -> Any: return Rewire, (self._data,)  # numbers are pickled, what is behind them is not

    @property
    def result(self) -> Any:
        if self._result is None:
            raise ValueError("this dataset was computed from another one, or pickled; ask the one that rw.run or "
                             "rw.network returned")
        return self._result

    @property
    def summary(self) -> dict[str, Any]:
        """What summary.json holds."""
        return dict(self.result.summary())

    @property
    def hash(self) -> str:
        """Of all numbers: the same from the program, on any machine, with any number of threads."""
        return f"{self.result.hash:016x}"

    @property
    def warnings(self) -> list[str]: return list(self.result.warnings)

    def table(self, name: str) -> pd.DataFrame:
        """One of the tables that the program writes: subjects, visits, answers, days, pathways, hours, outcomes."""
        tables = self.result.tables()
        if name not in tables:
            raise KeyError(f"there is no table {name!r}; there are {', '.join(tables)}")
        return frame_of(tables[name])

    def save(self, folder: str | os.PathLike[str]) -> str:
        """The files that the program writes: result.nc, report.html, tables, summary.json, ro-crate-metadata.json.
        Returns the report's path."""
        os.makedirs(folder, exist_ok=True)
        self.result.write(os.fspath(folder))
        return os.path.join(folder, "report.html")

    def save_bids(self, folder: str | os.PathLike[str]) -> str:
        """The people of rw.run as a BIDS derivative, as `rewire run --bids` writes it, into a folder of its own.
        Returns its path. InputError: the folder holds something else."""
        if not hasattr(self.result, "write_bids"):
            raise ValueError("save_bids: there are no people in this dataset; ask one that rw.run returned")
        self.result.write_bids(os.fspath(folder))
        return os.fspath(folder)


def attach(data: xr.Dataset, result: Any) -> None:
    data.rewire._result = result
