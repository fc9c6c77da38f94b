"""Opens the files that life_report_test.cpp wrote and checks what a user of xarray sees."""
import csv
import pathlib
import sys

import numpy as np
import xarray as xr

folder = pathlib.Path(sys.argv[1])
with xr.open_dataset(folder / "result.nc") as d:
    assert d.sizes["draw"] == 4 and d.sizes["visit"] == 4 and d.sizes["day"] == 113 and d.sizes["region"] == 82, d.sizes
    assert d.gad7.sel(draw=1, visit=8) == 9 and d.gad7.attrs["units"] == "points"
    assert list(d.gad7.dims) == ["draw", "visit"] and list(d.gad7_daily.dims) == ["draw", "day"]
    assert d.log_weight.dtype == np.float32
    np.testing.assert_allclose(np.exp(d.log_weight.sel(pathway="vmPFC>amygdala").values), 0.8, rtol=1e-6)
    np.testing.assert_allclose(d.hours.sel(epoch="rest").mean("draw"), 14)
    assert d.state_unit.sel(state="cortisol").item() == "1"
    assert d.rate.sel(draw=0, visit=0, epoch="threat", region="Left-Amygdala").attrs["units"] == "Hz"
    assert int(d.rate.sel(epoch="threat").isnull().sum()) == 0
    assert d.network.sel(region="Left-Amygdala").item()
    assert int(d.failed.sum()) == 0 and "summarised" not in d.attrs
with open(folder / "adsl.csv", newline="", encoding="utf-8") as f:
    rows = list(csv.DictReader(f))
    assert [r["USUBJID"] for r in rows] == [f"sub-{k:06}" for k in range(1, 5)] and rows[0]["FAILED"] == "N"
with xr.open_dataset(folder / "result.nc") as d:
    assert np.issubdtype(d.draw.dtype, np.integer) and np.issubdtype(d.luck.dtype, np.integer), d.draw.dtype
    for name in ["subject", "arm", "luck"]:
        assert name in d.gad7.coords and d[name].dims == ("draw",), name
    assert list(d.subject.values) == [r["USUBJID"] for r in rows]
    assert list(d.arm.values) == [r["ARM"] for r in rows]
    for name in rows[0]:
        if name.startswith("TRAIT_"):
            np.testing.assert_allclose(d["trait_" + name[6:]].values, [float(r[name]) for r in rows])
    # A table joins by the person's name alone.
    scores = d.gad7.swap_dims(draw="subject")
    with open(folder / "adqs.csv", newline="", encoding="utf-8") as f:
        for r in csv.DictReader(f):
            if r["PARAMCD"] == "GAD7":
                assert float(scores.sel(subject=r["USUBJID"], visit=float(r["AVISITN"]))) == float(r["AVAL"])
