"""Tests of `import rewire`; REWIRE_BINARY: the program that the same numbers are asked of."""

import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="session")
def scenarios() -> pathlib.Path:
    return ROOT / "scenarios"


@pytest.fixture(scope="session")
def program():
    """Runs the program; skips where there is none."""
    binary = os.environ.get("REWIRE_BINARY", str(ROOT / "build" / "rewire"))
    if not pathlib.Path(binary).exists():
        pytest.skip(f"there is no program {binary}")

    def call(*words: str) -> str:
        done = subprocess.run([binary, *words], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout
    return call
