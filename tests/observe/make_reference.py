#!/usr/bin/env python3
"""Writes the numbers the observers' tests compare with, from NumPy and SciPy (made with NumPy 1.24.2, SciPy 1.10.1).

Run by hand, from anywhere; the C++ tests read the files in reference/ and need no Python.
"""
from pathlib import Path

import numpy as np
from scipy import signal, stats

OUT = Path(__file__).parent / "reference"
PERIOD = 0.72  # s


def write(name, table):
    np.savetxt(OUT / f"{name}.tsv", np.atleast_2d(table), delimiter="\t", fmt="%.17g")


def upper(m):
    return m[np.triu_indices(len(m), 1)]


def fcd(x, length, step):
    starts = [int(round(k * step)) for k in range(1000) if int(round(k * step)) + length <= len(x)]
    return np.corrcoef([upper(np.corrcoef(x[s : s + length].T)) for s in starts])


rng = np.random.default_rng(20240501)
n, regions = 200, 5
slow = signal.lfilter([1], [1, -0.9], rng.standard_normal((n, 1)), axis=0)
x = signal.lfilter([1], [1, -0.6], rng.standard_normal((n, regions)), axis=0) + np.linspace(0.2, 1, regions) * slow
x += np.linspace(-3, 4, regions) + np.outer(np.arange(n), np.linspace(-0.01, 0.02, regions))
x = np.round(x, 6)
write("signal", x)

write("connectivity", np.corrcoef(x.T))
d = fcd(x, 30, 6.6)
write("dynamics", d)
write("kolmogorov_smirnov", [stats.ks_2samp(upper(d), upper(fcd(x[:, :4], 25, 9))).statistic, stats.ks_2samp(x[:, 0], x[:, 3]).statistic])

write("detrended", signal.detrend(x[:, :2], axis=0))
for order, low, high in [(2, 0.01, 0.1), (3, 0.01, 0.3), (4, 0.2, 0.4)]:
    sos = signal.butter(order, [low, high], "bandpass", fs=1 / PERIOD, output="sos")
    write(f"filtered_{order}", signal.sosfiltfilt(sos, x[:, :3], axis=0))

for segment in (64, 51):
    f, p = signal.welch(x, 1 / PERIOD, nperseg=segment, axis=0)
    write(f"welch_{segment}", np.column_stack([f, p]))

for length in (200, 197):  # 197 is prime
    write(f"hilbert_{length}", signal.hilbert(x[:length, :2], axis=0).imag)
write("order_parameter", np.abs(np.mean(np.exp(1j * np.angle(signal.hilbert(x - x.mean(0), axis=0))), axis=1)))

flat = signal.detrend(x, axis=0)
a = 2 * np.abs(np.fft.rfft(flat, axis=0)) / n
a[-1] /= 2
f = np.fft.rfftfreq(n, PERIOD)
band = (f >= 0.01) & (f < 0.1)
write("amplitude", [a[band].mean(0), a[band].mean(0) / a[band].mean(), a[band].sum(0) / a[1:].sum(0)])

write("moments", np.vstack([x.mean(0), x.var(0, ddof=1), np.cov(x.T)]))
r1, r2 = upper(np.corrcoef(x[:100].T)), upper(np.corrcoef(x[100:].T))
write("fit", [stats.pearsonr(r1, r2)[0], stats.pearsonr(np.arctanh(r1), np.arctanh(r2))[0], np.sqrt(np.mean((r1 - r2) ** 2))])
