# %% [markdown]
# # 1 · A brain at rest, with your connectome
#
# **Question.** What does a connectome, and nothing else, say about which regions are active together at rest?
#
# A connectome is a table: how strongly each region is tied to each other one. The model `wong_wang` puts a small
# population of excitatory and one of inhibitory cells into every region, drives them with noise and couples them by
# that table. What comes out is activity, from it a BOLD signal, and from that functional connectivity (FC): the
# correlation of each pair of regions over time.
#
# rewire is research software, no medical device.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

import rewire as rw

plt.rcParams.update({"figure.dpi": 64, "figure.figsize": (8, 3.4),
                     "axes.spines.top": False, "axes.spines.right": False})

# %% [markdown]
# ## Your connectome
#
# Any file of [docs/files.md](../docs/files.md) is read: CSV, `.mat`, `.npy`, GraphML, TVB zips. Yours is not here, so
# we write a **stand-in**: the template, which a formula generates from 13 numbers, with random deviations of log weight
# (sd 0.5) such as people differ by. It is no measured brain. Put the path of your own file into the line that reads.

# %%
someone = rw.Connectome.template(residual_sd=0.5, seed=3)
pd.DataFrame(someone.weights, someone.labels, someone.labels).to_csv("my_connectome.csv")
pd.DataFrame(someone.lengths * 1000, someone.labels, someone.labels).to_csv("my_lengths.csv")  # mm

brain = rw.Connectome.read("my_connectome.csv")
print(brain)

# %% [markdown]
# Read that once with care: units, symmetry, range of weights, and what is *not* known. A tract length is missing here;
# for a run without conduction delays it is not needed. Labels are what ties a region to its place, its network and its
# name. We record ten minutes in steps of 1 ms, ten times coarser than usual, to be quick (exercise 5 checks that).

# %%
weights = np.array(brain.weights)
rest = rw.network(brain, coupling=0.8, duration="10 min", dt="1 ms", seed=1)
fc = rest["fc"].values
pairs = np.triu_indices(len(brain), 1)

fig, axes = plt.subplots(1, 2, figsize=(7, 2.9))
shown_weights, shown_fc = np.log10(np.where(weights > 0, weights, np.nan)), np.where(np.eye(len(fc)) > 0, np.nan, fc)
for ax, shown, title, unit in ((axes[0], shown_weights, "structure", "log10 weight (arbitrary)"),
                               (axes[1], shown_fc, "function at rest", "Pearson r of BOLD")):
    image = ax.imshow(shown, cmap="viridis")
    ax.set(title=title, xlabel="source region" if ax is axes[0] else "region", ylabel="region")
    fig.colorbar(image, ax=ax, label=unit, shrink=0.8)
fig.tight_layout()
print(f"mean excitatory rate {float(rest['r_E_mean'].mean()):.2f} Hz; mean FC {fc[pairs].mean():.2f}")

# %% [markdown]
# ## Is that the connectome's doing?
#
# FC that looks like the connectome proves little by itself. Four controls, each of which could embarrass us:
#
# - **no coupling**: regions that do not speak to one another should not correlate;
# - **rewired**: the same weights, dealt out to other pairs. What is left is what *any* such table would show;
# - **other person**: another random stand-in. How much of the likeness is common to all of these brains?
# - **copy**: the same brain with other noise. No comparison of ten-minute scans can do better than this.
#
# The score is Pearson r over all pairs between the FC of the control and the FC above; beside it, r with log weight
# where there is a tract.

# %%
def rewired(connectome, seed):
    """The same weights on other pairs, symmetric as before."""
    w = np.array(connectome.weights)
    i, j = np.triu_indices(len(w), 1)
    dealt = np.random.default_rng(seed).permutation(w[i, j])
    new = np.zeros_like(w)
    new[i, j] = new[j, i] = dealt
    return rw.Connectome(new, connectome.labels, name="rewired")


def scanned(connectome, **options):
    return rw.network(connectome, duration="10 min", dt="1 ms", **{"coupling": 0.8, "seed": 2, **options})["fc"].values


controls = {"no coupling": scanned(brain, coupling=0), "rewired": scanned(rewired(brain, 1)),
            "other person": scanned(rw.Connectome.template(residual_sd=0.5, seed=4)), "copy": scanned(brain)}

