"""Mechanisms written in Python, for trying an idea: slow, marked so in every result, and held to the contract of the
house's own (src/mechanism/contract.hpp).

    class Fatigue(rw.Mechanism):
        name = "fatigue"
        claim = "Short sleep tires, and tiredness goes within days."
        equations = "dF/dt = rate (1 - sleep) - F/tau     (1)"
        states = {"F": rw.State(0, "1", low=-5, high=5, meaning="tiredness, 0 = as in health")}
        params = {"rate": rw.Param(0.1, "1/d", "assumed"), "tau": rw.Param(5, "d", "assumed")}
        reads = {"sleep": rw.Signal(1, "1", "effectiveness of sleep, 1 = eight good hours")}
        emits = {"fatigue": rw.Output("1", "tiredness, 0 = as in health")}

        def drift(self, x, u, p):
            return {"F": p.rate * (1 - u.sleep) - x.F / p.tau}      # SI, a second

        def emit(self, x, u, p):
            return {"fatigue": x.F}

    rw.check_mechanism(Fatigue())
    rw.run("scenarios/anxiety_year.toml", people=4, mechanisms=[Fatigue()])
"""

from __future__ import annotations

import dataclasses
import difflib
import inspect
from typing import TYPE_CHECKING, Any, Callable, Iterable, Mapping, Sequence

from ._rewire import InputError
from .values import as_text

if TYPE_CHECKING:
    import pandas as pd


@dataclasses.dataclass(frozen=True)
class State:
    """start, and low and high, between which it is expected to stay, in `unit`. edge: "open", or "clamp" and "wrap",
    which keep it there."""
    start: float
    unit: str = "1"
    low: float = -1e9
    high: float = 1e9
    meaning: str = ""
    edge: str = "open"


@dataclasses.dataclass(frozen=True)
class Param:
    """value and sd, the spread between people, in `unit`. source: a key of the bibliography, or "assumed ..."."""
    value: float
    unit: str = "1"
    source: str = ""
    sd: float = 0.0


@dataclasses.dataclass(frozen=True)
class Signal:
    """What is read by its name; `alone`, in `unit`: where nobody puts it out, and in health."""
    alone: float
    unit: str = "1"
    meaning: str = ""


@dataclasses.dataclass(frozen=True)
class Output:
    """What others read by its name."""
    unit: str = "1"
    meaning: str = ""


Rows = Mapping[str, Any]


def _instead(name: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(name, known, 1)
    return f"; did you mean {near[0]!r}?" if near else f"; known: {', '.join(known) or 'none'}"


class Values:
    """Numbers by name, `u.sleep` or `u["insula>vmPFC"]`: an array each, a number for each person, SI."""

    def __init__(self, names: Iterable[str], rows: Iterable[Any], of: str) -> None:
        self.__dict__.update(zip(names, rows))
        self.__dict__[""] = of

    def __getitem__(self, name: str) -> Any:
        return self.__dict__[name] if name in self.__dict__ else self.__getattr__(name)

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"{self.__dict__.get('', '')}: there is no {name!r}"
                             f"{_instead(name, [n for n in self.__dict__ if n])}")


