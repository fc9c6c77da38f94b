# %% [markdown]
# # 2 · Sweep and fit, with controls
#
# **Question.** How well does a model brain fit a measured FC, and what does a good fit prove?
#
# The model has one free number here, the global coupling G. We sweep it, correlate the model's FC with a "measured" one
# (Pearson r over all pairs), and take the best G. Then we try to fool ourselves: with another person's connectome, with
# a rewired one, with a guess that needs no model, and with a second scan of the same brain.
#
# **The measured FC is simulated.** The repository ships no measured data. So we scan a virtual person, person A, for
# ten minutes at G = 0.9 and pretend to know only the FC. That has one merit: we know the truth, and can see whether the
# fit finds it. It also makes the task far too easy: the model that fits is the model that made the data.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

import rewire as rw

plt.rcParams.update({"figure.dpi": 64, "figure.figsize": (6.6, 3.4),
                     "axes.spines.top": False, "axes.spines.right": False})

# %%
TRUE_G = 0.9
person_a = rw.Connectome.template(residual_sd=0.5, seed=3)
labels = person_a.labels


def scan(seed):
    return rw.network(person_a, coupling=TRUE_G, duration="10 min", dt="1 ms", seed=seed)["fc"].values


measured, second_scan = scan(11), scan(12)
pd.DataFrame(measured, labels, labels).to_csv("measured_fc.csv")
pairs = np.triu_indices(len(labels), 1)
again = np.corrcoef(measured[pairs], second_scan[pairs])[0, 1]
print(f"two scans of person A: r = {again:.2f} over {len(pairs[0])} pairs")

# %% [markdown]
# ## The sweep
#
# `linear_noise=True` does not simulate: it solves the state of rest and the FC of small noise around it, milliseconds a
# point. It has no noise of its own, so it can agree with a scan better than a second scan does. Points at which rest is
# not stable are NaN, and `warnings` says so.

# %%
def swept(brain):
    return rw.sweep({"coupling": "0:1.28:33"}, brain, linear_noise=True, empirical_fc="measured_fc.csv")["fc_r"]


def rewired(connectome, seed):
    """The same weights on other pairs."""
    w = np.array(connectome.weights)
    i, j = np.triu_indices(len(w), 1)
    new = np.zeros_like(w)
    new[i, j] = new[j, i] = np.random.default_rng(seed).permutation(w[i, j])
    return rw.Connectome(new, connectome.labels, name="rewired")


brains = {"person A (own connectome)": person_a, "the template (nobody's)": rw.Connectome.template()}
brains |= {f"other person {k}": rw.Connectome.template(residual_sd=0.5, seed=20 + k) for k in (1, 2, 3)}
brains |= {f"rewired {k}": rewired(person_a, k) for k in (1, 2, 3)}
curves = {name: swept(brain) for name, brain in brains.items()}

# %%
fig, ax = plt.subplots()
colours = {"person": "tab:blue", "the": "tab:green", "other": "tab:gray", "rewired": "tab:orange"}
for name, curve in curves.items():
    label = {"1": name[:-2].replace("person", "people"), "2": None, "3": None}.get(name[-1], name)
    ax.plot(curve["coupling"], curve, color=colours[name.split()[0]], label=label)
ax.axvline(TRUE_G, color="black", lw=0.8, ls=":", label="G that made the data")
ax.axhline(again, color="black", lw=0.8, label="second scan of person A")
ax.set(xlabel="coupling G (1)", ylabel="fit: Pearson r with the measured FC")
ax.legend(frameon=False, fontsize=7.5, loc="upper left", bbox_to_anchor=(1.0, 1.0));

# %% [markdown]
# ## A guess beside the score
#
# What would somebody say without any model? That regions which are tied strongly are active together: the log weight
# itself. Or that near regions are. Where the model does no better than these, it has added nothing but a story.

# %%
weights, lengths = np.array(person_a.weights), np.array(person_a.lengths)
distance = np.linalg.norm(person_a.centres[:, None] - person_a.centres[None], axis=-1)
network = np.array(person_a.networks)


def r(guess):
    return np.corrcoef(guess[pairs], measured[pairs])[0, 1]


tied = np.log(weights + weights[weights > 0].min())
rows = [{"what": name, "best G": float(curve["coupling"][curve.argmax()]), "r": float(curve.max())}
        for name, curve in curves.items()]
rows += [{"what": "guess: log weight of person A", "r": r(tied)}, {"what": "guess: nearness (-mm)", "r": r(-distance)},
         {"what": "guess: same network or not", "r": r((network[:, None] == network[None]).astype(float))},
         {"what": "second scan of person A", "r": r(second_scan)}]
pd.DataFrame(rows).set_index("what").round(2).fillna("")

# %% [markdown]
# ## Does it find the truth?
#
# The fit is made anew for other scans of the same person. The spread of the best G over scans is the error that a
# single fit has, and never shows.

# %%
found = []
for seed in (12, 13, 14):
    pd.DataFrame(scan(seed), labels, labels).to_csv("measured_fc.csv")
    curve = swept(person_a)
    near = curve["coupling"].values[(curve > curve.max() - 0.01).values]
    found.append({"scan": seed, "best G": float(curve["coupling"][curve.argmax()]), "r": float(curve.max()),
                  "G within 0.01 of the best r": f"{near.min():.2f} to {near.max():.2f}"})
pd.DataFrame(found).set_index("scan").round(2)

# %% [markdown]
# The best G comes out **above 0.9, again and again**. More scans would not mend that: the fit is made by the formula
# for little noise around rest, the data by simulation with the noise as it is published, which is not little. Even on
# data of our own making a G depends on how it was found. With somebody else's data nobody could have noticed.
#
# ## What this shows, and what not
#
# - **Rewired** connectomes fit hardly at all: the fit is about which regions are tied, not about having a knob.
# - **Other people** fit nearly as well as person A's own connectome. A high r is not evidence about *this* anatomy; the
#   difference to others is, and it is small. Report it, with its spread over other people.
# - **The curve is flat** near its top: many G fit equally well within the error of a scan. A best G without that range
#   says little, and groups should not be compared by it.
# - **The log weight** is a guess to beat. How far the model lies above it is what the model adds.
# - Data that the model made itself is the easiest case. With the measured group FC of the ENIGMA toolbox the same model
#   gets 0.48 over all pairs (README), and the template, which has seen that FC in its 13 numbers, 0.60: more free
#   numbers, more fit, not more truth.
#
# ## Exercises
#
# 1. Put your own FC and connectome into the file names. Are labels in the same order? (`rw.sweep` checks by name.)
# 2. Scan person A for 2 minutes instead of 10. What happens to r of the fit, to the range of G, and to the second scan?
# 3. Fit the data of `model="hopf"` with `wong_wang`. A wrong model may fit well: how well?
# 4. Build a stricter control that keeps each region's strength (swap pairs of tracts). How much of the fit survives?
# 5. Choose G on one half of the pairs, tell r on the other. Does anything change with one free number? And with
#    thirteen?
