"""Values of regions on a made-up atlas."""

import numpy as np
import pandas as pd
import pytest
import xarray as xr

import rewire as rw

nib = pytest.importorskip("nibabel")

NAMES = {"ctx-lh-insula": 1035, "Left-Amygdala": 18, "Right-Amygdala": 54}


def atlas():
    numbers = np.zeros((4, 3, 2), dtype=np.int32)
    numbers[0], numbers[1, 0], numbers[2, 2, 1] = 1035, 18, 54
    image = nib.Nifti1Image(numbers, np.diag([2.0, 2, 2, 1]))
    image.header.set_xyzt_units("mm", "sec")
    image.set_sform(image.affine, 4)
    return image


def test_values_are_painted_by_name_and_by_number(tmp_path):
    image = rw.to_nifti({"Left-Amygdala": 2.5, "Right-Amygdala": -1}, atlas(), NAMES)
    data = image.get_fdata()
    assert data.shape == (4, 3, 2) and data[1, 0].tolist() == [2.5, 2.5] and data[2, 2, 1] == -1
    assert np.count_nonzero(data) == 3, "regions without a value are background"
    np.testing.assert_array_equal(image.affine, np.diag([2.0, 2, 2, 1]))
    assert int(image.header["sform_code"]) == 4 and image.header.get_xyzt_units()[0] == "mm"
    np.testing.assert_array_equal(rw.to_nifti({18: 2.5, 54: -1}, atlas()).get_fdata(), data)
    nib.save(atlas(), tmp_path / "atlas.nii.gz")
    (tmp_path / "names.txt").write_text("# number name r g b\n18 Left-Amygdala 103 255 255 0\n54 Right-Amygdala 0 0 0 0\n")
    from_files = rw.to_nifti(pd.Series({"Left-Amygdala": 2.5, "Right-Amygdala": -1}), tmp_path / "atlas.nii.gz",
                             tmp_path / "names.txt")
    np.testing.assert_array_equal(from_files.get_fdata(), data)
    empty = rw.to_nifti({18: np.nan}, atlas(), background=np.nan).get_fdata()
    assert np.isnan(empty).all()


def test_what_a_run_holds_is_painted():
    rest = rw.network(duration="20 s", dt="1 ms")
    rates = rest["r_E_mean"].sel(region=list(NAMES))
    data = rw.to_nifti(rates, atlas(), NAMES).get_fdata()
    assert data[0, 0, 0] == pytest.approx(float(rates.sel(region="ctx-lh-insula")), rel=1e-6)
    with pytest.raises(rw.InputError, match="and 74 more"):
        rw.to_nifti(rest["r_E_mean"], atlas(), NAMES)
    with pytest.raises(rw.InputError, match="one dimension"):
        rw.to_nifti(rest["fc"], atlas(), NAMES)


def test_what_is_no_region_is_refused():
    with pytest.raises(rw.InputError, match="Left-Amydala"):
        rw.to_nifti({"Left-Amydala": 1}, atlas(), NAMES)
    with pytest.raises(rw.InputError, match="labels="):
        rw.to_nifti({"Left-Amygdala": 1}, atlas())
    with pytest.raises(rw.InputError, match="already"):
        rw.to_nifti({"Left-Amygdala": 1, 18: 2}, atlas(), NAMES)
    with pytest.raises(rw.InputError, match="background|not in the atlas: 0"):
        rw.to_nifti({0: 1}, atlas())
    with pytest.raises(rw.InputError, match="whole numbers"):
        rw.to_nifti({18: 1}, nib.Nifti1Image(np.full((2, 2, 2), 0.5), np.eye(4)))
    with pytest.raises(rw.InputError, match="one volume"):
        rw.to_nifti({18: 1}, nib.Nifti1Image(np.zeros((2, 2, 2, 3)), np.eye(4)))


def test_a_surface(tmp_path):
    table = nib.gifti.GiftiLabelTable()
    for number, name in ((0, "???"), (1, "insula"), (2, "cuneus")):
        label = nib.gifti.GiftiLabel(number)
        label.label = name
        table.labels.append(label)
    array = nib.gifti.GiftiDataArray(np.array([0, 1, 1, 2], dtype=np.int32), intent="NIFTI_INTENT_LABEL")
    image = nib.gifti.GiftiImage(darrays=[array], labeltable=table)
    image.meta = nib.gifti.GiftiMetaData({"AnatomicalStructurePrimary": "CortexLeft"})
    nib.save(image, tmp_path / "atlas.label.gii")
    shape = rw.to_gifti(xr.DataArray([3.0, 4.0], dims="region", coords={"region": ["cuneus", "insula"]}),
                        tmp_path / "atlas.label.gii")
    nib.save(shape, tmp_path / "map.shape.gii")
    kept = nib.load(tmp_path / "map.shape.gii")
    assert kept.darrays[0].data.tolist() == [0, 4, 4, 3] and kept.darrays[0].data.dtype == np.float32
    assert kept.meta["AnatomicalStructurePrimary"] == "CortexLeft"
    with pytest.raises(rw.InputError, match="insulla"):
        rw.to_gifti({"insulla": 1}, image)
