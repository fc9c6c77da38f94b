#!/usr/bin/env python3
"""Writes the seed files of the fuzz corpora (numpy, scipy, netCDF4); find-* are inputs that once broke a reader. usage: python3 tests/fuzz/make_corpus.py"""
import bz2, io, os, zipfile
import numpy as np
import netCDF4
import scipy.io

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "corpus")
WEIGHTS = np.array([[0, 1.5, 2], [1.5, 0, 0.25], [2, 0.25, 0]])
LENGTHS = np.array([[0, 30, 40.5], [30, 0, 20], [40.5, 20, 0]])
LABELS = ["L_insula", "Lamyg", "here"]


def put(reader, name, data):
    os.makedirs(os.path.join(HERE, reader), exist_ok=True)
    with open(os.path.join(HERE, reader, name), "wb") as f:
        f.write(data)


def rows(matrix, delimiter):
    return ["%s" % delimiter.join("%g" % v for v in row) for row in matrix]


def csv(delimiter, corner):
    lines = [delimiter.join([corner] + LABELS)] + [l + delimiter + r for l, r in zip(LABELS, rows(WEIGHTS, delimiter))]
    return ("\n".join(lines) + "\n").encode()


def npy(array):
    out = io.BytesIO()
    np.save(out, array)
    return out.getvalue()


def zipped(members, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as z:
        for name, data in members:
            z.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, method)
    return out.getvalue()


put("csv", "labelled.csv", csv(",", "region"))
put("csv", "labelled.tsv", csv("\t", ""))
put("csv", "quoted.csv", b'\xef\xbb\xbf"x";"a";"b"\r\n"a";0;1\r\n"b";nan;1e400\r\n')
put("csv", "bare.txt", "\n".join(rows(WEIGHTS, " ")).encode())

text = lambda m: "\n".join(rows(m, " ")).encode() + b"\n"
centres = b"L_insula -35 1 2\nLamyg -20 -5 -20\nhere 1 2 3 4\n"
tvb = [("weights.txt", text(WEIGHTS)), ("centres.txt", centres), ("tract_lengths.txt", text(LENGTHS)),
       ("hemispheres.txt", b"0\n0\n1\n"), ("cortical.txt", b"1\n0\n1\n"), ("info.txt", b"weights_unit=\"au\"\nsynthetic=1\n")]
put("tvb_zip", "text.zip", zipped(tvb))
put("tvb_zip", "stored.zip", zipped(tvb, zipfile.ZIP_STORED))
put("tvb_zip", "mixed.zip", zipped([("__MACOSX/._weights.txt", b"junk"), ("s/weights.npy", npy(WEIGHTS.astype("f4"))),
                                    ("s/centers.txt.bz2", bz2.compress(centres)), ("s/tract_lengths.npy", npy(np.asfortranarray(LENGTHS)))],
                                   zipfile.ZIP_STORED))


def undated(out):
    return b"MATLAB 5.0 MAT-file".ljust(116) + out.getvalue()[116:]


for compress in (False, True):
    out = io.BytesIO()
    scipy.io.savemat(out, {"weights": WEIGHTS, "tract_lengths": LENGTHS.astype("f4"), "labels": np.array(LABELS, dtype=object),
                           "count": np.int16(3)}, do_compression=compress)
    put("mat", "packed.mat" if compress else "plain.mat", undated(out))
out = io.BytesIO()
scipy.io.savemat(out, {"SC": WEIGHTS, "names": LABELS})
put("mat", "chars.mat", undated(out))


def netcdf(name, kind):
    path = os.path.join(HERE, "hdf5", name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with netCDF4.Dataset(path, "w", format=kind) as d:
        d.createDimension("region", 3)
        d.createDimension("source", 3)
        d.createDimension("width", 8)
        d.createVariable("weights", "f8", ("region", "source"))[:] = WEIGHTS
        d.createVariable("tract_lengths", "f4", ("region", "source"))[:] = LENGTHS
        d.createVariable("hemispheres", "i1", ("region",))[:] = [0, 0, 1]
        chars = np.array([list(l.ljust(8)) for l in LABELS], dtype="S1")
        d.createVariable("region_labels", "S1", ("region", "width"))[:] = chars
        if kind == "NETCDF4":
            group = d.createGroup("group")
            group.createVariable("sc", "f8", ("region", "source"), zlib=True)[:] = WEIGHTS
            group.createVariable("names", str, ("region",))[:] = np.array(LABELS, dtype=object)


netcdf("classic.nc", "NETCDF3_CLASSIC")
netcdf("wide.nc", "NETCDF3_64BIT_DATA")
netcdf("four.h5", "NETCDF4")

# A version 7.3 file is HDF5 behind a block of 512 bytes.
with open(os.path.join(HERE, "hdf5", "four.h5"), "rb") as f:
    put("mat", "seven.mat", b"MATLAB 7.3 MAT-file".ljust(124) + b"\x00\x02IM" + bytes(384) + f.read())
