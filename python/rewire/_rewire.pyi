"""What the compiled module holds; `import rewire` is meant for people."""

from typing import Any, Callable

import numpy as np
from numpy.typing import NDArray

Progress = Callable[[str, float], None] | None
Columns = list[tuple[str, str, Any]]
version: str

class Error(Exception): ...

class InputError(Error, ValueError):
    problems: list[dict[str, Any]]

class NumericsError(Error): ...
class Defect(Error): ...

class MatrixText:
    file: str
    labels: str
    variable: str

class ImportText:
    file: str
    read: Connectome | None
    weights: str
    direction: str
    labels: str
    variable: str
    lengths_unit: str
    lengths: MatrixText
    symmetrise: bool
    number_labels: bool
    drop_regions: list[str]

class Connectome:
    name: str
    source: str
    synthetic: bool
    labels: list[str]
    networks: list[str]
    notes: list[str]
    warnings: list[str]
    hemispheres: str
    weights: NDArray[np.float64]
    lengths: NDArray[np.float64] | None
    centres_mm: list[list[float]]
    def describe(self) -> list[str]: ...

def read_connectome(text: ImportText) -> Connectome: ...
def template_brain(preset: str, residual_sd: float, seed: int) -> Connectome: ...
def connectome_of_arrays(weights: Any, labels: list[str], lengths: Any, centres: Any, text: ImportText,
                         name: str) -> Connectome: ...

class MeasuredText:
    fc: MatrixText
    bold: MatrixText
    fc_values: str
    fc_symmetrise: bool

class NetworkRequest:
    power: float
    brain: ImportText
    scaling: str
    template: str
    model: str
    fic: str
    blood: str
    method: str
    precision: str
    duration: str
    transient: str
    tr: str
    dt: str
    speed: str
    coupling_every: str
    band: str
    fcd_window: str
    fcd_step: str
    measured: MeasuredText
    set: list[str]
    map: list[str]
    coupling: float
    noise: float
    seed: int
    threads: int
    common_noise: bool

class LifeOptions:
    catalog: str
    catalog_as: str
    connectome: ImportText
    coupling: float
    own_connectomes: str
    mechanisms: Any

def laws_of(given: list[tuple[dict[str, Any], Callable[..., Any]]]) -> list[tuple[str, str, list[str]]]: ...
def unit_of(text: str) -> tuple[float, list[float]] | None: ...

class _Result:
    hash: int
    warnings: list[str]
    def summary(self) -> dict[str, Any]: ...
    def dataset(self) -> dict[str, Any]: ...
    def tables(self) -> dict[str, Columns]: ...
    def write(self, folder: str) -> None: ...

class Scanned(_Result):
    found: bool

class Lived(_Result):
    def write_bids(self, folder: str) -> None: ...

class Plan:
    def __init__(self, name: str, text: str, file: str) -> None: ...

class Compared(_Result):
    findings: list[str]

class GivenTrial:
    file: str
    text: str
    people: int | None
    seed: int | None
    life: LifeOptions

class ReplicatesRequest:
    replicates: int | None
    pool: int | None
    sets: int | None
    ensembles: list[str]

class TrialRequest:
    replicates: ReplicatesRequest
    threads: int

class Tried(_Result):
    weeks: list[float]
    instruments: list[str]
    words: str

class RankRequest:
    file: str
    text: str | None
    candidates: str
    people: int | None
    seed: int | None
    threads: int
    shuffles: int
    sets: int
    ensembles: list[str]
    life: LifeOptions

class Ranked(_Result):
    words: str

class SweepFitRequest:
    wanted: bool
    by_region: list[str]
    other_fc: str

class SweepRequest:
    network: NetworkRequest
    vary: list[str]
    linear_noise: bool
    fit: SweepFitRequest

class DrawOptions:
    seeds: int
    ensembles: list[str]

class EvidenceRequest:
    ledger: str
    set: list[str]
    people: int
    seed: int
    threads: int
    life: LifeOptions
    draws: DrawOptions
    only: str
    rows: list[str]

class SensitivityRequest:
    method: str
    parameters: list[str]
    spread: float
    bounds: str
    claims: str
    outputs: list[str]
    people: int
    trajectories: int
    rows: int
    seed: int
    threads: int
    life: LifeOptions

class CalibrateRequest:
    text: str
    file: str
    ledger: str
    threads: int
    life: LifeOptions

class Swept(_Result): ...

class Asked:
    warnings: list[str]
    words: str
    def tables(self) -> dict[str, Columns]: ...
    def write(self, folder: str) -> None: ...

class Sensed(_Result): ...

class Fitted(_Result):
    result_toml: str

def sweep(request: SweepRequest, command: str, progress: Progress) -> Swept: ...
def evidence(request: EvidenceRequest, command: str, progress: Progress) -> Asked: ...
def sensitivity(request: SensitivityRequest, command: str, progress: Progress) -> Sensed: ...
def calibrate(request: CalibrateRequest, command: str, progress: Progress) -> Fitted: ...
def network(request: NetworkRequest, command: str, progress: Progress) -> Scanned: ...
def run(text: str, file: str, life: LifeOptions, people: int | None, seed: int, threads: int, keep: str, command: str,
        progress: Progress) -> Lived: ...
def compare(plans: list[Plan], life: LifeOptions, people: int | None, seed: int, threads: int, command: str,
            progress: Progress) -> Compared: ...
def trial(given: GivenTrial, request: TrialRequest, command: str, progress: Progress) -> Tried: ...
def rank(request: RankRequest, command: str, progress: Progress) -> Ranked: ...
def describe(names: list[str], catalog: str) -> str: ...
def list_of(kind: str, catalog: str) -> str: ...
def names_of(kind: str, catalog: str) -> list[tuple[str, str]]: ...
def embedded(path: str) -> str: ...
def embedded_under(folder: str) -> list[str]: ...
