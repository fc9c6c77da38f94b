"""Recomputes, with scipy and independently of the C++ code, the reference numbers of the tests in this folder.

Run: python3 tests/equations/reference.py
Each model is written here a second time, from its paper, in the paper's own units.
"""
import numpy as np
from scipy.integrate import solve_ivp
from scipy.optimize import brentq, fsolve


def cycle(f, x0, seen, settle, span, step=1e-3):
    """Lowest, highest value and period of the observable `seen` after `settle`; period None when it rests."""
    s = solve_ivp(f, (0, settle + span), x0, method="DOP853", rtol=1e-11, atol=1e-12, dense_output=True)
    y = lambda t: seen(s.sol(t))
    t = np.arange(settle, settle + span, step)
    v = y(t)
    if v.max() - v.min() < 1e-6:
        return v.min(), v.max(), None
    m = 0.5 * (v.max() + v.min())
    up = [brentq(lambda x: y(x) - m, t[k], t[k + 1], xtol=1e-13) for k in np.where((v[:-1] < m) & (v[1:] >= m))[0]]
    return v.min(), v.max(), np.diff(up).mean()


# ---- Wilson and Cowan 1972; time in ms -----------------------------------------------------------------
def wilson_cowan(c, a_e, th_e, a_i, th_i, P, tau=8.0, Q=0.0):
    S = lambda x, a, th: 1 / (1 + np.exp(-a * (x - th))) - 1 / (1 + np.exp(a * th))
    return lambda t, x: [(-x[0] + (1 - x[0]) * S(c[0] * x[0] - c[1] * x[1] + P, a_e, th_e)) / tau,
                         (-x[1] + (1 - x[1]) * S(c[2] * x[0] - c[3] * x[1] + Q, a_i, th_i)) / tau]


print("wilson_cowan")
for P in (0.0, 1.25):
    f = wilson_cowan((16, 12, 15, 3), 1.3, 4, 2, 3.7, P)
    print(" cycle set of figure 11, P", P, cycle(f, [0.1, 0.05], lambda x: x[0], 1000, 500, 0.01))
f = wilson_cowan((12, 4, 13, 11), 1.2, 2.8, 1, 4, 0.0)
print(" hysteresis set of figure 4:", sorted({tuple(np.round(fsolve(lambda x: f(0, x), [e, i], xtol=1e-13), 9))
                                              for e in np.linspace(0, 0.5, 21) for i in np.linspace(0, 0.5, 21)
                                              if np.abs(f(0, fsolve(lambda x: f(0, x), [e, i], xtol=1e-13))).max() < 1e-12}))

# ---- generic two-dimensional oscillator (Sanz-Leon et al. 2015); time in ms -----------------------------
def generic(a, b, c, d=0.02, e=3.0, f=1.0, g=0.0, alpha=1.0, beta=1.0, gamma=1.0, tau=1.0, I=0.0):
    return lambda t, x: [d * tau * (-f * x[0]**3 + e * x[0]**2 + g * x[0] + alpha * x[1] + gamma * I),
                         d / tau * (c * x[0]**2 + b * x[0] - beta * x[1] + a)]


print("generic_2d_oscillator")
for label, f, t in (("default, a = -0.5", generic(-0.5, -10, 0), 1), ("excitable, a = -2", generic(-2, -10, 0), 1),
                    ("oscillatory, a = 2", generic(2, -10, 0), 1),
                    *((f"FitzHugh 1961, z = {z}", generic(0.7, -1, 0, d=1, e=0, f=1 / 3, g=1, beta=0.8, tau=3, I=z), 0.05) for z in (0, -0.4))):
    root = fsolve(lambda x: f(0, x), [-0.3, 1.0], xtol=1e-13)
    h = 1e-6
    J = np.array([(np.array(f(0, root + h * v)) - f(0, root - h * v)) / (2 * h) for v in np.eye(2)]).T
    print(" ", label, "rest", root, "eigenvalues 1/ms", np.linalg.eigvals(J), "cycle", cycle(f, [1.5, 0.0], lambda x: x[0], 3000 * t, 2000 * t, 0.05 * t))