class Mechanism:
    """One hypothesis: tables, and the lines `drift`, `emit` and, where it is known, `leak`.

    The lines see SI: a parameter of 0.1 "1/d" is 0.1/86400, and a drift is by the second. Each value is an array with a
    number for each person who lives in the batch; what is returned is a dict of such arrays, or of numbers. A person's
    answer must hang on that person's numbers alone, and on nothing that was asked before.
    in_place_of: a mechanism of the house whose place it takes. cite: keys of catalog/references.bib, "assumed".
    """
    name: str = ""
    claim: str = ""
    equations: str = ""
    assumes: str = ""
    fails: str = ""
    cite: str = "assumed"
    in_place_of: str = ""
    states: Mapping[str, State] = {}
    params: Mapping[str, Param] = {}
    reads: Mapping[str, Signal] = {}
    emits: Mapping[str, Output] = {}

    def drift(self, x: Any, u: Any, p: Any) -> Rows:
        """d state / dt of every state, SI a second."""
        raise NotImplementedError

    def leak(self, p: Any) -> Rows:
        """The linear rate of decay of every state, 1/s, above 0: a step of a day is then exact for what relaxes."""
        raise NotImplementedError

    def emit(self, x: Any, u: Any, p: Any) -> Rows:
        """Every signal of `emits`, SI. Of a mechanism with states by x and p alone."""
        raise NotImplementedError

    def __repr__(self) -> str:
        lines = [f"{self.name} (mechanism, on trial): {self.claim}", self.equations]
        for table in ("states", "params", "reads", "emits"):
            lines += [f"  {table}  {name}  {row}" for name, row in getattr(self, table).items()]
        return "\n".join(lines)

    def _repr_html_(self) -> str: return as_text(repr(self))


Mechanisms = Sequence[Mechanism]
# What the contract knows of region models (noise) and of what a pathway keeps (a night's jump).
NOT_OF_THE_BODY = ("diffusion", "noisy", "noise", "jump")
TEXTS = ("name", "claim", "equations", "assumes", "fails", "cite", "in_place_of")


def _has(m: Mechanism, line: str) -> bool: return getattr(type(m), line) is not getattr(Mechanism, line)


def place_of(m: Mechanism, line: str = "") -> str:
    """file:line of a line of it, or its file."""
    code = getattr(getattr(type(m), line, None), "__code__", None)
    if code is not None:
        return f"{code.co_filename}:{code.co_firstlineno}"
    for name in ("emit", "drift", "leak"):
        if _has(m, name):
            return str(getattr(type(m), name).__code__.co_filename)
    return type(m).__name__


def source_of(m: Mechanism) -> str:
    """What decides its numbers, as text: the classes' source, and what the instance holds."""
    parts = []
    for c in type(m).__mro__:
        if c in (Mechanism, object):
            continue
        try:
            parts.append(inspect.getsource(c))
        except (OSError, TypeError):  # typed into a console: its tables and its code
            for key, value in vars(c).items():
                if code := getattr(value, "__code__", None):
                    parts.append(f"{key}: {code.co_code.hex()} {code.co_names} {code.co_consts!r}")
                elif not key.startswith("__"):
                    parts.append(f"{key}: {value!r}")
    parts += [f"self.{key} = {value!r}" for key, value in sorted(vars(m).items())]
    return "\n".join(parts)


def _rows(m: Mechanism, table: str, kind: type, row: Callable[[Any], dict[str, Any]]) -> list[dict[str, Any]]:
    given = getattr(m, table)
    if not isinstance(given, Mapping) or not all(isinstance(v, kind) for v in given.values()):
        raise InputError(f"{place_of(m)}: {m.name}: {table}: rw.{kind.__name__}(...) by name are expected, "
                         f"not {given!r}")
    blank: dict[str, Any] = {"value": 0.0, "sd": 0.0, "low": 0.0, "high": 0.0, "edge": "open"}
    out = []
    for name, one in given.items():
        try:
            filled: dict[str, Any] = {**blank, "name": str(name), "unit": str(one.unit), **row(one)}
            for key in ("value", "sd", "low", "high"):
                filled[key] = float(filled[key])
        except (TypeError, ValueError):
            raise InputError(f"{place_of(m)}: {m.name}: {table}: {name}: numbers are expected, not {one!r}") from None
        if filled["edge"] not in ("open", "clamp", "wrap"):
            raise InputError(f"{place_of(m)}: {m.name}: {table}: {name}: edge is open, clamp or wrap, not {one.edge!r}")
        out.append(filled)
    return out


