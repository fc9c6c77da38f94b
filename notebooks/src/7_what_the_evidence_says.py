# %% [markdown]
# # 7 · What the evidence says
#
# **Question.** Where does the model agree with what was published, where not, and is it any better than a guess?
#
# The ledger holds several hundred published numbers, each with a source. `rw.evidence` lives each one as an experiment:
# the same people, arms, weeks and statistic as far as the model has them. A row is *inside* if the answer lies in the
# published interval, *direction only* if just its sign is right, *outside* otherwise.
#
# **Calibration** rows were seen while parameters were set; that they fit shows little. **Validation** rows were not.
# Keep the two apart, always.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

import rewire as rw

plt.rcParams.update({"figure.dpi": 64, "figure.figsize": (6.6, 3.2),
                     "axes.spines.top": False, "axes.spines.right": False})
known = rw.list("evidence")
print(len(known), "rows; for example")
for name in list(known)[:5]:
    print(f"  {name:<26} {known[name][:90]}")

# %% [markdown]
# ## Nine rows
#
# They were chosen to show all kinds, not to flatter: trials of therapy and drugs, a course without treatment, pain, a
# known failure. Sixteen people an arm are few (the kept table has 100), so each answer has a wide error of chance.

# %%
calibration = ["untreated_remission_12m", "cbt_gad_all", "gad_escit_hama", "exercise_mdd_aerobic", "hayden2021_pain"]
validation = ["gad_sert_hama", "online_mbi_dep", "exercise_mdd_yoga", "psychoth_twice_weekly"]
rows = calibration + validation
asked = rw.evidence(rows, people=16)
print(asked)
table = asked.table().set_index("id").loc[rows]
table[["role", "intervention", "unit", "published", "low", "high", "ours", "error", "verdict"]].round(2)

# %%
fig, ax = plt.subplots(figsize=(6.8, 3.6))
half = (table["high"] - table["low"]) / 2
for k, (name, row) in enumerate(table.iterrows()):
    colour = {"calibration": "tab:gray", "validation": "tab:blue"}[row["role"]]
    ax.hlines(k, -1, 1, color="black", lw=6, alpha=0.12)
    ax.errorbar((row["ours"] - row["published"]) / half[name], k, xerr=1.96 * row["error"] / half[name], fmt="o",
                color=colour, capsize=3, label=row["role"] if k in (0, 5) else None)
ax.axvline(0, color="black", lw=0.8)
units = table["unit"].replace("1", "share")
ax.set_yticks(range(len(rows)), [f"{name} [{unit}]" for name, unit in units.items()], fontsize=8)
ax.invert_yaxis()
ax.set(xlabel="ours less published, in half-widths of the published interval (band: inside)")
ax.legend(frameon=False, fontsize=8);

# %% [markdown]
# Look at the last one: two sessions a week should help more than one, and in the model they help less. It is in the
# ledger, it is outside, and nobody has tuned it away.
#
# ## A guess beside the score
#
# How good would somebody be who knows nothing but how large such effects usually are? For the rows in standard
# deviations: *zero*; *the usual size* (median of the other rows, sign included); *sign known, usual size*.

# %%
effects = table[table["unit"] == "sd"]
values = effects["published"].to_numpy()
others = [np.delete(values, k) for k in range(len(values))]
guesses = {"ours": effects["ours"].to_numpy(), "zero": np.zeros(len(values)),
           "the usual": np.array([np.median(o) for o in others]),
           "sign known, usual size": np.sign(values) * np.array([np.median(np.abs(o)) for o in others])}
inside = {n: np.mean((g >= effects["low"]) & (g <= effects["high"])) for n, g in guesses.items()}
distance = {n: np.abs(g - values).mean() for n, g in guesses.items()}
pd.DataFrame({"mean distance (sd)": distance, "inside": inside}).round(2)

# %% [markdown]
# Five rows decide nothing. Over the whole ledger ([docs/evidence.md](../docs/evidence.md), README) the model is a
# little nearer than the median of the kind and *less* near than a guesser who is told the sign and knows the usual
# size: sizes of single effects are foreseen hardly better than by a guess. Courses of mood, other populations and
# combinations are foreseen better.
#
# ## How sure is "ours"?
#
# `error` is chance over people. Ask one row of other people, and see whether the verdict stands:

# %%
again = {1: table.loc["gad_escit_hama"]}
again |= {seed: rw.evidence(["gad_escit_hama"], people=16, seed=seed).table().iloc[0] for seed in (2, 3)}
seeds = [{"seed": seed, **row[["ours", "error", "low", "high", "verdict"]]} for seed, row in again.items()]
pd.DataFrame(seeds).set_index("seed").round(2)

# %% [markdown]
# A verdict is a yes or no about a number with an error. Near the edge of an interval it is a coin: read the distance,
# not the word.
#
# ## What is assumed, and what this cannot say
#
# - A published interval is no truth. Many rows are of small trials, some disputed; `disputed` and `source` say so.
# - What stands in for what is in `stand_in` (a placebo pill for sham, aerobic exercise for any). A row inside by a
#   stand-in shows less.
# - Calibration: 35 parameters were fitted to such rows, others set by hand in sight of them. Do not count those rows as
#   a test.
# - The model is silent about many rows. A share "inside" is of those it speaks of.

# %%
for name, words in table["stand_in"].items():
    if words:
        print(f"{name}: {words}")

# %% [markdown]
# ## Exercises
#
# 1. Take ten rows at random (`random.sample(list(known), 10)`). How many does the model speak of? How many are inside,
#    of which role?
# 2. Ask a row with `people=100`. Which of the verdicts above survives?
# 3. `rw.evidence(["cbt_gad_all"], set={"gains.g_C": 0.0})`: switch a mechanism's number and see which rows notice. One
#    that no row notices is held by nothing.
# 4. Write down a guess for each row before you look at `published`. Are you better than the model?
# 5. Find one study of the last year that belongs into the ledger. Would the model have foreseen it?
