#!/usr/bin/env python3
"""Compares recommended mixtures with BoTorch's, on the problems of `autosem-benchmark mixtures`.

    python3 -m venv venv && venv/bin/pip install botorch
    swift run -c release autosem-benchmark mixtures tables 0.1 5 10 > tables.jsonl
    swift run -c release autosem-benchmark mixtures regrets 0.1 5 10 > ours.txt
    venv/bin/python docs/checks/mixtures.py tables.jsonl ours.txt --design uniform

The model is a SingleTaskGP of the weights with BoTorch's defaults. After d + 1 quasi-random mixtures of d weights each
suggestion maximises qLogNoisyExpectedImprovement over Dirichlet candidates: uniform ones, ones near corners and faces,
and ones near the best, which are renewed three times, ever closer. Two recommendations are measured: the tried mixture
of the best posterior mean, and the best of the tried ones and of such candidates. Prints the median regrets in standard
deviations of the noise, and how often ours is better. `docs/benchmarks.md` has the results.

--done FILE     keeps BoTorch's runs there, a line of JSON each; those already there are not repeated
--design NAME   only the problems of one design, whose noise differs
"""

import argparse
import json
import pathlib
import statistics
import time
import warnings

import numpy as np
import torch
from botorch.acquisition.logei import qLogNoisyExpectedImprovement
from botorch.fit import fit_gpytorch_mll
from botorch.models import SingleTaskGP
from botorch.models.transforms import Standardize
from botorch.utils.sampling import sample_simplex
from gpytorch.mlls import ExactMarginalLogLikelihood

COUNTS = (30, 60)


def value(problem, weights):
    """The objective without noise."""
    law = problem["law"]
    data = np.array(law["rates"]) @ weights
    rest = np.exp(-data)
    if law["form"] == "saturating":
        rest = (data + 0.02) ** -np.array(law["exponents"])
    losses = np.array(law["floors"]) + np.array(law["scales"]) * rest
    targets = {
        "domain": losses[0], "mean": losses.mean(),
        "worst": (losses / np.array(problem["reference"])).max(),
    }
    return float(targets[problem["target"]])


class Candidates:
    """Mixtures from Dirichlet distributions."""

    def __init__(self, weights, numbers):
        self.weights, self.numbers = weights, numbers

    def drawn(self, concentrations, count):
        drawn = self.numbers.gamma(concentrations, size=(count, self.weights)) + 1e-12
        return drawn / drawn.sum(1, keepdims=True)

    def best(self, score, centre):
        """Returns the mixture of the largest score."""
        points = np.vstack(
            [self.drawn(1.0, 1024), self.drawn(0.2, 1024), self.near(centre, 100, 512), centre])
        scores = score(points)
        for strength in (100, 1_000, 10_000):
            centres = points[np.argsort(-scores)[:4]]
            more = np.vstack([self.near(centre, strength, 128) for centre in centres])
            points = np.vstack([points, more])
            scores = np.append(scores, score(more))
        return points[np.argmax(scores)]

    def near(self, centre, strength, count):
        return self.drawn(strength * centre + 0.05, count)


def fitted(points, objectives):
    targets = -torch.tensor(objectives, dtype=torch.double).unsqueeze(-1)
    model = SingleTaskGP(torch.tensor(np.array(points)), targets, outcome_transform=Standardize(1))
    fit_gpytorch_mll(ExactMarginalLogLikelihood(model.likelihood, model))
    return model


def batched(function):
    """A score of many mixtures from a function of tensors, `[mixtures, 1, weights]`."""

    def score(points):
        with torch.no_grad():
            parts = torch.tensor(points).unsqueeze(1).split(512)
            return torch.cat([function(part).reshape(-1) for part in parts]).numpy()

    return score


def searched(table):
    """The regrets of both recommendations after each number of runs."""
    problem, noise = table["problem"], table["noise"]
    weights, seed = len(problem["natural"]), problem["seed"]
    torch.manual_seed(seed)
    numbers = np.random.default_rng([seed, weights])
    candidates = Candidates(weights, numbers)
    points = list(
        sample_simplex(weights, n=weights + 1, qmc=True, seed=seed, dtype=torch.double).numpy())
    objectives, regrets = [], []
    while True:
        point = points[len(objectives)]
        objectives.append(value(problem, point) + noise * numbers.standard_normal())
        if len(objectives) < weights + 1:
            continue
        tried = points[: len(objectives)]
        model = fitted(tried, objectives)
        mean = batched(lambda X: model.posterior(X).mean)
        means = mean(np.array(tried))
        best = tried[int(np.argmax(means))]
        if len(objectives) in COUNTS:
            anywhere = candidates.best(mean, best)
            regrets += [
                (value(problem, w) - table["minimum"]) / noise for w in (best, anywhere)]
        if len(objectives) == COUNTS[-1]:
            return regrets
        improvement = qLogNoisyExpectedImprovement(
            model, X_baseline=torch.tensor(np.array(tried)), prune_baseline=True)
        points.append(candidates.best(batched(improvement), best))


def name(problem):
    words = (problem["law"]["form"], problem["target"], problem["design"])
    return f"{'-'.join(words)}-{len(problem['natural'])}", problem["seed"]


def ours(path):
    """Our regrets after 30 and 60 runs, by problem and seed."""
    regrets = {}
    for line in pathlib.Path(path).read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 5 and cells[1].isdigit():
            regrets[cells[0], int(cells[1])] = (float(cells[2]), float(cells[4]))
    return regrets


def peers(options):
    """BoTorch's regrets by problem and seed."""
    done = pathlib.Path(options.done) if options.done else None
    regrets = {}
    if done and done.exists():
        for line in done.read_text().splitlines():
            row = json.loads(line)
            regrets[row["problem"], row["seed"]] = row["regrets"]
    with open(options.tables) as lines:
        for table in map(json.loads, lines):
            problem = table["problem"]
            if options.design in (None, problem["design"]) and name(problem) not in regrets:
                began = time.process_time()
                regrets[name(problem)] = searched(table)
                row = dict(
                    problem=name(problem)[0], seed=problem["seed"], regrets=regrets[name(problem)],
                    seconds=time.process_time() - began)
                if done:
                    with done.open("a") as file:
                        file.write(json.dumps(row) + "\n")
    return regrets


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tables", help="of `autosem-benchmark mixtures tables`")
    parser.add_argument("ours", help="of `autosem-benchmark mixtures regrets`")
    parser.add_argument("--done", metavar="FILE", help="keeps BoTorch's runs")
    parser.add_argument("--design", metavar="NAME", help="only the problems of one design")
    options = parser.parse_args()
    warnings.filterwarnings("ignore")
    torch.set_num_threads(1)
    mine, theirs = ours(options.ours), peers(options)
    print("| target | problems | trials | autosem | BoTorch, tried | BoTorch, anywhere | better than tried | "
          "better than anywhere |\n|---|---|---|---|---|---|---|---|")
    for target in ("domain", "mean", "worst"):
        keys = [key for key in theirs if key in mine and key[0].split("-")[1] == target]
        for index, count in enumerate(COUNTS if keys else ()):
            own = [mine[key][index] for key in keys]
            tried, anywhere = ([theirs[key][2 * index + k] for key in keys] for k in (0, 1))
            wins = [sum(a < b for a, b in zip(own, other)) for other in (tried, anywhere)]
            medians = [f"{statistics.median(v):.2f}" for v in (own, tried, anywhere)]
            print(f"| {target} | {len(keys)} | {count} | " + " | ".join(medians)
                  + f" | {wins[0]} | {wins[1]} |", flush=True)


if __name__ == "__main__":
    main()
