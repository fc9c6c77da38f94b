"""Many points, rows of the ledger, sensitivity and calibration: as the program answers them."""

import re

import numpy as np
import pytest
import xarray as xr

import rewire as rw

CLAIM = """[[claim]]
name = "{}"
people = "gad_outpatient"
treated = []
measure = "{}"
statistic = "mean"
week = 1
range = [{}]
source = "made up"
"""
CLAIMS = CLAIM.format("anxiety of patients", "gad7", "12.5, 14.5") + CLAIM.format("mood of patients", "phq9", "8.5, 12.5")
OBJECTIVE = """people = 3
seed = 2
population = 5
generations = 2
ensemble = 20
claims_file = "claims.toml"
[[parameter]]
name = "anxiety.a_A"
low = 1
high = 4
log = true
[[parameter]]
name = "gains.g_C"
low = 0.02
high = 0.08
[[claim]]
name = "anxiety of patients"
[[claim]]
name = "mood of patients"
sd = 3
"""


def test_a_sweep_is_the_program_s_to_the_bit(tmp_path, program):
    told = program("sweep", "--vary", "coupling=0:1:3", "--duration", "10 s", "--out", str(tmp_path / "out"))
    points = rw.sweep({"coupling": "0:1:3"}, duration="10 s")
    assert points.attrs["hash"] == re.search(r"hash ([0-9a-f]{16})", told)[1]
    kept = xr.open_dataset(tmp_path / "out" / "sweep.nc")
    np.testing.assert_array_equal(points["S_E_mean"], kept["S_E_mean"])
    assert points["coupling"].values.tolist() == [0, 0.5, 1]
    with pytest.raises(rw.InputError, match="coupling"):
        rw.sweep({"couplin": "0:1:3"})


def test_a_sweep_s_fit_is_the_program_s(tmp_path, program):
    file = tmp_path / "fc.csv"
    (tmp_path / "labels").write_text("\n".join(rw.Connectome.template().labels))
    np.savetxt(file, rw.network(duration="60 s", dt="1 ms", coupling=0.9)["fc"].values, delimiter=",")
    points = rw.sweep({"coupling": "0.4:1.2:3"}, linear_noise=True, fit=True, empirical_fc=file,
                      fc_labels=tmp_path / "labels", duration="60 s")
    program("sweep", "--vary", "coupling=0.4:1.2:3", "--linear-noise", "--fit", "--empirical-fc", str(file),
            "--fc-labels", str(tmp_path / "labels"), "--duration", "60 s", "--out", str(tmp_path / "out"))
    fit = points.rewire.table("fit")
    assert fit.to_csv(index=False).count("coupling") == 1 and len(points.rewire.table("controls")) >= 2
    kept = np.genfromtxt(tmp_path / "out" / "fit.csv", delimiter=",", names=True, dtype=None, encoding=None)
    np.testing.assert_allclose(fit["value"], kept["value"], rtol=1e-6)
    with pytest.raises(rw.InputError, match="fit"):
        rw.sweep({"coupling": "0.4:1.2:3"}, fit=True)


def test_a_row_of_the_ledger_is_asked():
    assert "cbt_gad_all" in rw.list("evidence")
    asked = rw.evidence(rows=["cbt_gad_all"], people=5)
    assert len(asked.table()) == 1
    assert "of 1" in repr(asked)
    with pytest.raises(rw.InputError, match="no_such_row"):
        rw.evidence(rows=["no_such_row"], people=5)


def test_what_answers_hang_on(program, tmp_path):
    found = rw.sensitivity(["gains.g_C"], ["CBT against waiting"], people=3, trajectories=2)
    told = program("sensitivity", "--parameters", "gains.g_C", "--outputs", "CBT against waiting", "--people", "3",
                   "--trajectories", "2", "--out", str(tmp_path / "out"))
    assert found.hash == re.search(r"hash ([0-9a-f]{16})", told)[1]
    assert found.table()["parameter"].tolist() == ["gains.g_C"]
    with pytest.raises(rw.InputError, match="morris"):
        rw.sensitivity(["gains.g_C"], ["CBT"], method="moris")


def test_a_search_and_its_ensemble(tmp_path):
    (tmp_path / "claims.toml").write_text(CLAIMS)
    (tmp_path / "fit.toml").write_text(OBJECTIVE)
    fitted = rw.calibrate(tmp_path / "fit.toml")
    assert "anxiety.a_A" in fitted.result_toml
    posterior = fitted.to_arviz_groups()["posterior"]
    assert posterior["gains.g_C"].dims == ("chain", "draw") and posterior.sizes["draw"] == 20
    assert ((posterior["gains.g_C"] >= 0.02) & (posterior["gains.g_C"] <= 0.08)).all()
