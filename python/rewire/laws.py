"""The laws of a mechanism, asked of one that is written in Python: by the code that asks those of the house."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Mapping, Sequence

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin

from . import _rewire
from ._rewire import InputError
from .mechanisms import Mechanism, Values, _has, given_to_the_engine, place_of, tables_of

if TYPE_CHECKING:
    import pandas as pd

Dimension = tuple[float, ...]
BASE = ("kg", "m", "s", "A", "mol")
NONE: Dimension = (0.0,) * len(BASE)
SECOND: Dimension = (0.0, 0.0, 1.0, 0.0, 0.0)


class Unlike(Exception):
    """Dimensions that do not go together."""


class Unfollowed(Exception):
    """A function of NumPy whose dimension is not known here."""


def times(a: Dimension, b: Dimension, power: float = 1) -> Dimension:
    return tuple(x + power * y for x, y in zip(a, b))


def told(dimension: Dimension) -> str:
    return " ".join(f"{name}^{power:g}" if power != 1 else name for name, power in zip(BASE, dimension) if power) or "1"


ALIKE = {"add", "subtract", "maximum", "minimum", "fmax", "fmin", "hypot", "remainder", "fmod"}
COMPARED = {"less", "less_equal", "greater", "greater_equal", "equal", "not_equal"}
KEPT = {"negative", "positive", "absolute", "fabs"}
PLAIN = {"exp", "exp2", "expm1", "log", "log2", "log10", "log1p", "sin", "cos", "tan", "tanh", "sinh", "cosh", "arctan",
         "arcsin", "arccos", "arcsinh", "arctanh", "logaddexp"}
TOLD = {"sign", "isfinite", "isnan", "isinf", "logical_and", "logical_or", "logical_not", "bitwise_and", "bitwise_or",
        "invert"}


class Measured(NDArrayOperatorsMixin):
    """Numbers with their dimension, as the lines of a mechanism meet them instead of arrays."""
    __array_priority__ = 1000

    def __init__(self, values: Any, dimension: Dimension) -> None:
        self.values, self.dimension = values, dimension

    def __array_ufunc__(self, ufunc: Any, method: str, *given: Any, **_: Any) -> Any:
        name = ufunc.__name__
        if method != "__call__":
            raise Unfollowed(f"np.{name}.{method}")
        values = [v.values if isinstance(v, Measured) else v for v in given]
        # A bare 0 has whatever dimension one needs.
        of = [v.dimension if isinstance(v, Measured) else None if np.all(np.equal(v, 0)) else NONE for v in given]
        with np.errstate(all="ignore"):
            got = ufunc(*values)
        first = next((d for d in of if d is not None), NONE)
        if name in ALIKE | COMPARED:
            for d in of:
                if d is not None and d != first:
                    raise Unlike(f"{told(first)} and {told(d)} meet in {name}")
            return Measured(got, first) if name in ALIKE else got
        if name in KEPT:
            return Measured(got, first)
        if name in ("multiply", "divide"):
            return Measured(got, times(of[0] or NONE, of[1] or NONE, 1 if name == "multiply" else -1))
        if name in ("square", "sqrt", "cbrt", "reciprocal"):
            power = {"square": 2, "sqrt": 0.5, "cbrt": 1 / 3, "reciprocal": -1}[name]
            return Measured(got, times(NONE, first, power))
        if name in ("power", "float_power"):
            if (of[1] or NONE) != NONE or (first != NONE and np.ptp(values[1]) != 0):
                raise Unlike(f"{told(first)} is raised to what is no plain number")
            return Measured(got, times(NONE, first, float(np.ravel(values[1])[0])) if first != NONE else NONE)
        if name in PLAIN:
            for d in of:
                if d is not None and d != NONE:
                    raise Unlike(f"np.{name} is taken of {told(d)}; it is known of plain numbers alone")
            return Measured(got, NONE)
        if name in TOLD:
            return got
        raise Unfollowed(f"np.{name}")

    def __array_function__(self, function: Any, _: Any, given: Sequence[Any], rest: Mapping[str, Any]) -> Any:
        name = function.__name__
        if name == "where" and len(given) == 3:
            return self._one_of(*given)
        if name == "clip":
            low, high = (list(given[1:]) + [rest.get("a_min"), rest.get("a_max")])[:2]
            out = given[0] if low is None else np.maximum(given[0], low)
            return out if high is None else np.minimum(out, high)
        if name in ("zeros_like", "ones_like") and isinstance(given[0], Measured):
            return function(given[0].values)
        raise Unfollowed(f"np.{name}")

    @staticmethod
    def _one_of(condition: Any, one: Any, other: Any) -> Any:
        alike = np.add(one, other)  # raises where they are not
        values = np.where(*(v.values if isinstance(v, Measured) else v for v in (condition, one, other)))
        return Measured(values, alike.dimension) if isinstance(alike, Measured) else values

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        raise Unfollowed(f"an array's {name}")


def unit_of(unit: str) -> tuple[float, Dimension]:
    found = _rewire.unit_of(unit)
    if found is None:
        raise InputError(f"there is no unit {unit!r}")
    return found[0], tuple(found[1])


def dimension_of(unit: str) -> Dimension: return unit_of(unit)[1]


def broken_units(m: Mechanism) -> list[str] | None:
    """What each line returns against its unit; None where a function of NumPy cannot be followed."""
    def values(rows: Mapping[str, Any], start: str, of: str) -> Values:
        return Values(rows, [Measured(np.full(3, getattr(r, start) * unit_of(r.unit)[0]), dimension_of(r.unit))
                             for r in rows.values()], of)
    x, u = values(m.states, "start", "states"), values(m.reads, "alone", "signals that are read")
    p = values(m.params, "value", "parameters")
    lines: list[tuple[str, Any, Mapping[str, Any], Dimension]] = [("emit", lambda: m.emit(x, u, p), m.emits, NONE)]
    per_second = times(NONE, SECOND, -1)
    if m.states:
        lines.append(("drift", lambda: m.drift(x, u, p), m.states, per_second))
    if m.states and _has(m, "leak"):
        lines.append(("leak", lambda: m.leak(p), {name: None for name in m.states}, per_second))
    broken = []
    for line, ask, rows, per in lines:
        try:
            got = ask()
        except Unlike as e:
            broken.append(f"{line}: {e} ({place_of(m, line)})")
            continue
        except Unfollowed:
            return None
        for name, row in rows.items():
            meant = times(per, dimension_of(row.unit)) if row is not None else per
            value = got[name]
            of = value.dimension if isinstance(value, Measured) else None if np.all(np.equal(value, 0)) else NONE
            if of is not None and of != meant:
                broken.append(f"{line}: {name} comes out in {told(of)}, {told(meant)} is expected "
                              f"({place_of(m, line)})")
    return broken


def checked(m: Mechanism) -> pd.DataFrame:
    import pandas as pd
    tables_of(m)
    rows = list(_rewire.laws_of(given_to_the_engine([m])))
    units = broken_units(m)
    rows.insert(1, ("units", "every line comes out in its unit", units or []))
    return pd.DataFrame({
        "law": [name for name, _, _ in rows], "says": [says for _, says, _ in rows],
        "kept": pd.array([None if name == "units" and units is None else not broken for name, _, broken in rows],
                         dtype="boolean"),
        "broken": ["; ".join(broken) for _, _, broken in rows]}).set_index("law")
