"""Opens the file that netcdf_test.cpp wrote and checks what a user of xarray sees."""
import sys

import numpy as np
import xarray as xr

with xr.open_dataset(sys.argv[1]) as d:
    assert dict(d.sizes) == {"time": 500, "region": 3, "other_region": 3}, d.sizes
    assert set(d.coords) == {"time", "region", "other_region", "network"}, list(d.coords)
    assert set(d.data_vars) == {"bold", "fc", "global_coupling"}, list(d.data_vars)

    assert d.time.dtype == np.float64 and d.time.attrs["units"] == "s", d.time
    np.testing.assert_allclose(d.time[:3], [0.36, 1.08, 1.8], rtol=1e-15)
    assert list(d.region.values) == ["ctx-lh-cuneus", 'Zürich, "quoted"', "Left-Thalamus"], d.region

    bold = d["bold"].sel(region="Left-Thalamus")
    assert bold.attrs["units"] == "%" and bold.attrs["long_name"] == "BOLD signal change", bold.attrs
    np.testing.assert_allclose(bold.values, np.sin(0.01 * (np.arange(500) * 3)), rtol=0, atol=4e-16)  # two libraries, two sines
    assert int(d.bold.isnull().sum()) == 1 and bool(d.bold.isel(time=7, region=1).isnull())

    assert list(d.bold.where(d.network == "DMN", drop=True).region.values) == ['Zürich, "quoted"']
    assert float(d.fc.sel(region="ctx-lh-cuneus", other_region="Left-Thalamus")) == 0.25
    assert d.fc.dtype == np.float32
    assert float(d.global_coupling) == 2.25 and d.global_coupling.attrs["source"] == "fitted"
    assert d.attrs["Conventions"] == "CF-1.10" and d.attrs["rewire_version"] == "0.1.0"
    assert int(d.attrs["seed"]) == 2**64 - 1
