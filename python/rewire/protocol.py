"""Protocols as values: who, what life, what treatments, what is measured when."""

from __future__ import annotations

import dataclasses
import json
import math
from typing import Any, Iterable, Mapping, Sequence

from ._rewire import InputError
from .values import as_text


@dataclasses.dataclass(frozen=True)
class Visits:
    """weeks: from the start of the plan, rising. instruments: names; the first decides response and remission."""
    weeks: tuple[float, ...]
    instruments: tuple[str, ...]


def visits(weeks: Iterable[float] | float, instruments: Iterable[str] | str) -> Visits:
    """rw.visits([0, 4, 12], ["gad7", "threat_faces"])"""
    weeks = weeks if isinstance(weeks, Iterable) else [weeks]
    return Visits(tuple(weeks), (instruments,) if isinstance(instruments, str) else tuple(instruments))


@dataclasses.dataclass(frozen=True)
class Protocol:
    """A plan for people, as a scenario file tells it (`rw.describe("scenario")`).

    people: a condition ("gad_outpatient"), or keys of [person], for example {"age": 34, "sex": "female"}.
    treatments: phrases, "cbt 50 min weekly for 12 weeks". visits: rw.visits(weeks, instruments).
    history: phrases of the life before week 0. life: that from week 0 on. parameters: {"gains.g_C": "0.12 1"}.
    n: how many people. Other keys of [plan]: adherence, engagement, weeks, start. model: keys of [model].
    """
    people: str | Mapping[str, Any] = ""
    treatments: Sequence[str] = ()
    visits: Visits = Visits((), ())
    history: Sequence[str] = ()
    life: str = ""
    n: int | None = None
    adherence: float | None = None
    engagement: float | None = None
    weeks: float | None = None
    start: str = ""
    parameters: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    model: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    def __post_init__(self) -> None:
        for key in ("treatments", "history"):
            if isinstance(phrase := getattr(self, key), str):  # one alone
                object.__setattr__(self, key, (phrase,))

    def replace(self, **changes: Any) -> Protocol:
        return dataclasses.replace(self, **changes)

    def without(self, *treatments: str) -> Protocol:
        """Without the treatments of these names. InputError where there is no such one."""
        names = [phrase.split()[0] for phrase in self.treatments]
        for t in treatments:
            if t not in names:
                raise InputError(f"without: there is no treatment {t!r} in this plan; there are {', '.join(names) or 'none'}")
        return self.replace(treatments=[p for p, name in zip(self.treatments, names) if name not in treatments])

    def with_(self, *phrases: str) -> Protocol:
        """With these treatments too."""
        return self.replace(treatments=[*self.treatments, *phrases])

    def _repr_html_(self) -> str: return as_text(self.to_toml())

    def to_toml(self) -> str:
        """The same as a scenario file, which `rewire run` takes."""
        tables: dict[str, dict[str, Any]] = {}
        if isinstance(self.people, str):
            tables["population"] = {"n": self.n, "from": self.people or None}
        else:
            tables["population"] = {"n": self.n}
            tables["person"] = dict(self.people)
        tables["history"] = {"life": list(self.history) or None}
        tables["plan"] = {"life": self.life or None, "start": self.start or None, "treatments": list(self.treatments),
                          "adherence": self.adherence, "engagement": self.engagement, "weeks": self.weeks}
        tables["visits"] = {"weeks": list(self.visits.weeks), "instruments": list(self.visits.instruments)}
        tables["model"] = dict(self.model)
        tables["parameters"] = dict(self.parameters)
        return toml_of(tables)


def value_of(v: Any) -> str:
    if isinstance(v, bool):
        return "true" if v else "false"
    if isinstance(v, str):
        return json.dumps(v, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(v, int):
        return str(v)
    if isinstance(v, float):
        if not math.isfinite(v):
            raise InputError(f"a finite number is expected, not {v}")
        return repr(v)
    if isinstance(v, Mapping):
        return "{ " + ", ".join(f"{key_of(k)} = {value_of(x)}" for k, x in v.items() if x is not None) + " }"
    if isinstance(v, Iterable):
        return "[" + ", ".join(value_of(x) for x in v) + "]"
    if hasattr(v, "item"):  # a NumPy number
        return value_of(v.item())
    raise InputError(f"a number, a text, a list or a dict is expected, not {v!r}")


def key_of(k: str) -> str:
    return k if k and all(c.isascii() and (c.isalnum() or c in "_-") for c in k) else json.dumps(k, ensure_ascii=False)


def is_table(v: Any) -> bool: return isinstance(v, Mapping)


def is_tables(v: Any) -> bool:
    """A list of dicts alone: [[target]] of a treatment."""
    return isinstance(v, (list, tuple)) and bool(v) and all(map(is_table, v))


def table_of(values: Mapping[str, Any]) -> str:
    """Lines `key = value`; what is None is left out, tables within stand in braces."""
    return "".join(f"{key_of(k)} = {value_of(v)}\n" for k, v in values.items() if v is not None)


def toml_of(tables: Mapping[str, Any]) -> str:
    """A document: keys first, then a [table] for each dict and a [[table]] for each of a list of dicts, where it holds
    something."""
    parts = [table_of({k: v for k, v in tables.items() if not is_table(v) and not is_tables(v)})]
    for name, value in tables.items():
        if is_table(value) and (body := table_of(value)):
            parts.append(f"[{key_of(name)}]\n{body}")
        elif is_tables(value):
            parts += [f"[[{key_of(name)}]]\n{table_of(one)}" for one in value]
    return "\n".join(part for part in parts if part)
