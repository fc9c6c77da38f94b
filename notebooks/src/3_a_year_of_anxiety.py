# %% [markdown]
# # 3 · A year of anxiety
#
# **Question.** Somebody falls ill under stress, and a year of treatment follows. What is the treatment's doing, what
# would have happened anyway, and how sure can one be?
#
# The scenario is the demo (`scenarios/anxiety_year.toml`): a woman of 34, half a year of chronic stress, then CBT,
# aerobic exercise and escitalopram together. A treatment has no effect size in this model. It drives circuits, trains
# pathways, occupies receptors or changes the body, and scores follow. Nearly every number behind that is assumed.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

import rewire as rw

plt.rcParams.update({"figure.dpi": 64, "figure.figsize": (7, 3.4),
                     "axes.spines.top": False, "axes.spines.right": False})

# %%
everything = rw.Protocol(
    people={"age": 34, "sex": "female", "traits": {"threat_confirmation": "+1 sd", "pfc_gain": "-0.5 sd"}}, n=16,
    history=["ordinary for 28 weeks", "chronic_stress for 24 weeks, shared control low, sleep -1 h"],
    life="mild_stress",
    treatments=["cbt 50 min weekly for 12 weeks, homework 20 min daily",
                "aerobic_exercise 30 min 4x weekly at 65 %HRR for 26 weeks",
                "escitalopram 10 mg daily for 48 weeks, taper 4 weeks"],
    adherence=0.8, visits=rw.visits([-24, 0, 2, 4, 8, 12, 26, 52], ["gad7", "threat_faces"]))
nothing = everything.replace(treatments=[])
print(everything.to_toml())

# %% [markdown]
# ## The natural course comes first
#
# Sixteen such women live two years, untreated. They have the same traits as given and differ in all others, and in
# luck. Note how far one person's curve is from the mean: the mean course is nobody's course.

# %%
untreated = rw.run(nothing)


def band(ax, data, colour, label):
    weeks = data["day"] / 7
    ax.fill_between(weeks, data.quantile(0.05, "draw"), data.quantile(0.95, "draw"), color=colour, alpha=0.15, lw=0)
    ax.plot(weeks, data.mean("draw"), color=colour, label=label)


fig, ax = plt.subplots()
for k in range(4):
    ax.plot(untreated["day"] / 7, untreated["gad7_daily"].isel(draw=k), color="gray", lw=0.6,
            label="four of them" if k == 0 else None)
band(ax, untreated["gad7_daily"], "tab:red", "mean, 5th to 95th percentile")
ax.axhspan(10, 21, color="black", alpha=0.04)
ax.axvspan(-24, 0, color="black", alpha=0.05)
ax.text(-23, 0.4, "chronic stress", fontsize=8)
ax.set(xlabel="week", ylabel="GAD-7 (points, 0 to 21)", ylim=(0, 21), title="untreated")
ax.legend(frameon=False, fontsize=8);

# %% [markdown]
# ## The same people, treated
#
# `rw.compare` lets the same people, with the same luck, live each plan. No trial can do that; it takes the differences
# between people out of the comparison, and nothing else. Each treatment alone, and all three:

# %%
plans = {"nothing": nothing, "CBT": everything.without("aerobic_exercise", "escitalopram"),
         "exercise": everything.without("cbt", "escitalopram"),
         "escitalopram": everything.without("cbt", "aerobic_exercise"),
         "all three": everything}
found = rw.compare(plans)
table = found.table()
gad7 = table[(table["measure"] == "gad7") & table["week"].isin([0, 4, 12, 26, 52])]
shown = ["mean", "reference_mean", "difference", "difference_low", "difference_high", "difference_p05",
         "difference_p95"]
gad7.set_index(["arm", "week"])[shown].round(1)

# %% [markdown]
# `difference_low` to `difference_high` is the 95 % interval of the mean difference: how sure *sixteen people* make the
# model's answer. It is not how sure the model is. `p05` to `p95` is how far the difference goes from one person to
# another.

