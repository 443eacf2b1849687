#!/usr/bin/env python3
"""Measures LightGBM with RegMix's settings and BoTorch's Gaussian process on the tables that `autosem-benchmark fit` uses.

    python3 -m venv venv && venv/bin/pip install botorch lightgbm numpy scikit-learn scipy
    swift run -c release autosem-benchmark mixtures tables 0.1 1 5 10 17 | venv/bin/python docs/checks/regmix.py
    venv/bin/python docs/checks/regmix.py experiments/worth

Reads a simulated table from each line, or the measured tables of a folder, and prints the means over the tables, with
the columns of `autosem-benchmark fit`; `docs/benchmarks.md` has the results.

LightGBM's settings are those of regression_fitting/regression.ipynb in sail-sg/regmix: 1,000 trees at most, a learning
rate of 0.01, and an end after three trees without a gain on held-out runs. Here a tenth of the runs, at least four, are
held out for that; there it was the set that the correlation was reported on. It recommends the mean of the 100 mixtures
with the least predicted loss, of 10,000 drawn as the runs were.

BoTorch's process is `SingleTaskGP` with its defaults (standardised outcomes, a squared exponential kernel with a length
scale for each share) and the input transform `Normalize`. It recommends the mixture with the least posterior mean: of
the same 10,000, and, as `botorch simplex`, of the simplex, by `optimize_acqf` from the best of them.

In a measured table both recommend one of the held-out mixtures.
"""

import csv
import functools
import json
import pathlib
import sys
import warnings

import lightgbm
import numpy as np
import torch
from botorch.acquisition import PosteriorMean
from botorch.fit import fit_gpytorch_mll
from botorch.models import SingleTaskGP
from botorch.models.transforms import Normalize
from botorch.optim import optimize_acqf
from gpytorch.mlls import ExactMarginalLogLikelihood
from scipy.stats import spearmanr

PARTS = 10
RESTARTS = 4

warnings.filterwarnings("ignore")
torch.set_default_dtype(torch.double)
torch.set_num_threads(1)


