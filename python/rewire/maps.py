"""Values of regions as images of the user's own atlas, for the viewers and statistics of the field (nibabel)."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Mapping, Union

from ._rewire import InputError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Key = Union[str, int]


def to_nifti(values_by_region: Any, atlas_image: Any, labels: Any = None, *, background: float = 0.0) -> Any:
    """Values of regions, painted into the voxels of an atlas. Returns a nibabel.Nifti1Image of float32.

    values_by_region: {name or number of a region: value}, a pandas.Series, or an xarray.DataArray over one dimension of
    regions (`year["rate"].mean("draw")` reduced to `region`); numbers are in their own unit, which the image does not
    hold. NaN stays NaN.
    atlas_image: a nibabel image or its file, (x, y, z) of whole numbers, 0 outside of all regions; template space,
    voxel size and affine are kept as they are.
    labels: what the atlas's numbers are called, {name: number}, or a file of `number name ...` a line (FreeSurfer's
    colour tables, the .txt beside many atlases). Not needed where values come by number.
    background: of voxels of no region, and of regions without a value.

    Raises InputError where a region is not in the atlas, where two names are of one number, or the atlas is none.
    Source: the atlas decides what a region is; rewire's own regions are those of Desikan-Killiany and of FreeSurfer's
    aseg.
    """
    import nibabel as nib
    import numpy as np
    image = nib.load(os.fspath(atlas_image)) if isinstance(atlas_image, (str, os.PathLike)) else atlas_image
    numbers = np.asanyarray(image.dataobj)
    if numbers.ndim == 4 and numbers.shape[3] == 1:
        numbers = numbers[..., 0]
    if numbers.ndim != 3:
        raise InputError(f"atlas_image: one volume is expected, (x, y, z), not {numbers.shape}")
    painted = _painted(numbers, _by_number(values_by_region, _numbers_of(labels), numbers), background)
    new = nib.Nifti1Image(painted, image.affine)
    new.header.set_xyzt_units(*image.header.get_xyzt_units())
    if hasattr(image.header, "get_qform") and int(image.header["qform_code"]):
        new.set_qform(image.header.get_qform(), int(image.header["qform_code"]))
    if "sform_code" in image.header and int(image.header["sform_code"]):
        new.set_sform(image.affine, int(image.header["sform_code"]))
    return new


def to_gifti(values_by_region: Any, atlas_image: Any, labels: Any = None, *, background: float = 0.0) -> Any:
    """The same on a surface. Returns a nibabel.gifti.GiftiImage, a value for each vertex (NIFTI_INTENT_SHAPE, float32).

    atlas_image: a label file (.label.gii) or image of one hemisphere, a whole number a vertex. Its own table of labels
    serves where `labels` is None; regions of the other hemisphere are then to be left out by the caller.
    values_by_region, labels, background: as in to_nifti; so are the errors.
    """
    import nibabel as nib
    import numpy as np
    image = nib.load(os.fspath(atlas_image)) if isinstance(atlas_image, (str, os.PathLike)) else atlas_image
    arrays = getattr(image, "darrays", [])
    if len(arrays) != 1:
        raise InputError(f"atlas_image: one array of labels is expected, not {len(arrays)}")
    numbers = np.asarray(arrays[0].data)
    if labels is None:
        named: dict[str, int] = {name: number for number, name in image.labeltable.get_labels_as_dict().items()}
    else:
        named = _numbers_of(labels)
    painted = _painted(numbers, _by_number(values_by_region, named, numbers), background)
    array = nib.gifti.GiftiDataArray(painted, intent="NIFTI_INTENT_SHAPE", datatype="NIFTI_TYPE_FLOAT32")
    return nib.gifti.GiftiImage(darrays=[array], meta=nib.gifti.GiftiMetaData(dict(image.meta)))


def _numbers_of(labels: Any) -> dict[str, int]:
    if labels is None:
        return {}
    if isinstance(labels, Mapping):
        return {str(name): int(number) for name, number in labels.items()}
    with open(os.fspath(labels), encoding="utf-8") as file:
        words = [line.split() for line in file if line.strip() and not line.lstrip().startswith("#")]
    wrong = next((w for w in words if len(w) < 2 or not w[0].lstrip("-").isdigit()), None)
    if wrong is not None:
        raise InputError(f"labels: {os.fspath(labels)}: a line `number name` is expected, not {' '.join(wrong)!r}")
    return {w[1]: int(w[0]) for w in words}


def _pairs(values: Any) -> list[tuple[Key, float]]:
    if isinstance(values, Mapping):
        return [(k, float(v)) for k, v in values.items()]
    if hasattr(values, "dims"):  # xarray
        if len(values.dims) != 1 or values.dims[0] not in values.coords:
            raise InputError(f"values_by_region: one dimension of named regions is expected, not {values.dims}")
        return list(zip(values.coords[values.dims[0]].values.tolist(), values.values.astype(float).tolist()))
    if hasattr(values, "index"):  # pandas
        return list(zip(values.index.tolist(), values.to_numpy(dtype=float).tolist()))
    raise InputError("values_by_region: a dict, a pandas.Series or an xarray.DataArray is expected")


def _by_number(values: Any, named: Mapping[str, int], numbers: NDArray[Any]) -> dict[int, float]:
    import numpy as np
    present = set(np.unique(numbers).tolist())
    if any(n != int(n) for n in present):
        raise InputError("atlas_image: whole numbers are expected; this is no atlas of labels")
    found: dict[int, float] = {}
    unknown: list[str] = []
    for key, value in _pairs(values):
        number = named.get(key) if isinstance(key, str) else int(key)
        if number is None or number not in present or number == 0:
            unknown.append(str(key))
        elif number in found:
            raise InputError(f"values_by_region: {key} is number {number} of the atlas, which has a value already")
        else:
            found[number] = value
    if unknown:
        few = ", ".join(unknown[:5]) + (f" and {len(unknown) - 5} more" if len(unknown) > 5 else "")
        how = "leave them out, or name them as the atlas does" if named else "give its names as labels={name: number}"
        raise InputError(f"values_by_region: not in the atlas: {few}; {how}")
    return found


def _painted(numbers: NDArray[Any], by_number: Mapping[int, float], background: float) -> NDArray[np.float32]:
    import numpy as np
    new = np.full(numbers.shape, background, dtype=np.float32)
    for number, value in by_number.items():
        new[numbers == number] = value
    return new
