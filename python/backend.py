"""The build backend of pyproject.toml (PEP 517 and 660): CMake builds the module, this puts it into a wheel.

It asks for nothing but Debian's packages (scripts/packages.txt). REWIRE_BUILD_DIR: a CMake build folder that is used
again; REWIRE_JOBS: how many compile at a time.
"""

import base64
import csv
import hashlib
import io
import os
import pathlib
import re
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent


def project():
    meta = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    cmake = (ROOT / "CMakeLists.txt").read_text()
    return meta, re.search(r"project\(rewire VERSION ([0-9.]+)", cmake).group(1)


def metadata():
    meta, version = project()
    lines = ["Metadata-Version: 2.1", f"Name: {meta['name']}", f"Version: {version}",
             f"Summary: {meta['description']}", f"License: {meta['license']['text']}",
             f"Requires-Python: {meta['requires-python']}"]
    lines += [f"Requires-Dist: {d}" for d in meta["dependencies"]]
    for extra, wanted in meta["optional-dependencies"].items():
        lines += [f"Provides-Extra: {extra}"] + [f'Requires-Dist: {d}; extra == "{extra}"' for d in wanted]
    lines += ["Description-Content-Type: text/markdown", "", (ROOT / "README.md").read_text()]
    return "\n".join(lines)


def tag():
    python = f"cp{sys.version_info.major}{sys.version_info.minor}"
    return f"{python}-{python}-{sysconfig.get_platform().replace('-', '_').replace('.', '_')}"


WHEEL = "Wheel-Version: 1.0\nGenerator: rewire\nRoot-Is-Purelib: false\nTag: {}\n"


def module():
    """The compiled module's path, built if it must be."""
    build = pathlib.Path(os.environ.get("REWIRE_BUILD_DIR", ROOT / "build-python"))
    jobs = os.environ.get("REWIRE_JOBS", str(os.cpu_count() or 2))
    subprocess.run(["cmake", "-S", ROOT, "-B", build, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release", "-DREWIRE_PYTHON=ON",
                    f"-DPython_EXECUTABLE={sys.executable}"], check=True)
    subprocess.run(["cmake", "--build", build, "-j", jobs, "--target", "_rewire"], check=True)
    found = list((build / "python" / "rewire").glob("_rewire*" + sysconfig.get_config_var("EXT_SUFFIX")))
    if len(found) != 1:
        sys.exit(f"rewire: the build in {build} left no module for {sys.executable}")
    return found[0]


def sources():
    folder = ROOT / "python" / "rewire"
    return sorted(p for p in folder.iterdir() if p.suffix in {".py", ".pyi"} or p.name == "py.typed")


def wheel(directory, files):
    """files: (name in the wheel, bytes)."""
    meta, version = project()
    info = f"{meta['name']}-{version}.dist-info"
    files = [*files, (f"{info}/METADATA", metadata().encode()), (f"{info}/WHEEL", WHEEL.format(tag()).encode())]
    record = io.StringIO()
    rows = csv.writer(record, lineterminator="\n")
    for name, data in files:
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        rows.writerow([name, f"sha256={digest}", len(data)])
    rows.writerow([f"{info}/RECORD", "", ""])
    name = f"{meta['name']}-{version}-{tag()}.whl"
    with zipfile.ZipFile(pathlib.Path(directory) / name, "w", zipfile.ZIP_DEFLATED) as out:
        for path, data in [*files, (f"{info}/RECORD", record.getvalue().encode())]:
            entry = zipfile.ZipInfo(path, (2020, 1, 1, 0, 0, 0))  # the same bytes from the same sources
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            out.writestr(entry, data)
    return name


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    built = module()
    files = [(f"rewire/{p.name}", p.read_bytes()) for p in sources()]
    return wheel(wheel_directory, [*files, (f"rewire/{built.name}", built.read_bytes())])


def build_editable(wheel_directory, config_settings=None, metadata_directory=None):
    """The package in the build folder, whose files are links to the tree's."""
    return wheel(wheel_directory, [("rewire.pth", f"{module().parent.parent}\n".encode())])


def build_sdist(sdist_directory, config_settings=None):
    meta, version = project()
    name = f"{meta['name']}-{version}"
    tracked = subprocess.run(["git", "-C", ROOT, "ls-files", "-z"], capture_output=True, text=True)
    if tracked.returncode == 0:
        files = [f for f in tracked.stdout.split("\0") if f and (ROOT / f).is_file()]
    else:  # of an unpacked sdist
        files = [str(p.relative_to(ROOT)) for p in sorted(ROOT.rglob("*"))
                 if p.is_file() and not p.relative_to(ROOT).parts[0].startswith("build")]
    with tarfile.open(pathlib.Path(sdist_directory) / f"{name}.tar.gz", "w:gz", format=tarfile.PAX_FORMAT) as out:
        for f in files:
            if f != "PKG-INFO":
                out.add(ROOT / f, f"{name}/{f}", recursive=False)
        data = metadata().encode()
        entry = tarfile.TarInfo(f"{name}/PKG-INFO")
        entry.size = len(data)
        out.addfile(entry, io.BytesIO(data))
    return f"{name}.tar.gz"


def get_requires_for_build_wheel(config_settings=None): return []
def get_requires_for_build_editable(config_settings=None): return []
def get_requires_for_build_sdist(config_settings=None): return []
