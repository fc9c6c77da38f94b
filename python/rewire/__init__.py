"""rewire: how a brain rewires through illness and recovery. Research software, not a medical device.

    import rewire as rw
    rest = rw.network(rw.Connectome.template(), coupling=0.8)      # xarray.Dataset
    year = rw.run("scenarios/anxiety_year.toml", people=20)        # xarray.Dataset, by person
    plan = rw.Protocol(people="gad_outpatient", treatments=["cbt 50 min weekly for 12 weeks"],
                       visits=rw.visits([0, 4, 12], ["gad7"]))
    rw.trial({"cbt": plan, "waiting": plan.without("cbt")}, people=120).table()

Every function computes what the program of the same name does, with the same bits. What is wrong with what was given
is an InputError that tells all of it, with its place and how to mend it. Numbers carry units in `attrs["units"]`;
`rw.describe(NAME)` tells every number of a mechanism, a treatment, an instrument with its unit and its source.
"""

from ._rewire import Defect, Error, InputError, NumericsError
from ._rewire import version as __version__
from .brain import Connectome
from .fits import Calibration, Evidence, Sensitivity, calibrate, evidence, sensitivity, sweep
from .maps import to_gifti, to_nifti
from .mechanisms import Mechanism, Output, Param, Signal, State, check_mechanism
from .protocol import Protocol, Visits, visits
from .studies import Comparison, Ranking, Trial, compare, network, rank, run, trial
from .words import describe, list, scenarios

__all__ = [
    "Calibration", "Comparison", "Connectome", "Defect", "Error", "Evidence", "InputError", "Mechanism",
    "NumericsError", "Output", "Param", "Protocol", "Ranking", "Sensitivity", "Signal", "State", "Trial", "Visits",
    "__version__", "calibrate", "check_mechanism", "compare", "describe", "evidence", "list", "network", "rank", "run",
    "scenarios", "sensitivity", "sweep", "to_gifti", "to_nifti", "trial", "visits",
]
