#!/usr/bin/env python3
"""Measures RegMix's regression, LightGBM with its published settings, on the tables that `autosem-benchmark fit` uses.

    python3 -m venv venv && venv/bin/pip install lightgbm numpy scikit-learn scipy
    swift run -c release autosem-benchmark mixtures tables 0.1 1 5 10 17 | venv/bin/python docs/checks/regmix.py

Reads a table from each line and prints the means over the tables, with the columns of `autosem-benchmark fit`;
`docs/benchmarks.md` has the results.

The settings are those of regression_fitting/regression.ipynb in sail-sg/regmix: 1,000 trees at most, a learning rate of
0.01, and an end after three trees without a gain on held-out runs. Here a tenth of the runs, at least four, are held
out for that; there it was the set that the correlation was reported on. The recommended mixture is the mean of the 100
with the least predicted loss, of 10,000 drawn as the runs were.
"""

import json
import sys
import warnings

import lightgbm
import numpy as np
from scipy.stats import spearmanr

COUNTS = [32, 64, 128, 256]
PARTS = 10

warnings.filterwarnings("ignore")


def fitted(mixtures, objectives):
    """Returns RegMix's model of some runs."""
    held = max(len(mixtures) // 10, 4)
    model = lightgbm.LGBMRegressor(
        boosting_type="gbdt", objective="regression", metric=["l1", "l2"], n_estimators=1000,
        random_state=42, learning_rate=1e-2, verbosity=-1, n_jobs=1)
    model.fit(
        mixtures[held:], objectives[held:], eval_set=[(mixtures[:held], objectives[:held])], eval_metric="l2",
        callbacks=[lightgbm.early_stopping(stopping_rounds=3, verbose=False)])
    return model


def rank_correlation(one, other):
    """Returns Spearman's correlation, zero for a constant list."""
    return 0.0 if np.ptp(one) == 0 else spearmanr(one, other).statistic


def value(problem, weights):
    """Returns the objective without noise."""
    law = problem["law"]
    help_ = np.array(law["rates"]) @ weights
    above = np.exp(-help_) if law["form"] == "exponential" else (help_ + 0.02) ** -np.array(law["exponents"])
    losses = np.array(law["floors"]) + np.array(law["scales"]) * above
    if problem["target"] == "domain":
        return losses[0]
    if problem["target"] == "mean":
        return losses.mean()
    return (losses / np.array(problem["reference"])).max()


def candidates(problem, generator):
    """Returns mixtures drawn as the runs were."""
    natural = np.array(problem["natural"])
    strengths = np.exp(np.log(0.1) + np.log(50) * generator.random(10_000))
    uniform = problem["design"] == "uniform"
    return np.array([generator.dirichlet(np.ones_like(natural) if uniform else natural * s) for s in strengths])


def measured(table, count):
    """Returns the cross-validated and the held-out correlation, and the loss of the recommended mixture."""
    problem = table["problem"]
    generator = np.random.default_rng(problem["seed"])
    mixtures, objectives = np.array(table["mixtures"][:count]), np.array(table["objectives"][:count])
    order = generator.permutation(count)
    predictions = np.zeros(count)
    for part in range(PARTS):
        rest = order[np.arange(count) % PARTS != part]
        held = order[np.arange(count) % PARTS == part]
        predictions[held] = fitted(mixtures[rest], objectives[rest]).predict(mixtures[held])
    model = fitted(mixtures, objectives)
    truths = np.array(table["truths"])
    drawn = np.nan_to_num(candidates(problem, generator))
    recommended = drawn[np.argsort(model.predict(drawn))[:100]].mean(axis=0)
    recommended /= recommended.sum()
    return (
        rank_correlation(predictions, objectives),
        rank_correlation(model.predict(np.array(table["heldOut"])), truths),
        (value(problem, recommended) - table["minimum"]) / truths.std(ddof=1))


def main():
    tables = [json.loads(line) for line in sys.stdin]
    check = max(abs(value(t["problem"], np.array(t["heldOut"][0])) - t["truths"][0]) for t in tables)
    assert check < 1e-9, f"the objective differs by {check}"
    print("| runs | model | cross-validated | held out | within 95 % | loss of the recommended mixture |")
    print("|---|---|---|---|---|---|")
    for count in COUNTS:
        means = np.mean([measured(table, count) for table in tables], axis=0)
        print(f"| {count} | lightgbm | {means[0]:.3f} | {means[1]:.3f} | – | {means[2]:.3f} |", flush=True)


if __name__ == "__main__":
    main()
