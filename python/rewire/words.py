"""What there is, and what each thing is."""

from __future__ import annotations

import builtins
import html

from . import _rewire
from .life import Catalogue, Life
from .values import as_text


class Described(str):
    """Text that a notebook shows as it is set."""

    def _repr_html_(self) -> str: return as_text(self)

    def __repr__(self) -> str: return str(self)


def describe(*names: str, catalog: Catalogue = None) -> Described:
    """Mechanisms, circuits, treatments, instruments, ..., each number with unit and source; "scenario": its file."""
    with Life(None, 1, catalog) as life:
        return Described(_rewire.describe(builtins.list(names), life.catalog))


class Names(dict[str, str]):
    """Names, and what each is."""

    def _repr_html_(self) -> str:
        rows = "".join(f"<tr><th style='text-align: left'>{html.escape(name)}</th><td style='text-align: left'>"
                       f"{html.escape(says)}</td></tr>" for name, says in self.items())
        return f"<table>{rows}</table>"

    def __repr__(self) -> str:
        width = max((len(name) for name in self), default=0)
        return "\n".join(f"{name:<{width}}  {says}" for name, says in self.items())


def list(kind: str = "treatments", *, catalog: Catalogue = None) -> Names:
    """Of a kind, as `rewire list` has them: mechanisms, treatments, drugs, instruments, conditions, traits, lives ..."""
    with Life(None, 1, catalog) as life:
        return Names(_rewire.names_of(kind, life.catalog))


def scenarios() -> dict[str, str]:
    """The scenarios that come with rewire, by name: text that rw.run, rw.trial and rw.rank take."""
    texts = {path: _rewire.embedded(path) for path in _rewire.embedded_under("")
             if path.endswith(".toml") and "/" not in path}
    return {name: text for name, text in texts.items() if "\n[visits]" in text or "\n[rank]" in text}
