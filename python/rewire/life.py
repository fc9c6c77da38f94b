"""What every use case of lives takes: a brain, a catalogue of one's own, mechanisms on trial."""

from __future__ import annotations

import os
import tempfile
import tomllib
from typing import Any, Mapping, Union

from . import _rewire
from ._rewire import InputError
from .brain import Connectome
from .mechanisms import Mechanisms, given_to_the_engine
from .protocol import toml_of
from .values import fill, number, path_of

Path = Union[str, "os.PathLike[str]"]
Brain = Union[Connectome, Path, None]
Catalogue = Union[Path, Mapping[str, Mapping[str, Mapping[str, Any]]], None]


def brain_text(brain: Brain) -> Any:
    if isinstance(brain, Connectome):
        return fill(_rewire.ImportText(), {"read": brain._core}, "brain")
    file = "" if brain is None else path_of("brain: a Connectome or a file", brain)
    return fill(_rewire.ImportText(), {"file": file}, "brain")


class Life:
    """Options of whoever lives: catalogue, brain, mechanisms on trial. A catalogue given as dicts stands in a folder
    while it is needed."""

    def __init__(self, brain: Brain, coupling: float, catalog: Catalogue, own_connectomes: Path = "",
                 mechanisms: Mechanisms = ()) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        if isinstance(catalog, Mapping):
            self._folder = tempfile.TemporaryDirectory(prefix="rewire-")
            try:
                catalog = write_catalogue(catalog, self._folder.name)
            except BaseException:
                self._folder.cleanup()
                raise
        self.options = fill(_rewire.LifeOptions(), {
            "connectome": brain_text(brain), "coupling": number("coupling", coupling),
            "catalog": path_of("catalog: a folder, or dicts,", catalog or ""),
            "catalog_as": "catalog" if self._folder else "",
            "own_connectomes": path_of("own_connectomes: a folder or a table", own_connectomes)}, "brain")
        if mechanisms:
            self.options.mechanisms = given_to_the_engine(mechanisms)

    def __enter__(self) -> Any: return self.options

    def __exit__(self, _: Any, error: BaseException | None, __: Any) -> None:
        if self._folder is None:
            return
        if isinstance(error, InputError):  # of a dict, not of a file that is gone when one reads this
            here = self._folder.name + os.sep
            error.args = (str(error).replace(here, "catalog/"),)
            for problem in getattr(error, "problems", []):
                problem["file"] = problem["file"].replace(here, "catalog/")
        self._folder.cleanup()


KINDS = ("treatments", "drugs", "lives", "conditions", "circumstances", "instruments", "traits", "slopes", "activities",
         "events", "pathways", "noise", "readouts", "gains", "roles", "circuits", "brains")
# Files of the house that hold many things, each a [[table]] with a key of its own, and those whose name is a signal.
MANY = {"pathways": ("pathways", "pathway", "name"), "gains": ("gains", "gain", "signal"),
        "brains": ("people", "size", "name")}
NAMED_BY = {"noise": "signal"}


def many_in_one(kind: str, named: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """A file of one's own; where something of it stands in the file of the house, that file with it in its place."""
    house, table, key = MANY[kind]
    built_in = {one[key]: one for one in tomllib.loads(_rewire.embedded(f"{kind}/{house}.toml"))[table]}
    own = {name: {key: name, **keys} for name, keys in named.items()}
    if built_in.keys() & own.keys():
        return {house: toml_of({table: list({**built_in, **own}.values())})}
    return {"own": toml_of({table: list(own.values())})}


def write_catalogue(items: Mapping[str, Mapping[str, Mapping[str, Any]]], folder: str) -> str:
    """{"treatments": {"my_therapy": {...}}} as treatments/my_therapy.toml, as one's own catalogue is laid out.

    A dict in a dict is a [table], a list of dicts are [[tables]] of the file. {"pathways": {"insula>vmPFC": {...}}},
    {"gains": {"log_gain_dlPFC": {...}}} and {"brains": {"tract_spread": {...}}} are many in one file, and
    {"noise": {"stress": {...}}} is called by its signal. What has the name of a thing of the house takes its place.
    """
    for kind, named in items.items():
        if kind not in KINDS:
            raise InputError(f"catalog: there is no kind {kind!r}; there are {', '.join(KINDS)}")
        if not isinstance(named, Mapping) or not all(isinstance(keys, Mapping) for keys in named.values()):
            raise InputError(f"catalog: {kind}: dicts by name are expected, {{{kind!r}: {{\"my_own\": {{...}}}}}}")
        os.makedirs(os.path.join(folder, kind), exist_ok=True)
        if kind in MANY:
            texts = many_in_one(kind, named)
        else:
            texts = {name: toml_of({NAMED_BY.get(kind, "name"): name, **keys}) for name, keys in named.items()}
        for name, text in texts.items():
            if not name.isidentifier():
                raise InputError(f"catalog: {name!r} is no name; letters, digits and _ are expected")
            with open(os.path.join(folder, kind, name + ".toml"), "w", encoding="utf-8") as file:
                file.write(text)
    return folder
