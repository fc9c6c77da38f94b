"""Opens the result.nc of a trial and joins it to the tables beside it by USUBJID, arm and visit, as a user would."""
import csv
import json
import pathlib
import sys

import numpy as np
import xarray as xr

folder = pathlib.Path(sys.argv[1])


def rows_of(name):
    with open(folder / name, newline="", encoding="utf-8") as f:
        return list(csv.DictReader(f))


dictionary = json.loads((folder / "dictionary.json").read_text(encoding="utf-8"))
parameters = {p["PARAMCD"]: p for t in dictionary["datasets"] if t["name"] == "ADQS" for p in t["parameters"]}
with xr.open_dataset(folder / "result.nc") as d:
    assert d.attrs["Conventions"].startswith("CF") and d.attrs["study"] == dictionary["study"], d.attrs
    for name in ["seed", "hash", "rewire_version", "start"]:
        assert name in d.attrs, name
    subjects = rows_of("ADSL.csv")
    assert set(d.subject.values) == {r["USUBJID"] for r in subjects}
    for r in subjects:
        one = d.sel(subject=r["USUBJID"])
        assert float(one.age) == float(r["AGE"]) and one.sex.item()[0].upper() == r["SEX"], r
        assert int(one.centre) == int(r["SITEID"]) and one.stratum.item() == r["STRATAR"], r
        assert int(one.luck) == int(r["SUBJID"]) - 1, r
        assert r["RANDFL"] == "N" or one.allocated.item() == r["TRT01P"], r
    assert any(name.startswith("trait_") for name in d.coords)
    scores = rows_of("ADQS.csv")
    assert scores
    for r in scores:
        score = d[parameters[r["PARAMCD"]]["variable"]].sel(
            arm=r["TRT01P"], subject=r["USUBJID"], visit=float(r["AVISITN"]))
        assert float(score) == float(r["AVAL"]) and score.attrs["units"] == r["AVALU"], r
    for code, p in parameters.items():
        assert list(d[p["variable"]].dims) == ["arm", "subject", "visit"]
        assert int(d[p["variable"]].notnull().sum()) == sum(r["PARAMCD"] == code for r in scores), code
        assert "luck" in d[p["variable"]].coords
        assert int(d[p["variable"] + "_truth"].notnull().sum()) >= int(d[p["variable"]].notnull().sum()), code
    for r in rows_of("ADEFF.csv"):
        if r["TRUTH"]:
            truth = d[parameters[r["SRCPARCD"]]["variable"] + "_truth"].sel(
                arm=r["TRT01P"], subject=r["USUBJID"], visit=float(r["AVISITN"]))
            assert float(truth) == float(r["TRUTH"]), r
    for r in rows_of("ADAE.csv"):
        if r["AEACN"] == "DRUG WITHDRAWN":
            assert np.isfinite(d.stopped_day.sel(arm=r["TRT01P"], subject=r["USUBJID"])), r