def tables_of(m: Mechanism) -> dict[str, Any]:
    """Everything but the lines, as the module takes it."""
    if not isinstance(m, Mechanism):
        named = " (give an instance: " + m.__name__ + "())" if isinstance(m, type) else ""
        raise InputError(f"mechanisms: rw.Mechanism is expected, not {m!r}{named}")
    if m.states and not _has(m, "drift"):
        raise InputError(f"{place_of(m)}: {m.name}: write drift(self, x, u, p); it has states")
    for line in NOT_OF_THE_BODY:
        if hasattr(m, line):
            raise InputError(f"{place_of(m, line)}: {m.name}: leave {line} out; what is of the body has no noise and no "
                             "jump. Chance comes in through a signal that it reads: give that a file of noise, or an "
                             "event (docs/python.md)")
    if not _has(m, "emit"):
        raise InputError(f"{place_of(m)}: {m.name}: write emit(self, x, u, p); nothing would come of it")
    return {
        **{key: str(getattr(m, key)) for key in TEXTS},
        "states": _rows(m, "states", State, lambda r: {"value": r.start, "low": r.low, "high": r.high, "edge": r.edge,
                                                       "note": r.meaning}),
        "params": _rows(m, "params", Param, lambda r: {"value": r.value, "sd": r.sd, "note": r.source}),
        "reads": _rows(m, "reads", Signal, lambda r: {"value": r.alone, "note": r.meaning}),
        "emits": _rows(m, "emits", Output, lambda r: {"note": r.meaning}),
        "leaks": bool(m.states) and _has(m, "leak"), "file": place_of(m), "source": source_of(m)}


def answered(m: Mechanism, line: str, got: Any, names: Sequence[str], cells: int) -> Any:
    """A matrix [row, cell] of what a line returned; InputError where it is none."""
    import numpy as np

    def wrong(what: str) -> InputError: return InputError(f"{place_of(m, line)}: {m.name}.{line}: {what}")
    if not isinstance(got, Mapping):
        raise wrong(f"a dict of arrays by name is expected, not {got!r}")
    for name in got:
        if name not in names:
            raise wrong(f"there is no {name!r}{_instead(str(name), names)}")
    out = np.empty((len(names), cells))
    for k, name in enumerate(names):
        if name not in got:
            raise wrong(f"{name!r} is missing in what it returns")
        try:
            out[k] = got[name]
        except (TypeError, ValueError):
            raise wrong(f"{name!r}: a number for each of {cells} people is expected, not {got[name]!r}") from None
    return out


def asker(m: Mechanism) -> Callable[[str, Any, Any, Any], Any]:
    """ask(line, x, u, p): what the engine asks, of matrices [row, cell]."""
    import numpy as np
    states, params, reads, emits = list(m.states), list(m.params), list(m.reads), list(m.emits)

    def ask(line: str, x: Any, u: Any, p: Any) -> Any:
        given = {"x": Values(states, x, "states"), "u": Values(reads, u, "signals that are read"),
                 "p": Values(params, p, "parameters")}
        with np.errstate(all="ignore"):  # numbers that break are told of the person whose they are
            got = m.leak(given["p"]) if line == "leak" else getattr(m, line)(**given)
        return answered(m, line, got, emits if line == "emit" else states, x.shape[1])
    return ask


def given_to_the_engine(mechanisms: Mechanisms) -> list[tuple[dict[str, Any], Callable[..., Any]]]:
    if isinstance(mechanisms, Mechanism) or isinstance(mechanisms, type):
        raise InputError("mechanisms: a list is expected, mechanisms=[Fatigue()]")
    return [(tables_of(m), asker(m)) for m in mechanisms]


def check_mechanism(mechanism: Mechanism) -> pd.DataFrame:
    """Is the contract kept? A row a law: what it asks for, whether it is kept (<NA>: it could not be asked), what is
    not so and how to mend it.

    The laws are those that the tests ask of the mechanisms of the house; the first, whether it fits in among them.
    `assert rw.check_mechanism(Fatigue()).kept.all()` in a test of one's own. What the lines raise is raised;
    InputError: the tables are none.
    """
    from .laws import checked
    return checked(mechanism)
