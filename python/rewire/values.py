"""Requests filled from keywords, and results as xarray and pandas know them."""

from __future__ import annotations

import difflib
import html
import os
import sys
import time
from typing import TYPE_CHECKING, Any, Callable, Mapping, TypeVar, Union

from . import _rewire
from ._rewire import InputError

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

Request = TypeVar("Request")
Progress = Union[bool, Callable[[str, float], None], None]


def fill(request: Request, given: Mapping[str, Any], what: str) -> Request:
    """Fields of a request from keywords; an InputError names what there is no such field for, or has another type."""
    known = [name for name in dir(request) if not name.startswith("_")]
    for name, value in given.items():
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            raise InputError(f"{what}: there is no argument {name!r}" +
                             (f"; did you mean {near[0]!r}?" if near else f"; known: {', '.join(known)}"))
        try:
            setattr(request, name, value)
        except TypeError:
            kind = type(getattr(request, name)).__name__
            raise InputError(f"{name}: {kind} is expected, not {value!r}") from None
    return request


def matrix_text(given: dict[str, Any], keys: Mapping[str, str], what: str) -> Any:
    """A file and how it is read, out of keywords, {"file": "lengths", "labels": "lengths_labels", ...}."""
    told = {field: given.pop(key, None) for field, key in keys.items()}
    return fill(_rewire.MatrixText(), {field: path_of(f"{keys[field]}: a file or a name", value)
                                       for field, value in told.items() if value is not None}, what)


class _Problems:
    """Of an InputError that is raised here: it has no place in a file. Those of the program bring their own."""

    def __get__(self, error: InputError | None, kind: Any = None) -> Any:
        return [{"file": "", "line": 0, "column": 0, "what": str(error), "source": ""}] if error else self


InputError.problems = _Problems()  # type: ignore[assignment]


def whole(what: str, value: Any, least: int = 0) -> Any:
    """A whole number; None is left as it is."""
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and value >= least):
        return value
    if hasattr(value, "__index__") and not isinstance(value, bool) and int(value) >= least:
        return int(value)
    raise InputError(f"{what}: a whole number of {least} or more is expected, not {value!r}")


def number(what: str, value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        raise InputError(f"{what}: a number is expected, not {value!r}") from None


def path_of(what: str, value: Any) -> str:
    try:
        return str(os.fspath(value))
    except TypeError:
        raise InputError(f"{what} is expected, not {value!r}") from None


def as_text(text: str) -> str:
    """As a notebook shows it, as it is set."""
    return f"<pre style='white-space: pre-wrap'>{html.escape(text)}</pre>"


def shown(progress: Progress) -> Callable[[str, float], None] | None:
    """What is called with a stage and the share of it that is done, a few times a second."""
    if callable(progress):
        return progress
    if progress is False or (progress is None and not _watched()):
        return None
    return _Bar()


def _in_notebook() -> bool:
    shell = sys.modules.get("IPython")
    return shell is not None and type(shell.get_ipython()).__name__ == "ZMQInteractiveShell"


def _watched() -> bool:
    return _in_notebook() or (sys.stderr is not None and sys.stderr.isatty())


PROGRESS = {"rewire_progress": True}  # by which scripts/notebooks knows what not to keep


class _Bar:
    """A line that shows up after a second, and goes when all is done."""

    def __init__(self) -> None:
        self.begun = time.monotonic()
        self.stage = ""
        self.handle: Any = None

    def __call__(self, stage: str, share: float) -> None:
        now = time.monotonic()
        if stage != self.stage:
            self.stage, self.begun = stage, now
        took = now - self.begun
        if took < 1:
            return
        left = f", {took / share - took:.0f} s left" if share > 0.01 else ""
        full = int(28 * share)
        text = f"{stage} {'━' * full}{'─' * (28 - full)} {100 * share:3.0f} %{left}"
        if _in_notebook():
            from IPython.display import display, update_display
            shown_as = {"text/plain": text if share < 1 else f"{stage}: {took:.0f} s"}
            if self.handle is None:
                self.handle = display(shown_as, raw=True, display_id=True, metadata=PROGRESS)
            else:
                update_display(shown_as, raw=True, display_id=self.handle.display_id, metadata=PROGRESS)
        else:
            sys.stderr.write("\r\033[2K" + (text if share < 1 else ""))
            sys.stderr.flush()


_LABELS: dict[str, Any] = {}


def _labels(name: str, values: Any) -> Any:
    """Names along a dimension are the same in most results: a pandas.Index of theirs is made once."""
    import pandas as pd
    if values.dtype != object:
        return values
    known = _LABELS.get(name)
    if known is None or len(known) != len(values) or not (known.values == values).all():
        values.flags.writeable = False  # other results see them
        known = _LABELS[name] = pd.Index(values, dtype=object, name=name)
    return known


def put_together(parts: dict[str, Any]) -> xr.Dataset:
    """xarray.Dataset(**parts) without its search for what meets, differs in size or comes late: the module's arrays
    fit each other, and looking for it took three times as long as all the rest."""
    import xarray as xr
    try:
        from xarray.core.indexes import PandasIndex
        variable: Any = xr.Variable
        variables: dict[Any, Any] = {}
        indexes: dict[Any, Any] = {}
        for name, (dims, values, attrs) in (parts["data_vars"] | parts["coords"]).items():
            one = variable(dims, values, attrs, fastpath=True)
            if dims == [name]:
                indexes[name] = PandasIndex(_labels(name, values), name, values.dtype)
                variables.update(indexes[name].create_variables({name: one}))
            else:
                variables[name] = one
        make: Any = xr.Dataset._construct_direct
        made: xr.Dataset = make(variables, set(parts["coords"]), attrs=dict(parts["attrs"]), indexes=indexes)
        return made
    except (AttributeError, ImportError, TypeError):  # an xarray that has them under other names
        return xr.Dataset(**parts)


def dataset_of(parts: dict[str, Any], result: Any) -> xr.Dataset:
    """With the hash and the warnings of the result in its attributes, and the result behind `.rewire`."""
    from . import accessor
    data = put_together(parts)
    data.attrs["hash"] = f"{result.hash:016x}"
    data.attrs["warnings"] = list(result.warnings)
    if own := getattr(result, "experimental", None):  # mechanisms on trial
        data.attrs["experimental"] = list(own)
    accessor.attach(data, result)
    return data


def frame_of(columns: list[tuple[str, str, Any]]) -> pd.DataFrame:
    """A table with the units of its columns in `attrs["units"]`."""
    import pandas as pd
    frame = pd.DataFrame({name: values for name, _, values in columns})
    frame.attrs["units"] = {name: unit for name, unit, _ in columns if unit}
    return frame
