# %% [markdown]
# # 5 · A trial's power
#
# **Question.** How many people does a trial need, and what does a single trial tell?
#
# People with depression, CBT against waiting, HAM-D after 12 weeks. The model plays one trial with everything that
# happens in trials: enrolment by a noisy score, blocks, dropout, missing visits. Then it plays the same trial hundreds
# of times, and hundreds of times with nothing to be found.

# %%
import matplotlib.pyplot as plt
import numpy as np

import rewire as rw

plt.rcParams.update({"figure.dpi": 64, "figure.figsize": (6.6, 3.2),
                     "axes.spines.top": False, "axes.spines.right": False})

# %%
cbt = rw.Protocol(people="mdd_outpatient", treatments=["cbt 50 min weekly for 12 weeks, homework 20 min daily"],
                  adherence=0.8, visits=rw.visits([0, 4, 8, 12], ["hamd"]))
waiting = cbt.without("cbt")
trial = rw.trial({"waiting": waiting, "CBT": cbt}, people=60, seed=7,
                 conduct={"dropout": "15 % by week 12", "missing": "MAR"}, replicates=400, pool=80)
print(trial)

# %% [markdown]
# ## One trial
#
# What falls in both arms is the natural course and regression to the mean: people came because they scored high that
# day. Only the difference at the end, adjusted for where each began, is the treatment's.

# %%
ax = trial.plot("hamd")
ax.set(title="one trial: means of who was seen, 95 % intervals", ylim=(0, None));

# %%
shown = trial.table()[["estimand", "mean", "difference", "low", "high", "p"]]
shown.round({"mean": 1, "difference": 1, "low": 1, "high": 1})

# %% [markdown]
# ## The same trial, four hundred times
#
# Each replicate draws people anew from a pool who lived both arms, so the truth is known: their mean difference. Each
# point below is one trial that could have been the one.

# %%
replicates = trial.table("replicates")
truth = trial.summary["replicates"]["found"][0]["truth"]["value"]
order = replicates.sort_values("estimate")
fig, ax = plt.subplots()
found = (order["p"] < 0.05).to_numpy()
for mask, colour, label in ((found, "tab:blue", "p < 0.05"), (~found, "tab:orange", "p of 0.05 or more")):
    ax.plot(np.flatnonzero(mask), order["estimate"][mask], ".", ms=3, color=colour, label=label)
ax.axhline(0, color="black", lw=0.8)
ax.axhline(truth, color="black", lw=0.8, ls=":", label="truth in the pool")
ax.set(xlabel="replicates in the order of their estimate", ylabel="CBT less waiting (HAM-D points)")
ax.legend(frameon=False)
print(f"mean estimate of all {order['estimate'].mean():.1f}, "
      f"of those with p < 0.05 {order['estimate'][found].mean():.1f} points")
print(f"with nothing to be found {100 * (replicates['null_p'] < 0.05).mean():.1f} % find something (5 % were promised)")

# %% [markdown]
# Trials that are published because they found something exaggerate: the mean of the significant ones lies further from
# zero than the mean of all. The weaker the trial, the more so.
#
# ## How many people?

# %%
power = trial.table("power")
fig, ax = plt.subplots()
ax.errorbar(power["people"], 100 * power["power"], 196 * np.hypot(power["chance_error"], power["pool_error"]), fmt="o-",
            capsize=3, label="replicates (95 %: chance and pool)")
ax.plot(power["people"], 100 * power["closed_form"], "k--", lw=1, label="closed form (non-central t)")
ax.axhline(80, color="gray", lw=0.8)
ax.set(xlabel="people enrolled in both arms", ylabel="power (%)", ylim=(0, 105))
ax.legend(frameon=False);

# %% [markdown]
# ## Is the effect itself right?
#
# Power is only as good as the effect that is assumed, and that is the model's. It says how often *this model's* CBT
# would be found. Suppose the true effect were two thirds of it (published effects shrink when bias is corrected for):

# %%
from scipy import stats

error = replicates["error"].mean()
for share in (1, 2 / 3, 1 / 2):
    z = abs(truth) * share / error
    print(f"{share:4.0%} of the effect: power {stats.norm.cdf(z - 1.96):.0%} with 60 people; "
          f"80 % would need about {60 * ((1.96 + 0.84) / z) ** 2:.0f}")

# %% [markdown]
# ## What is assumed, and what this cannot say
#
# - **Waiting** is a lenient control. Nobody hopes for anything on a list; against a placebo or an active treatment the
#   difference is smaller, and so is the power ([docs/trials.md](../docs/trials.md)).
# - The pool is 80 people: its own chance is the larger part of the ± above. A hundred more lives say more than a
#   thousand more replicates.
# - Dropout here hangs on how people did (MAR). If it hangs on what nobody sees (MNAR), no analysis of this trial mends
#   it.
# - Doubt in the model's parameters can be added: `assurance=20` gives power in the mean over parameter sets that agree
#   with the evidence.
#
# ## Exercises
#
# 1. `conduct={"dropout": "40 % by week 12", "missing": "MNAR"}`: what happens to bias and coverage, what to power?
# 2. Replace `waiting` by a placebo pill (`cbt.replace(treatments=["placebo_pill daily for 12 weeks"])`). How many
#    people now?
# 3. An endpoint of response instead of a score (`endpoints=[{"name": "response", "kind": "response", "measure": "hamd",
#    "week": 12}]`): what does cutting a score in two cost?
# 4. Take only the significant replicates of a trial with 20 people. By how much do they exaggerate?
# 5. Print `trial.table("subgroups")`. One of them will look interesting. How often would one do so by chance?
