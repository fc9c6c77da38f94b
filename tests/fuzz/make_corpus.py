#!/usr/bin/env python3
"""Writes the seed files of the fuzz corpora (numpy, scipy, netCDF4); find-* are inputs that once broke a reader. usage: python3 tests/fuzz/make_corpus.py"""
import bz2, gzip, io, os, struct, zipfile
import numpy as np
import netCDF4
import scipy.io
import scipy.sparse

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


# What else users have: the reader of delimited text.
put("csv", "counted.csv", b",0,1\n0,0,1\n1,2,0\n")
put("csv", "decimal.csv", b"x;a;b\na;0;1,5;\nb;-2,25;0;\n")
put("csv", "doubled.csv", b'x,"a ""1""",b\n"a ""1""",0,1\nb,1,0\n')
put("csv", "comment.txt", b"# a b\n0 1\n2 0\n")
put("csv", "relmat.tsv", b"n/a\t1\n2\tn/a\n")
put("csv", "edges.csv", b"source,target,weight,length\na,b,1.5,30\nb,c,2,40\nc,a,3,50\n")
put("csv", "edges.txt", b"1 2 0.5\n2 3 0.25\n3 1 1\n1 4 9\n")
put("csv", "connectogram.txt", b"data\tdata\t14\t6\t\ndata\tdata\tA_L\tA_R\t\n14\tA_L\t0\t7\t\n6\tA_R\t3\t0\t\n")

put("npz", "two.npz", zipped([("SC.npy", npy(WEIGHTS)), ("tract_lengths.npy", npy(LENGTHS)), ("labels.npy", npy(np.array(LABELS)))]))
put("npz", "big.npy", npy(WEIGHTS.astype(">f8")))
put("npz", "half.npy", npy(WEIGHTS.astype("f2")))
put("npz", "stack.npy", npy(np.asfortranarray(np.stack([WEIGHTS, LENGTHS]))))
put("npz", "bytes.npz", zipped([("weights.npy", npy(WEIGHTS)), ("names.npy", npy(np.array(LABELS, dtype="S9"))),
                                ("other.npy", npy(np.array([None], dtype=object)))]))

GRAPHML = """<?xml version="1.0"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="d0" for="node" attr.name="dn_name" attr.type="string"/><key id="d1" for="node" attr.name="dn_hemisphere" attr.type="string"/>
<key id="d2" for="edge" attr.name="number_of_fibers" attr.type="int"><default>1</default></key>
<key id="d3" for="edge" attr.name="fiber_length_mean" attr.type="double"/>
<graph edgedefault="undirected">
<node id="1"><data key="d0">lh.insula</data><data key="d1">left</data></node><node id="2"><data key="d0">rh.insula</data><data key="d1">right</data></node>
<edge source="1" target="2"><data key="d2">7</data><data key="d3">31.5</data></edge></graph></graphml>
"""
put("graphml", "braingraph.graphml", GRAPHML.encode())
put("graphml", "directed.graphml", b"<graphml><graph edgedefault='directed'><node id='a'/><node id='b'/><edge source='a' target='b'/></graph></graphml>")
put("graphml", "wide.graphml", GRAPHML.encode("utf-16"))


def cifti(order, kind="PARCELS"):
    xml = ('<CIFTI Version="2"><Matrix><MatrixIndicesMap AppliesToMatrixDimension="0,1" IndicesMapToDataType="CIFTI_INDEX_TYPE_%s">'
           % kind + "".join('<Parcel Name="%s"><Vertices BrainStructure="CIFTI_STRUCTURE_CORTEX_LEFT">1</Vertices></Parcel>' % l for l in LABELS)
           + "</MatrixIndicesMap></Matrix></CIFTI>").encode()
    xml += bytes(-(len(xml) + 8) % 16)
    head = bytearray(540)
    struct.pack_into(order + "i8shh8q", head, 0, 540, b"n+2\0\r\n\x1a\n", 16, 32, 6, 1, 1, 1, 1, 3, 3, 1)
    struct.pack_into(order + "qdd", head, 168, 544 + 8 + len(xml), 1.0, 0.0)
    return bytes(head) + b"\1\0\0\0" + struct.pack(order + "ii", len(xml) + 8, 32) + xml + WEIGHTS.astype(order + "f4").tobytes()


put("cifti", "little.pconn.nii", cifti("<"))
put("cifti", "big.pconn.nii", cifti(">"))
put("cifti", "dense.dconn.nii", cifti("<", "BRAIN_MODELS"))

# MATLAB's other classes, and version 4 as DSI Studio writes it.
out = io.BytesIO()
scipy.io.savemat(out, {"data": {"sc": scipy.sparse.csc_matrix(WEIGHTS), "names": np.array(LABELS, dtype=object), "len": LENGTHS},
                       "group": np.array([WEIGHTS, LENGTHS, None], dtype=object)[:2], "roi": np.array([("a", 1.0), ("b", 2.0)], dtype=[("name", object), ("id", object)])})
put("mat", "struct.mat", undated(out))
out = io.BytesIO()
scipy.io.savemat(out, {"Z": np.stack([WEIGHTS, LENGTHS], axis=2), "names": np.array(LABELS, dtype=object), "names2": np.array(LABELS, dtype=object)})
put("mat", "conn.mat", undated(out))


def mat4(name, kind, array):
    data = array.T.tobytes()
    return struct.pack("<5i", kind, array.shape[0], array.shape[1], 0, len(name) + 1) + name.encode() + b"\0" + data


names = np.frombuffer("".join(l + "\n" for l in LABELS).encode(), dtype="u1").reshape(1, -1)
put("mat", "dsi.mat", mat4("connectivity", 10, WEIGHTS.astype("f4")) + mat4("name", 50, names))
put("mat", "sparse4.mat", mat4("A", 2, np.array([[1, 2, 5.0], [2, 1, 6], [3, 3, 0]])))

with open(os.path.join(HERE, "hdf5", "four.h5"), "rb") as f:
    four = f.read()
put("any", "packed.csv.gz", gzip.compress(csv(",", "region"), mtime=0))
put("any", "packed.npy.bz2", bz2.compress(npy(WEIGHTS)))
put("any", "utf16.csv", csv(";", "x").decode().encode("utf-16"))
put("any", "bare16.csv", csv(";", "x").decode().encode("utf-16-be"))
put("any", "latin.csv", csv(",", "x").replace(b"here", b"h\xe9re"))
put("any", "four.h5", four)
put("any", "graph.graphml", GRAPHML.encode())
put("any", "little.pconn.nii", cifti("<"))
put("any", "book.xlsx", zipped([("[Content_Types].xml", b"x"), ("xl/workbook.xml", b"x")]))
put("any", "w.rds", gzip.compress(b"X\n\0\0\0\3", mtime=0))