# ---- Jansen and Rit 1995; s and mV ------------------------------------------------------------------------
A, B, a, b, v0, e0, r, C = 3.25, 22.0, 100.0, 50.0, 6.0, 2.5, 0.56, 135.0
S = lambda v: 2 * e0 / (1 + np.exp(r * (v0 - v)))
dS = lambda v: r * S(v) * (1 - S(v) / (2 * e0))


def jansen_rit(p):
    return lambda t, y: [y[3], y[4], y[5], A * a * S(y[1] - y[2]) - 2 * a * y[3] - a * a * y[0],
                         A * a * (p + 0.8 * C * S(C * y[0])) - 2 * a * y[4] - a * a * y[1],
                         B * b * 0.25 * C * S(0.25 * C * y[0]) - 2 * b * y[5] - b * b * y[2]]


def input_of(y):        # the input p at which y = y1 - y2 is a rest
    y0 = A / a * S(y)
    return a / A * (y + B / b * 0.25 * C * S(0.25 * C * y0)) - 0.8 * C * S(C * y0)


def growth(y):          # largest real part of a complex pair
    y0 = A / a * S(y)
    M = np.zeros((6, 6))
    M[0, 3] = M[1, 4] = M[2, 5] = 1
    M[3, 0] = M[4, 1] = -a * a
    M[3, 3] = M[4, 4] = -2 * a
    M[5, 2], M[5, 5] = -b * b, -2 * b
    M[3, 1], M[3, 2] = A * a * dS(y), -A * a * dS(y)
    M[4, 0] = A * a * 0.8 * C * dS(C * y0) * C
    M[5, 0] = B * b * 0.25 * C * dS(0.25 * C * y0) * 0.25 * C
    e = np.linalg.eigvals(M)
    e = e[np.abs(e.imag) > 1e-6]
    return e[np.argmax(e.real)] if len(e) else -1.0 + 0j


print("jansen_rit")
ys = np.linspace(-5, 14, 200001)
slope = np.diff(input_of(ys))
print("  folds p", [round(input_of(ys[k + 1]), 4) for k in np.where(slope[1:] * slope[:-1] < 0)[0]])
ys = np.linspace(5.6, 14, 2001)
g = np.array([growth(y).real for y in ys])
for k in np.where(g[1:] * g[:-1] < 0)[0]:
    y = brentq(lambda x: growth(x).real, ys[k], ys[k + 1], xtol=1e-12)
    print("  Hopf p", input_of(y), "Hz", abs(growth(y).imag) / (2 * np.pi))
for p in (150, 220, 300):
    print("  p", p, "cycle", cycle(jansen_rit(p), [0.1, 18, 10, 0, 0, 0], lambda x: x[1] - x[2], 40, 2, 1e-4))

# ---- Montbrio, Pazo and Roxin 2015, tau = 1 ----------------------------------------------------------------
print("montbrio_pazo_roxin, eta -5, J 15, Delta 1: rates", np.sort(np.roots([-np.pi**2, 15, -5, 0, 1 / (4 * np.pi**2)]).real))
for R in np.sort(np.roots([-np.pi**2, 15, -5, 0, 1 / (4 * np.pi**2)]).real):
    if R > 0:
        v = -1 / (2 * np.pi * R)
        print("  R", R, "eigenvalues", np.linalg.eigvals([[2 * v, 2 * R], [15 - 2 * np.pi**2 * R, 2 * v]]))