# %%
fig, axes = plt.subplots(1, 2, figsize=(8, 3.2))
for ax, name, unit in ((axes[0], "gad7", "GAD-7 (points)"),
                       (axes[1], "threat_faces", "amygdala, threat faces (over health)")):
    part = table[table["measure"] == name]
    ax.plot(part[part["arm"] == "CBT"]["week"], part[part["arm"] == "CBT"]["reference_mean"], "k:", label="nothing")
    for arm in list(plans)[1:]:
        one = part[part["arm"] == arm]
        ax.plot(one["week"], one["mean"], "o-", ms=3, label=arm)
    ax.set(xlabel="week", ylabel=unit)
axes[0].legend(frameon=False, fontsize=8)
fig.tight_layout()

# %% [markdown]
# ## How much of the fall is the treatment's?
#
# A clinic sees the first number, a trial estimates the last. Much of the fall comes anyway, because in this scenario
# the chronic stress ends in week 0: whoever begins a treatment at the worst moment will credit it with what time does.

# %%
scores = table[table["measure"] == "gad7"].set_index(["arm", "week"])
at = {arm: scores["mean"].loc[arm] for arm in list(plans)[1:]}
free = scores["reference_mean"].loc["CBT"]
pd.DataFrame([{"plan": arm, "fall of GAD-7 by week 12": m[0] - m[12], "of which anyway": free[0] - free[12],
               "of which the plan's": free[12] - m[12]} for arm, m in at.items()]).set_index("plan").round(1)

# %% [markdown]
# Together the three do less than the sum of each alone: they act on the same circuits and on a score that ends at 0.
#
# ## A guess beside the score
#
# Could one have said in week 0 how somebody would be in week 52 without treatment? Three guesses, by their mean error
# over the same people: *no change*, *the mean of the others*, and a line through week 0.

# %%
start, end = (untreated["gad7"].sel(visit=w).values for w in (0, 52))
others = np.array([np.delete(end, k).mean() for k in range(len(end))])
line = np.array([np.polyval(np.polyfit(np.delete(start, k), np.delete(end, k), 1), start[k]) for k in range(len(end))])
for name, guess in (("no change since week 0", start), ("the mean of the others", others),
                    ("a line through week 0", line)):
    print(f"{name:<24} off by {np.abs(guess - end).mean():.1f} points in the mean")
print(f"r of week 0 with week 52: {np.corrcoef(start, end)[0, 1]:.2f} ({len(end)} people)")

# %% [markdown]
# ## What rewired
#
# A learnt pathway is a log weight: 0 as in health. Which ones moved, with all three treatments less without:

# %%
treated = rw.run(everything)
change = (treated["log_weight"] - untreated["log_weight"]).sel(day=12 * 7)
largest = change.mean("draw").to_series().sort_values(key=abs).tail(6)
fig, ax = plt.subplots(figsize=(6.4, 2.4))
ax.barh(largest.index, largest, xerr=change.std("draw").sel(pathway=largest.index), color="tab:blue", ecolor="gray")
ax.axvline(0, color="black", lw=0.8)
ax.set(xlabel="log weight, treated less untreated, week 12 (mean, sd over people)");

# %% [markdown]
# ## What is assumed, and what this cannot say
#
# - The people are one imagined woman with sixteen kinds of luck, on a synthetic brain. They are not you, and not your
#   patient.
# - Nearly every number is assumed; `warnings` says so, and the report lists each with its source. The sizes of these
#   effects were partly fitted to trials ([docs/evidence.md](../docs/evidence.md)); exercise comes out half as large
#   again as published, and relapse after a drug is too rare.
# - Same luck under both plans is a device of models. Real people have one life.

# %%
print("\n".join(treated.rewire.warnings))

# %% [markdown]
# ## Exercises
#
# 1. `everything.replace(adherence=0.4)`: which of the treatments suffers most?
# 2. Stop everything in week 8 (`for 8 weeks`). What of the gain is left in week 52? Compare with
#    [docs/validation.md](../docs/validation.md), where *part of the gain returns after stopping* is outside.
# 3. Replace the person by `people="gad_outpatient"` (and drop `history` and `life`). They are enrolled by their score:
#    how much do they improve untreated, and why more than these women do?
# 4. Set `seed=2` in `rw.compare`. Which conclusions survive other people, with n = 16?
