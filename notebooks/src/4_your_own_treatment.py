# %% [markdown]
# # 4 · Your own treatment
#
# **Question.** I have an idea for a treatment. What would it do in this model, and is that more than what I put in?
#
# A treatment is a dict (or a file, [docs/add_a_treatment.md](../docs/add_a_treatment.md)): what a session makes a
# person do (`activities`), what the body is told of it (`weekly_hours`), how much is expected of it (`contact`). Scores
# are not in it: they follow from mechanisms. But **every number below is a guess of ours**, so the answer can be no
# better than a guess worked out.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

import rewire as rw

plt.rcParams.update({"figure.dpi": 64, "figure.figsize": (6.6, 3.2),
                     "axes.spines.top": False, "axes.spines.right": False})

# %% [markdown]
# ## What one can speak of
#
# Activities drive the network and train pathways; signals are what mechanisms listen to. `rw.describe(NAME)` tells of
# each.

# %%
print("activities:", ", ".join(rw.list("activities")))
print()
print(rw.describe("mindfulness"))

# %% [markdown]
# ## The treatment, and its sham
#
# *Evening walks*: a quarter of the time as good as aerobic exercise, a third of it spent mindfully. The sham has the
# same meetings, the same credibility (`contact`), and nothing else: what it does is expectation. *Walks of exercise
# alone* and *of mindfulness alone* take it apart.

# %%
walks = {
    "says": "Walking in the evening, phone at home.",
    "source": "assumed",                       # a citation, where the numbers come from one
    "amount": "45 min", "per_week": 3, "contact": 0.5,
    "range": {"source": "assumed", "amount": ["15 min", "90 min", "240 min"], "per_week": [1, 7, 14]},
    "activities": {"mindfulness": 0.33},       # shares of the time
    "weekly_hours": {"aerobic_hours": 0.25},   # signals that are told the hours of a week
}
own = {"treatments": {
    "evening_walks": walks,
    "talk_of_walks": {**walks, "says": "Talking about walks.", "activities": {}, "weekly_hours": {}},
    "walks_body": {**walks, "says": "The walk without the mind.", "activities": {}},
    "walks_mind": {**walks, "says": "The mind without the walk.", "weekly_hours": {}}}}
print(rw.describe("evening_walks", catalog=own))

# %% [markdown]
# What is wrong is told with its place; nothing is passed over in silence:

# %%
try:
    rw.run(rw.Protocol(people="gad_outpatient", treatments=["evening_walks for 8 weeks"],
                       visits=rw.visits([0, 8], ["gad7"])), people=2,
           catalog={"treatments": {"evening_walks": {**walks, "activities": {"mindfulnes": 0.33}}}})
except rw.InputError as e:
    print(e)

# %% [markdown]
# ## An instrument of one's own
#
# A scale is a dict as well. Ours reads the same hidden state as GAD-7 with other noise, so it cannot tell more, only
# more or less noisily.

# %%
own["instruments"] = {"my_worry": {
    "says": "My scale, worry of the last week.", "source": "assumed",
    "method": "scale", "signal": "anxiety", "unit": "points",
    "offset": 2, "scale": 8, "low": 0, "high": 20, "whole": True, "noise": 1}}

# %% [markdown]
# ## The same people under each
#
# People as they seek help for anxiety, first of all with *nothing*: they were chosen for a high score, so that some of
# the fall comes by itself. Beside our idea stands one that is known, CBT.

# %%
def plan(*treatments):
    return rw.Protocol(people="gad_outpatient", n=20, treatments=treatments,
                       visits=rw.visits([0, 4, 12], ["gad7", "my_worry"]))


plans = {"nothing": plan(), "sham": plan("talk_of_walks 3x weekly for 12 weeks"),
         "body alone": plan("walks_body 3x weekly for 12 weeks"),
         "mind alone": plan("walks_mind 3x weekly for 12 weeks"),
         "evening walks": plan("evening_walks 3x weekly for 12 weeks"),
         "CBT": plan("cbt 50 min weekly for 12 weeks, homework 20 min daily")}
found = rw.compare(plans, catalog=own)
table = found.table()
alone = table[(table["measure"] == "gad7") & (table["arm"] == "sham")].set_index("week")["reference_mean"]
print(f"nothing: GAD-7 of {alone[0]:.1f} in week 0, {alone[12]:.1f} in week 12")
end = table[table["week"] == 12].set_index(["measure", "arm"])
end[["mean", "reference_mean", "difference", "difference_low", "difference_high", "d_pooled"]].round(2)

# %%
fig, ax = plt.subplots()
gad7 = end.loc["gad7"].iloc[::-1]
error = np.abs(gad7[["difference_low", "difference_high"]].T.values - gad7["difference"].values)
ax.errorbar(gad7["difference"], gad7.index, xerr=error, fmt="o", capsize=3, label="mean, 95 % interval of chance")
ax.hlines(gad7.index, gad7["difference_p05"], gad7["difference_p95"], color="gray", lw=5, alpha=0.25,
          label="5th to 95th percentile of people")
ax.axvline(0, color="black", lw=0.8)
ax.axvline(-4, color="black", lw=0.8, ls=":", label="least change that matters (4 points)")
ax.set(xlabel="GAD-7, week 12: difference from nothing in the same people (points)")
ax.legend(frameon=False, fontsize=7.5, loc="lower left", bbox_to_anchor=(0, 1));

# %% [markdown]
# Read it in this order: how much comes anyway (reference mean, week 12 against week 0), how much comes with the sham,
# and only what is left is the walk's. The sham does much here. In the model placebo against waiting is larger than in
# trials (-0.51 sd; -0.45 to -0.15 published: *outside* in [docs/validation.md](../docs/validation.md)), so whoever
# compares with nothing alone would sell expectation as walking.
#
# ## How much of the answer is what we put in?
#
# Two numbers were guessed: the shares of exercise and of mindfulness. Halve and double them. If the answer moves as far
# as it is large, then it *is* the guess.

# %%
rows = []
for factor in (0.5, 1, 2):
    given = {**walks, "activities": {"mindfulness": 0.33 * factor}, "weekly_hours": {"aerobic_hours": 0.25 * factor}}
    lived = rw.compare({"sham": plans["sham"], "walks": plans["evening walks"]},
                       catalog={**own, "treatments": {**own["treatments"], "evening_walks": given}})
    one = lived.table().set_index(["measure", "week"]).loc[("gad7", 12)]
    rows.append({"both shares times": factor, "walks less sham (points)": one["difference"],
                 "low": one["difference_low"], "high": one["difference_high"]})
pd.DataFrame(rows).set_index("both shares times").round(2)

# %% [markdown]
# ## What is assumed, and what this cannot say
#
# - No trial of evening walks is behind any of this. A model of a treatment nobody has tried is a way to think, not
#   evidence.
# - What is nearest and known: the model's aerobic exercise does more than trials found (README), so walks that borrow
#   from it will too.
# - Intervals are of chance in who was drawn. Doubt in the equations is not in them.
#
# ## Exercises
#
# 1. What happens with `contact=0` (nobody believes in it)? And with `contact=1`? Which row of the table moves?
# 2. Give the same minutes as one long walk a week. The model knows an optimum for practice; does it show?
# 3. Write a treatment that only sleeps an hour more (`signals`, look at `rw.describe("sleep_extension")`). Whom does it
#    help?
# 4. Add `evening_walks` to CBT. Is it the sum? Compare with what [docs/validation.md](../docs/validation.md) says of
#    combinations.
# 5. Find a published trial of walking for anxiety. Would you have believed the number above before?