tract = weights[pairs] > 0
log_weight = np.log(weights[pairs][tract])
table = pd.DataFrame([{"brain": name, "mean FC": other[pairs].mean(),
                       "r with the FC above": np.corrcoef(other[pairs], fc[pairs])[0, 1],
                       "r of its FC with our log weights": np.corrcoef(other[pairs][tract], log_weight)[0, 1]}
                      for name, other in {"the scan above": fc, **controls}.items()]).set_index("brain")
table.round(2)

# %%
fig, ax = plt.subplots(figsize=(6.4, 3.2))
rank = np.argsort(log_weight)
for name, other, colour in (("the scan above", fc, "tab:blue"), ("rewired", controls["rewired"], "tab:orange"),
                            ("no coupling", controls["no coupling"], "tab:gray")):
    x, y = ([part.mean() for part in np.array_split(values[rank], 12)]
            for values in (log_weight / np.log(10), other[pairs][tract]))
    ax.plot(x, y, "o-", color=colour, label=name)
ax.set(xlabel="log10 weight of the tract (arbitrary unit)", ylabel="mean FC (Pearson r)",
       title="twelfths of all tracts")
ax.legend(frameon=False);

# %% [markdown]
# How to read it. *No coupling* must lie at zero, and does. *Rewired* keeps every weight and loses the likeness: where
# the tracts are matters, not how many. *Copy* is the ceiling that the length of the scan sets. And the *other person*
# comes nearly as close as the copy: these brains come from one formula, and ten minutes of noise hide how they differ.
# That a model's FC resembles somebody's connectome does not mean that it resembles **this** person's alone.
#
# The controls were scanned with another `seed` than the first brain. With the same seed all regions get the same noise,
# and two people's FC then agrees because of the noise: a mistake that is easily made, and looks like a result.

# %% [markdown]
# ## Networks and minutes
#
# FC is a mean over ten minutes. Its windows (FCD) differ from one another; much of that is chance.

# %%
network = np.array(rest["network"].values)
same = network[pairs[0]] == network[pairs[1]]
print(f"FC within networks {fc[pairs][same].mean():.2f}, between {fc[pairs][~same].mean():.2f}; "
      f"rewired: {controls['rewired'][pairs][same].mean():.2f} and {controls['rewired'][pairs][~same].mean():.2f}")
fig, ax = plt.subplots(figsize=(3.8, 3.2))
image = ax.imshow(rest["fcd"], extent=[0, float(rest["window"][-1]), float(rest["window"][-1]), 0], vmin=0, vmax=1)
ax.set(xlabel="window begins at [s]", ylabel="window begins at [s]", title="likeness of FC in two windows")
fig.colorbar(image, ax=ax, label="Pearson r", shrink=0.8);

# %% [markdown]
# ## What is assumed, and what this cannot say
#
# - Every region has the same cells; only the table differs. One number (`coupling`) scales it. Inhibition is tuned so
#   that all regions fire at about 3 Hz without noise.
# - Nothing was fitted here, and nothing measured: this brain is synthetic, without asymmetry of left and right.
# - With a measured group connectome the simulated FC and the measured one correlate by 0.2 to 0.5 over all pairs
#   (README, *What it shows on real data*), rewired controls near 0. That is far from a prediction of one person's scan.
#
# ## Exercises
#
# 1. Read a file of your own. Does `print(brain)` warn of anything? What do you lose with `drop_regions=[...]`?
# 2. Set `coupling` to 0.4 and 1.1. Which of the controls changes most, and why?
# 3. Add `speed="12.5 m/s"` with `lengths` known (`rw.Connectome(weights, labels, lengths=...)`). Does FC change? (Slow
#    noise hardly minds delays of milliseconds.)
# 4. Make the scan 2 min and 40 min long. How does the *copy*'s r grow, and does the *other person*'s? From how many
#    minutes on could one tell the two apart?
# 5. Leave `dt` out (0.1 ms, slower). Do rates and FC change by more than another seed changes them?
# 6. `rw.describe("wong_wang")` lists every parameter with unit and source. Choose one, guess what it does, change it
#    with `set={"w": "1.2 nA"}`-like words, and look.