# ---- Balloon-Windkessel, unit drive for 1 s ------------------------------------------------------------------
print("balloon_windkessel")
for label, E0, bold in (("friston", 0.34, lambda v, q: 2 * (7 * 0.34 * (1 - q) + 2 * (1 - q / v) + (2 * 0.34 - 0.2) * (1 - v))),
                        ("stephan", 0.40, lambda v, q: 4 * (4.3 * 40.3 * 0.4 * 0.04 * (1 - q) + 25 * 0.4 * 0.04 * (1 - q / v)))):
    for power in (1 / 0.32, 0.32):
        f = lambda t, x: [(t < 1) - 0.65 * x[0] - 0.41 * (x[1] - 1), x[0], (x[1] - x[2]**power) / 0.98,
                          (x[1] * (1 - (1 - E0)**(1 / x[1])) / E0 - x[2]**power * x[3] / x[2]) / 0.98]
        s = solve_ivp(f, (0, 30), [0, 1, 1, 1], max_step=1e-2, rtol=1e-9, atol=1e-11, dense_output=True)
        t = np.arange(0, 30, 1e-3)
        y = bold(*s.sol(t)[2:])
        print(" ", label, "outflow v^%.3g" % power, "peak", y.max(), t[y.argmax()], "undershoot", y.min(), t[y.argmin()])

# ---- corticothalamic spectrum (Robinson et al. 2002) with the gains of Abeysuriya et al. 2015 -----------------
def power(f, G, alpha, beta, t0, gamma=116.0, re=0.086, modes=4, side=0.5, k0=10.0):
    ee, ei, es, se, sr, sn, r_e, rs = G
    w = 2j * np.pi * f
    L = 1 / ((1 - w / alpha) * (1 - w / beta))
    srs = sr * rs
    q2 = (1 - w / gamma)**2 - (L * ee + (L**2 * es * se + L**3 * es * sr * r_e) * np.exp(w * t0) / (1 - L**2 * srs)) / (1 - L * ei)
    total = 0
    for m in range(-modes, modes + 1):
        for n in range(-modes, modes + 1):
            k2 = (2 * np.pi / side)**2 * (m * m + n * n)
            total = total + np.abs(L**2 * es * sn / ((1 - L**2 * srs) * (1 - L * ei) * (k2 * re**2 + q2)))**2 * np.exp(-k2 / k0**2)
    return total


states = {"eyes_closed": (2.07, -4.11, .77, 7.77, -3.3, 8.1, .66, .2, 83, 769, .085), "eyes_open": (10.5, -13.22, 1.21, 5.78, -2.83, 14.23, .85, .25, 83, 769, .085),
          "rem_sleep": (5.87, -6.61, .21, .66, -.28, .68, 2.08, 4.59, 45, 185, .085), "sleep_s1": (7.45, -8.3, .31, 1.67, -.4, 3.9, 7.47, 4.44, 45, 185, .085),
          "sleep_s2": (16.8, -17.93, 3.89, .07, -.14, 2.38, 4.96, 8.33, 45, 185, .085), "slow_wave_sleep": (19.52, -19.74, 5.3, .22, -.22, 1.7, 1.9, 1.35, 45, 185, .085),
          "sleep_spindles": (18.52, -18.96, 2.55, .73, -.26, 2.78, 4.67, 16.92, 45, 185, .085)}
f = np.arange(0.5, 45, 0.001) + 0.0005
print("corticothalamic_spectrum: peaks 2 to 25 Hz; shares of 0.5-4-8-13-30 Hz in 0.5-45 Hz")
for label, v in states.items():
    y = power(f, v[:8], *v[8:])
    top = [round(f[k], 3) for k in range(1, len(f) - 1) if y[k] > y[k - 1] and y[k] > y[k + 1] and 2 < f[k] < 25]
    print(" ", label, top, [round(y[(f > a) & (f < b)].sum() / y.sum(), 4) for a, b in ((0.5, 4), (4, 8), (8, 13), (13, 30))])
v = states["eyes_closed"]
for label, alpha, t0 in [("t_0", 83, t) for t in (.075, .085, .095, .105, .115, .125)] + [("alpha", 40, .085)]:
    y = power(f, v[:8], alpha, 769, t0)
    print(" ", label, alpha, t0, "peak", f[f > 4][y[f > 4].argmax()], "theta", y[(f > 4) & (f < 8)].sum() / y.sum())