class RegMix:
    """LightGBM with RegMix's settings."""

    def __init__(self, mixtures, objectives, _=None):
        held = max(len(mixtures) // 10, 4)
        self.trees = lightgbm.LGBMRegressor(
            boosting_type="gbdt", objective="regression", metric=["l1", "l2"], n_estimators=1000,
            random_state=42, learning_rate=1e-2, verbosity=-1, n_jobs=1)
        self.trees.fit(
            mixtures[held:], objectives[held:], eval_set=[(mixtures[:held], objectives[:held])], eval_metric="l2",
            callbacks=[lightgbm.early_stopping(stopping_rounds=3, verbose=False)])

    def means(self, mixtures):
        return self.trees.predict(mixtures)

    def runs(self, mixtures):
        """Returns the means and the standard deviations of runs; none are known."""
        return self.means(mixtures), np.full(len(mixtures), np.nan)

    def recommended(self, drawn):
        """Returns the recommended mixtures by the name of the row."""
        mixture = drawn[np.argsort(self.means(drawn), kind="stable")[:100]].mean(axis=0)
        return {"lightgbm": mixture / mixture.sum()}


class BoTorch:
    """BoTorch's `SingleTaskGP`.

    A process of cross-validation starts from the hyper-parameters of that of all runs, and needs few steps from there.
    """

    def __init__(self, mixtures, objectives, start=None):
        # BoTorch maximises.
        self.process = SingleTaskGP(
            torch.tensor(mixtures), torch.tensor(-objectives)[:, None], input_transform=Normalize(mixtures.shape[1]))
        if start is not None:
            hyperparameters = dict(start.process.named_parameters())
            with torch.no_grad():
                for name, parameter in self.process.named_parameters():
                    parameter.copy_(hyperparameters[name])
        options = {} if start is None else {"ftol": 1e-6, "maxiter": 50}
        fit_gpytorch_mll(
            ExactMarginalLogLikelihood(self.process.likelihood, self.process), optimizer_kwargs={"options": options})

    def posterior(self, mixtures, of_runs=False):
        with torch.no_grad():
            posterior = self.process.posterior(torch.tensor(mixtures), observation_noise=of_runs)
            return -posterior.mean[:, 0].numpy(), posterior.variance[:, 0].sqrt().numpy()

    def means(self, mixtures):
        return np.concatenate([self.posterior(part)[0] for part in np.array_split(mixtures, len(mixtures) // 1000 + 1)])

    def runs(self, mixtures):
        """Returns the means and the standard deviations of runs."""
        return self.posterior(mixtures, of_runs=True)

    def recommended(self, drawn):
        """Returns the recommended mixtures by the name of the row."""
        order = np.argsort(self.means(drawn), kind="stable")
        count = drawn.shape[1]
        best, _ = optimize_acqf(
            PosteriorMean(self.process), bounds=torch.tensor([[0.0] * count, [1.0] * count]), q=1,
            num_restarts=RESTARTS, batch_initial_conditions=torch.tensor(drawn[order[:RESTARTS]])[:, None],
            equality_constraints=[(torch.arange(count), torch.ones(count), 1.0)])
        return {"botorch": drawn[order[0]], "botorch simplex": best[0].numpy()}


def rank_correlation(one, other):
    """Returns Spearman's correlation, zero for a constant list."""
    return 0.0 if np.ptp(one) == 0 else spearmanr(one, other).statistic


def cross_validated(model, mixtures, objectives, whole, generator):
    """Returns the correlation and the share of runs in their 95 % intervals; runs of a mixture are in one part."""
    groups = np.unique(mixtures, axis=0, return_inverse=True)[1].reshape(-1)
    part = generator.permutation(groups.max() + 1)[groups] % PARTS
    means, deviations = np.zeros(len(mixtures)), np.zeros(len(mixtures))
    for held in (part == index for index in range(PARTS)):
        if held.any():
            means[held], deviations[held] = model(mixtures[~held], objectives[~held], whole).runs(mixtures[held])
    within = np.abs(objectives - means) <= 1.959964 * deviations
    return rank_correlation(means, objectives), np.nan if np.isnan(deviations).any() else within.mean()


class Simulated:
    """Simulated runs, whose truth is known."""

    COUNTS = [32, 64, 128, 256]

    def __init__(self, table):
        self.table, self.problem = table, table["problem"]
        self.mixtures, self.objectives = np.array(table["mixtures"]), np.array(table["objectives"])
        self.held_out, self.truths = np.array(table["heldOut"]), np.array(table["truths"])
        self.seed = self.problem["seed"]
        assert abs(self.value(self.held_out[0]) - self.truths[0]) < 1e-9, "the objective differs"

    def value(self, weights):
        """Returns the objective without noise."""
        law = self.problem["law"]
        help_ = np.array(law["rates"]) @ weights
        above = np.exp(-help_) if law["form"] == "exponential" else (help_ + 0.02) ** -np.array(law["exponents"])
        losses = np.array(law["floors"]) + np.array(law["scales"]) * above
        if self.problem["target"] == "domain":
            return losses[0]
        if self.problem["target"] == "mean":
            return losses.mean()
        return (losses / np.array(self.problem["reference"])).max()

    @functools.cached_property
    def drawn(self):
        """Mixtures drawn as the runs were."""
        generator = np.random.default_rng(self.seed)
        natural = np.array(self.problem["natural"])
        strengths = np.exp(np.log(0.1) + np.log(50) * generator.random(10_000))
        uniform = self.problem["design"] == "uniform"
        drawn = [generator.dirichlet(np.ones_like(natural) if uniform else natural * s) for s in strengths]
        return np.nan_to_num(np.array(drawn))

    def losses(self, model):
        """Returns what the recommended mixtures lose, in standard deviations of the objective."""
        return {
            name: (self.value(mixture) - self.table["minimum"]) / self.truths.std(ddof=1)
            for name, mixture in model.recommended(self.drawn).items()}


class Measured:
    """A table of trainings: two thirds of the mixtures are learned from, and one of the others is recommended."""

    COUNTS = [32, 64, 96]

    def __init__(self, path):
        rows = list(csv.DictReader(path.open()))
        names = list(rows[0])
        domains = names[1:names.index("seed")]
        longest = [row for row in rows if int(row["batches"]) == max(int(row["batches"]) for row in rows)]
        indices = sorted({int(row["mixture"]) for row in longest})
        others = indices[::3]

        def shares(row):
            weights = np.array([float(row[name]) for name in domains])
            return weights / weights.sum()

        known = [row for row in longest if int(row["mixture"]) not in others]
        self.mixtures = np.array([shares(row) for row in known])
        self.objectives = np.array([float(row["validation_loss"]) for row in known])
        scored = [[row for row in longest if int(row["mixture"]) == index] for index in others]
        self.held_out = np.array([shares(rows[0]) for rows in scored])
        self.truths = np.array([np.mean([float(row["test_loss"]) for row in rows]) for rows in scored])
        self.seed = 1

    def losses(self, model):
        """Returns what the recommended mixture loses, in standard deviations of the objective."""
        means = model.means(self.held_out)
        name = "lightgbm" if isinstance(model, RegMix) else "botorch"
        # One of those that are predicted alike: trees without a split predict one number.
        truth = self.truths[means == means.min()].mean()
        return {name: (truth - self.truths.min()) / self.truths.std(ddof=1)}


def measured(problem, model, count):
    """Returns the numbers of each row of a model."""
    mixtures, objectives = problem.mixtures[:count], problem.objectives[:count]
    whole = model(mixtures, objectives)
    correlation, within = cross_validated(
        model, mixtures, objectives, whole, np.random.default_rng(problem.seed))
    held_out = rank_correlation(whole.means(problem.held_out), problem.truths)
    return {name: (correlation, held_out, within, loss) for name, loss in problem.losses(whole).items()}


def main():
    if len(sys.argv) > 1:
        problems = [Measured(path) for path in sorted(pathlib.Path(sys.argv[1]).glob("*.csv"))]
    else:
        problems = [Simulated(json.loads(line)) for line in sys.stdin]
    print("| runs | model | cross-validated | held out | within 95 % | loss of the recommended mixture |")
    print("|---|---|---|---|---|---|")
    for count in problems[0].COUNTS:
        for model in (RegMix, BoTorch):
            rows = [measured(problem, model, count) for problem in problems]
            for name in rows[0]:
                means = np.mean([row[name] for row in rows], axis=0)
                cells = ["–" if np.isnan(mean) else f"{mean:.3f}" for mean in means]
                print(f"| {count} | {name} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
