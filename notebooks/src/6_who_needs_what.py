# %% [markdown]
# # 6 · Who needs what
#
# **Question.** Given what is known of one person, which treatment would do most for *that* person, and can that be told
# at all?
#
# `rw.rank` weighs virtual people by how likely the person's readings would be in them, lets each live every candidate,
# and asks who of the candidates comes first, with gates that try to show that the answer means nothing. Mostly it means
# nothing, and it says so.
#
# **This is no advice for anybody.** It is a way to see what "personalised" would have to prove.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

import rewire as rw

plt.rcParams.update({"figure.dpi": 64, "figure.figsize": (6.6, 3.0),
                     "axes.spines.top": False, "axes.spines.right": False})

# %% [markdown]
# ## Two people with the same score
#
# Both have a GAD-7 of 14. In the scanner one amygdala answers strongly to threatening faces (2.2 times health), the
# other hardly (1.2). A rule that has been published says: exposure for the first. Does the model see a difference?

# %%
candidates = {"exposure": "exposure_therapy 30 min daily for 8 weeks",
              "CBT": "cbt 50 min weekly for 8 weeks, homework 24 min daily",
              "sertraline": "sertraline 50 mg daily for 8 weeks", "waiting": "waiting_list for 8 weeks"}
options = {"candidates": candidates, "population": "gad_outpatient", "week": 8, "people": 150, "seed": 7, "shuffles": 5}
strong = rw.rank({"gad7": {0: 14}, "threat_faces": {0: 2.2}}, **options)
print(strong)

# %%
weak = rw.rank({"gad7": {0: 14}, "threat_faces": {0: 1.2}}, **options)
both = pd.concat({"answers strongly": strong.table(), "answers little": weak.table()}, names=["amygdala"])
both = both.reset_index("amygdala")
shown = ["outcome", "outcome_error", "outcome_low", "outcome_high", "change", "response", "best", "population_outcome"]
both.set_index(["amygdala", "candidate"])[shown].round(2)

# %% [markdown]
# `outcome_error` is chance in which virtual people were drawn: more of them make it smaller. `outcome_low` to
# `outcome_high` holds 95 % of *such people*: nothing makes that smaller but knowing more of the person.

# %%
fig, ax = plt.subplots()
for k, (who, one) in enumerate(both.groupby("amygdala")):
    y = np.arange(len(candidates)) + 0.25 * k
    one = one.set_index("candidate").loc[list(candidates)]
    colour = ("tab:blue", "tab:orange")[k]
    ax.hlines(y, one["outcome_low"], one["outcome_high"], color=colour, lw=4, alpha=0.25)
    ax.errorbar(one["outcome"], y, xerr=1.96 * one["outcome_error"], fmt="o", ms=4, color=colour, capsize=3,
                label=f"amygdala {who}")
    ax.plot(one["population_outcome"], y, "|", color="black", label="the population" if k else None)
ax.set_yticks(np.arange(len(candidates)) + 0.12, list(candidates))
ax.set(xlabel="GAD-7 in week 8 (points); thick: 95 % of such people, thin: chance")
ax.legend(frameon=False, fontsize=7.5, loc="lower left", bbox_to_anchor=(0, 1), ncol=3);

# %% [markdown]
# ## A guess beside the answer
#
# The guess that knows nothing of the person: give everybody what does best in the population. How much better off would
# the two be with their own first candidate, in the model's own eyes? (4 points is the least change that matters.)

# %%
for who, one in both.groupby("amygdala"):
    one = one.set_index("candidate")
    favourite = one["population_outcome"].idxmin()
    own = one["outcome"].idxmin()
    print(f"amygdala {who}: own first {own}, of the population {favourite}; choosing one's own gains "
          f"{one['outcome'][favourite] - one['outcome'][own]:.2f} points")
print(f"verdicts: {strong.verdicts['person']} / {weak.verdicts['person']}")

# %% [markdown]
# ## The two gates
#
# - **Shuffled readings.** Other people's readings in place of the person's. If the same candidate still comes first,
#   the reading did not decide.
# - **Variability.** If people truly differed in which treatment helps them, those treated would spread more than those
#   who are not. In trials of antidepressants they do not (variability ratio 1.00, 0.99 to 1.02; Munkholm 2020). A model
#   in which they spread more would promise more than there is.

# %%
strong.table().set_index("candidate")[["variability_ratio", "variability_low", "variability_high"]].dropna().round(2)

# %% [markdown]
# ## More readings
#
# What would help? Not a finer scan of week 0, perhaps, but four weeks on one of the treatments. Say the person has
# begun CBT, and reads 13 in week 4: a disappointment. Should one change?

# %%
later = rw.rank({"gad7": {0: 14, 4: 13}}, so_far=["cbt 50 min weekly for 8 weeks, homework 24 min daily"],
                **{**options, "shuffles": 2,
                   "candidates": {"sertraline now": "sertraline 50 mg daily for 8 weeks",
                                  "more CBT": "cbt 50 min weekly for 8 weeks, homework 24 min daily",
                                  "nothing more": "waiting_list for 8 weeks"}, "week": 12})
print(later)

# %% [markdown]
# ## What is assumed, and what this cannot say
#
# - People in the model differ by 22 traits whose sizes are assumed. That people differ *in which treatment helps* has
#   been put in by nobody; what there is comes from mechanisms, and is small.
# - Doubt in equations is not in the intervals, and that in parameters only where one asks for it (`sets=20`).
#   These here are too narrow.
# - 150 virtual people are few; the program takes 2000 where nothing is said. With more, chance shrinks and the order
#   may become certain. The differences stay as small as they are.
#
# ## Exercises
#
# 1. `people=2000`, `shuffles=20` (a few minutes). Which verdicts change, and do gains become larger or only surer?
# 2. Leave the scan out. How much does the answer change? What is a scan worth here?
# 3. Read 2.2 at the weeks 0, 1 and 2. Three readings of a noisy thing: does the effective sample size fall?
# 4. What would variability ratios have to be, for a 2-point gain by choosing? Simulate two treatments with normal
#    effects and see.
# 5. Read [docs/rank.md](../docs/rank.md), *A rule that is tested*. What trial would settle it?
