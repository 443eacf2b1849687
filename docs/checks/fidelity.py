#!/usr/bin/env python3
"""Compares the weighting methods and bandits of this package with public code, on the same random inputs.

    python3 -m venv venv && venv/bin/pip install torch numpy scipy cvxpy ecos
    venv/bin/python docs/checks/fidelity.py

Repositories are cloned without their files into a temporary folder, which is removed at the end. From each, a few files
are read at a fixed commit, and only the named classes and functions are run. Prints the largest difference of each
method; `docs/fidelity.md` has the results.

--sources DIR   reads the repositories DIR/NAME, which git knows, instead of cloning them
--tool PATH     a built autosem-benchmark; without it, `swift run` builds one
METHOD …        only these methods
"""

import argparse
import ast
import copy
import __future__
import itertools
import json
import math
import pathlib
import random
import subprocess
import sys
import tempfile
import types
import warnings

import cvxpy as cp
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from scipy.optimize import minimize

ROOT = pathlib.Path(__file__).resolve().parents[2]

REPOSITORIES = {
    "nash-mtl": ("AvivNavon/nash-mtl", "cce18403ef5557a6b30f4ba43b896117107d6902"),
    "auxinash": ("AvivSham/auxinash", "2e411c9053ed1907fed3cc3e7c94dbdfeced9366"),
    "AuxiLearn": ("AvivNavon/AuxiLearn", "17495d6c064718606ccf3a97d9c244eea084633f"),
    "auto-lambda": ("lorenmt/auto-lambda", "bdba6365953f7ebb3a8ae33fabfecd3f933ecc27"),
    "ARML_Auxiliary_Task_Reweighting": (
        "bfshi/ARML_Auxiliary_Task_Reweighting", "8b59d19613231644e8cabbc590a4b5091c442682"),
    "AMTNN": ("cjshui/AMTNN", "906f99684875e096eb9fd7a626656bfa5d9936e3"),
    "CAGrad": ("Cranial-XIX/CAGrad", "dc3d48152b6196945cfd56144879b9d42353b095"),
    "FAMO": ("Cranial-XIX/FAMO", "0a6ad06dbdd55fce73ec01e3a175c2498cd1e5e9"),
    "AutoSeM": ("HanGuo97/AutoSeM", "d8b8bdddac812b3707388f987faecb79bd90a692"),
    "SMPyBandits": ("SMPyBandits/SMPyBandits", "012fc13a9d82e361930fdf701dfff9a91439d60c"),
    "online-data-mixing": (
        "alon-albalak/online-data-mixing", "edbfdadb62b0388120b6198b1743067a7cd990dc"),
}

CPU = torch.device("cpu")
torch.set_default_dtype(torch.float64)


class Sources:
    """Files of the repositories, which are cloned on demand or already in a folder."""

    def __init__(self, given):
        self.given = given
        self.clones = None if given else tempfile.TemporaryDirectory()

    def file(self, name, path):
        """The text of a file at the repository's commit."""
        repository, commit = REPOSITORIES[name]
        folder = pathlib.Path(self.given or self.clones.name) / name
        if not self.given and not folder.exists():
            # Some have hundreds of megabytes of files; git fetches those that are read.
            git("clone", "--quiet", "--bare", "--filter=blob:none",
                f"https://github.com/{repository}", str(folder))
        return git("-C", str(folder), "show", f"{commit}:{path}")

    def definitions(self, name, path, wanted, **given):
        """Runs the named classes and functions of a file, and nothing else of it."""
        nodes = [n for n in ast.parse(self.file(name, path)).body if getattr(n, "name", None) in wanted]
        missing = set(wanted) - {n.name for n in nodes}
        if missing:
            raise SystemExit(f"{name}/{path} has no {', '.join(sorted(missing))}")
        names = dict(
            torch=torch, nn=nn, F=F, np=np, cp=cp, math=math, copy=copy, random=random,
            minimize=minimize, grad=torch.autograd.grad, abstractmethod=lambda f: f)
        names.update(given)
        # Annotations name types of modules that are not loaded.
        flag = __future__.annotations.compiler_flag
        module = ast.Module(body=nodes, type_ignores=[])
        exec(compile(module, path, "exec", flags=flag, dont_inherit=True), names)
        return types.SimpleNamespace(**{n.name: names[n.name] for n in nodes})


def git(*words):
    result = subprocess.run(["git", *words], stdout=subprocess.PIPE, text=True)
    if result.returncode != 0:
        raise SystemExit(f"git {' '.join(words)} failed; its reason is above")
    return result.stdout


class Tool:
    """Our side: `autosem-benchmark weights`."""

    def __init__(self, path):
        run = ["swift", "run", "--package-path", str(ROOT), "autosem-benchmark"]
        self.command = [path] if path else run

    def __call__(self, method, lines, **settings):
        words = self.command + ["weights", method] + [f"{k}={v}" for k, v in settings.items()]
        text = "".join(json.dumps(line) + "\n" for line in lines)
        result = subprocess.run(words, input=text, capture_output=True, text=True)
        if result.returncode != 0:
            raise SystemExit(result.stderr or result.stdout)
        return [json.loads(line) for line in result.stdout.splitlines()]


CHECKS = {}


def check(method, repository, what):
    def add(body):
        CHECKS[method] = (repository, what, body)
        return body

    return add


def largest(pairs):
    return max(float(np.max(np.abs(np.asarray(a) - np.asarray(b)))) for a, b in pairs)


def steps(count, tasks=3, parameters=6, seed=1):
    """Random losses and gradients, of which some conflict."""
    numbers = np.random.default_rng(seed)
    return [
        dict(losses=list(numbers.uniform(0.2, 2, tasks)),
             gradients=numbers.normal(size=(tasks, parameters)).tolist())
        for _ in range(count)
    ]


def linear(step):
    """A parameter at zero and one loss a task, whose gradients are those of the step."""
    gradients = torch.tensor(step["gradients"])
    parameter = nn.Parameter(torch.zeros(gradients.shape[1]))
    losses = torch.tensor(step["losses"]) + gradients @ parameter
    return parameter, losses


# Methods of the gradients


@check("pcgrad", "nash-mtl", "the sum of the projected gradients, 2 and 3 tasks")
def pcgrad(sources, ours):
    """Their shuffles are replaced by all orders; ours must be one of the results."""
    code = sources.definitions(
        "nash-mtl", "methods/weight_methods.py", ["WeightMethod", "PCGrad"], random=Shuffles)
    pairs = []
    for tasks in (2, 3):
        given = steps(5, tasks=tasks, seed=tasks)
        for step, answer in zip(given, ours("pcgrad", given, tasks=tasks)):
            rows = [(torch.tensor(g),) for g in step["gradients"]]
            mine = np.asarray(answer["weights"]) @ np.asarray(step["gradients"])
            theirs = []
            for orders in itertools.product(itertools.permutations(range(tasks)), repeat=tasks):
                Shuffles.orders = [[rows[index] for index in order] for order in orders]
                rule = code.PCGrad(tasks, CPU)
                theirs.append(rule._project_conflicting(list(rows))[0].numpy())
            pairs.append(min(((mine, sums) for sums in theirs), key=lambda p: largest([p])))
    return largest(pairs)


class Shuffles:
    """Orders in place of `random`."""

    orders = []

    @staticmethod
    def shuffle(rows):
        rows[:] = Shuffles.orders.pop(0)


@check("cagrad", "CAGrad", "the step; their 20 steps on the dual begin at our optimum and improve nothing")
def cagrad(sources, ours):
    given = steps(20)
    pairs = []
    for step, answer in zip(given, ours("cagrad", given, tasks=3)):
        weights = np.asarray(answer["weights"])
        # Ours are those of the sum of the gradients: one each, plus multiples of the shares.
        shares = torch.tensor(weights * (1 + 0.4**2) - 1)
        start = (shares / shares.sum()).log().reshape(3, 1).requires_grad_()
        code = sources.definitions(
            "CAGrad", "mtrl/mtrl_files/cagrad.py", ["Agent"],
            grad_manipulation_agent=types.SimpleNamespace(Agent=object),
            torch=types.SimpleNamespace(**{**vars(torch), "zeros": lambda *_, **__: start}))
        rule = types.SimpleNamespace(cagrad_c=0.4)
        gradients = np.asarray(step["gradients"])
        theirs = code.Agent.cagrad(rule, torch.tensor(gradients), 3).detach().numpy()
        pairs.append((weights @ gradients / 3, theirs))
    return largest(pairs)


@check("nash_mtl", "nash-mtl", "the weights without the ridge, where their solver succeeds")
def nash_mtl(sources, ours):
    code = sources.definitions(
        "nash-mtl", "methods/weight_methods.py", ["WeightMethod", "NashMTL"])
    given = steps(10)
    pairs = []
    for step, answer in zip(given, ours("nash_mtl", given, tasks=3, ridge=0)):
        parameter, losses = linear(step)
        rule = code.NashMTL(3, CPU, optim_niter=100)
        weights = rule.get_weighted_loss(losses, [parameter])[1]["weights"].detach().numpy()
        # After an exception they keep the weights of one with which they began.
        if not np.all(weights == 1):
            pairs.append((answer["weights"], weights))
    return largest(pairs)


@check("auxinash", "auxinash", "the weights without the ridge, for four learned powers")
def auxinash(sources, ours):
    code = sources.definitions(
        "auxinash", "methods/weight_methods.py", ["WeightMethod", "NashMTL", "AuxiNash"])
    given = [dict(step, responses=[1.0, 5.0, -5.0]) for step in steps(40)]
    answers = ours("auxinash", given, tasks=3, ridge=0)
    pairs = []
    for number in (9, 19, 29, 39):
        # The weights of a step precede its hyper-step.
        rule = code.AuxiNash(3, CPU, optim_niter=100, p=answers[number - 1]["learned"])
        parameter, losses = linear(given[number])
        weights = rule.get_weighted_loss(losses, [parameter])[1]["weights"]
        pairs.append((answers[number]["weights"], weights.detach().numpy()))
    return largest(pairs)


# Methods of the hyper-gradients


@check("auxilearn", "AuxiLearn", "the weights of 30 hyper-steps on linear losses")
def auxilearn(sources, ours):
    hypergrad = sources.definitions("AuxiLearn", "auxilearn/implicit_diff.py", ["Hypergrad"])
    code = sources.definitions(
        "AuxiLearn", "auxilearn/optim.py", ["MetaOptimizer"], Hypergrad=hypergrad.Hypergrad,
        clip_grad_norm_=nn.utils.clip_grad_norm_)
    weights = nn.Parameter(torch.ones(3))
    descent = torch.optim.SGD([weights], lr=5e-3, momentum=0.9, weight_decay=1e-4)
    rule = code.MetaOptimizer(descent, hpo_lr=1e-4)
    given, theirs = [], []
    for step, other in zip(steps(30), steps(30, seed=2)):
        parameter, losses = linear(step)
        theirs.append(weights.detach().numpy().copy())
        # The second derivative of linear losses is zero, except for what a square adds.
        validation = torch.tensor(other["gradients"][0]) @ parameter
        training = weights @ losses + 1e-9 * parameter.square().sum()
        series = responses(rule.hypergrad, validation, training, parameter, step)
        given.append(dict(step, responses=series))
        rule.step(training, validation, [parameter], [weights])
        weights.data.clamp_(min=0)
    return largest(
        (answer["weights"], mine)
        for answer, mine in zip(ours("auxilearn", given, tasks=3), theirs))


def responses(hypergrad, validation, training, parameter, step):
    """The inner products of the tasks' gradients with their series."""
    value = torch.autograd.grad(validation, [parameter], retain_graph=True)
    slope = torch.autograd.grad(training, [parameter], create_graph=True)
    series = hypergrad._approx_inverse_hvp(value, slope, [parameter])[0]
    return (torch.tensor(step["gradients"]) @ series).tolist()


@check("auto_lambda", "auto-lambda", "the weights of 30 steps on linear losses")
def auto_lambda(sources, ours):
    code = sources.definitions(
        "auto-lambda", "auto_lambda.py", ["AutoLambda"],
        compute_loss=lambda value, target, task: value + target)
    tasks = ["primary", "first", "second"]
    model = Linear()
    rule = code.AutoLambda(model, CPU, tasks, ["primary"])
    rule.meta_weights = torch.full((3,), 0.1, requires_grad=True)
    descent = torch.optim.Adam([rule.meta_weights], lr=1e-4)
    given, theirs = [], []
    for step, other in zip(steps(30), steps(30, seed=2)):
        theirs.append(rule.meta_weights.detach().numpy().copy())
        targets = dict.fromkeys(tasks, torch.tensor(1.0))
        rows = [torch.tensor(s["gradients"]) for s in (step, other)]
        optimiser = torch.optim.SGD(model.parameters(), lr=0.1)
        rule.unrolled_backward(rows[0], targets, rows[1], targets, 0.1, optimiser)
        descent.step()
        rule.meta_weights.data.clamp_(min=0)
        given.append(dict(step, responses=(rows[0] @ rows[1][0]).tolist()))
    return largest(
        (answer["weights"], mine)
        for answer, mine in zip(ours("auto_lambda", given, tasks=3), theirs))


class Linear(nn.Module):
    """One loss a task, linear in the parameter."""

    def __init__(self):
        super().__init__()
        self.parameter = nn.Parameter(torch.zeros(6))

    def forward(self, gradients):
        return list(gradients @ self.parameter)


# Methods of auxiliary weights


class Layers(nn.Module):
    """A shared parameter, then six that their code leaves out."""

    def __init__(self, parameter):
        super().__init__()
        self.shared = parameter
        self.rest = nn.ParameterList([nn.Parameter(torch.zeros(1)) for _ in range(6)])


def weighter(sources):
    code = sources.definitions(
        "ARML_Auxiliary_Task_Reweighting", "SSL/lib/task_weighter.py", ["Task_Weighter"],
        Momentum_Average=object, Variance_Estimator=object)
    return code.Task_Weighter(3)


def frobenius(step):
    gradients = np.asarray(step["gradients"])
    return np.linalg.norm(gradients @ gradients.T)


def auxiliary(sources, ours, method, learn, moves_first):
    """Compares the weights of 30 steps; our rate is relative to the norm of the inner products."""
    rule = weighter(sources)
    given = steps(30)
    theirs = []
    for step in given:
        parameter, losses = linear(step)
        before = rule.alpha.detach().numpy().copy()
        slope = torch.autograd.grad(learn(rule, Layers(parameter), list(losses)), rule.alpha)[0]
        rule.alpha.data -= 0.05 / frobenius(step) * slope
        if not moves_first:
            rule.alpha.data += (2 - rule.alpha.data.sum()) / 2
        rule.alpha.data.clamp_(min=0)
        theirs.append(rule.alpha.detach().numpy().copy())
    answers = ours(method, given, tasks=3, steps=1)
    return largest((answer["weights"][1:], mine) for answer, mine in zip(answers, theirs))


@check("arml", "ARML_Auxiliary_Task_Reweighting", "the weights of 30 steps, at the same rate")
def arml(sources, ours):
    learn = lambda rule, model, losses: rule.arml_weight_loss(model, losses)
    return auxiliary(sources, ours, "arml", learn, moves_first=False)


@check("ol_aux", "ARML_Auxiliary_Task_Reweighting", "the weights of 30 steps, at the same rate")
def ol_aux(sources, ours):
    learn = lambda rule, model, losses: rule.ol_aux_weight_loss(model, losses)
    return auxiliary(sources, ours, "ol_aux", learn, moves_first=True)


@check("cosine_gating", "ARML_Auxiliary_Task_Reweighting", "the gates of 30 steps")
def cosine_gating(sources, ours):
    given = steps(30)
    pairs = []
    for step, answer in zip(given, ours("cosine_gating", given, tasks=3)):
        rule = weighter(sources)
        parameter, losses = linear(step)
        model = types.SimpleNamespace(unit3=Only(parameter))
        rule.cosine_similarity_forward(model, list(losses), True)
        pairs.append((answer["weights"][1:], rule.alpha.detach().numpy()))
    return largest(pairs)


class Only(nn.Module):
    """One parameter."""

    def __init__(self, parameter):
        super().__init__()
        self.parameter = parameter


# Methods of the losses


@check("famo", "FAMO", "the weights of 50 steps, decay 0.001")
def famo(sources, ours):
    code = sources.definitions("FAMO", "methods/weight_methods.py", ["WeightMethod", "FAMO"])
    rule = code.FAMO(3, CPU, gamma=1e-3)
    rule.w = torch.zeros(3, requires_grad=True)
    rule.w_opt = torch.optim.Adam([rule.w], lr=0.025, weight_decay=1e-3)
    given = [
        dict(step, losses_after=after["losses"])
        for step, after in zip(steps(50), steps(50, seed=2))
    ]
    pairs = []
    for step, answer in zip(given, ours("famo", given, tasks=3)):
        losses = torch.tensor(step["losses"], requires_grad=True)
        loss, _ = rule.get_weighted_loss(losses)
        weights = torch.autograd.grad(loss, losses)[0].numpy()
        rule.prev_loss = losses.detach()
        rule.update(torch.tensor(step["losses_after"]))
        pairs.append((answer["weights"], weights))
    return largest(pairs)


@check("dynamic_weight_averaging", "nash-mtl", "the weights of ten epochs, single precision")
def dynamic_weight_averaging(sources, ours):
    code = sources.definitions(
        "nash-mtl", "methods/weight_methods.py", ["WeightMethod", "DynamicWeightAverage"])
    period, given = 3, steps(36)
    rule = code.DynamicWeightAverage(3, CPU, iteration_window=period)
    answers = ours("dynamic_weight_averaging", given, tasks=3, steps=10 * period)
    pairs = []
    for number, step in enumerate(given[:-1]):
        weights = rule.get_weighted_loss(torch.tensor(step["losses"]))[1]["weights"].numpy()
        # Theirs moves its window with every step; at the end of an epoch it is ours of the next.
        if (number + 1) % period == 0 and number + 1 >= 2 * period:
            pairs.append((answers[number + 1]["weights"], weights))
    return largest(pairs)


@check("uncertainty", "nash-mtl", "the weights of 50 steps of Adam; their loss is twice ours")
def uncertainty(sources, ours):
    code = sources.definitions(
        "nash-mtl", "methods/weight_methods.py", ["WeightMethod", "Uncertainty"])
    rule = code.Uncertainty(3, CPU)
    rule.logsigma = torch.zeros(3, requires_grad=True)
    descent = torch.optim.Adam(rule.parameters(), lr=1e-3)
    given = steps(50)
    pairs = []
    for step, answer in zip(given, ours("uncertainty", given, tasks=3)):
        loss, extra = rule.get_weighted_loss(2 * torch.tensor(step["losses"]))
        pairs.append((answer["weights"], extra["weights"].detach().numpy()))
        descent.zero_grad()
        loss.backward()
        descent.step()
    return largest(pairs)


@check("gradnorm", None, "the weights of 30 steps; the paper's loss in PyTorch, norms over their mean")
def gradnorm(sources, ours):
    given = steps(30)
    weights = nn.Parameter(torch.ones(3))
    descent = torch.optim.Adam([weights], lr=0.025)
    first = torch.tensor(given[0]["losses"])
    pairs = []
    for step, answer in zip(given, ours("gradnorm", given, tasks=3)):
        pairs.append((answer["weights"], weights.detach().numpy().copy()))
        norms = torch.tensor(step["gradients"]).norm(dim=1)
        norms = norms / norms.mean()
        ratios = torch.tensor(step["losses"]) / first
        target = ((weights * norms).mean() * (ratios / ratios.mean()) ** 1.5).detach()
        descent.zero_grad()
        (weights * norms - target).abs().sum().backward()
        descent.step()
        weights.data.clamp_(min=0)
        weights.data *= 3 / weights.data.sum()
    return largest(pairs)


# Relations


@check("amtnn", "AMTNN", "the relations, C₂ = 1 and C₃ = 0.5, before they are rounded")
def amtnn(sources, ours):
    code = sources.definitions(
        "AMTNN", "alpha_opt.py", ["min_loss"],
        cp=types.SimpleNamespace(**{**vars(cp), "Problem": PreciseProblem}))
    numbers = np.random.default_rng(1)
    given = [
        dict(risks=numbers.uniform(0, 2, (4, 4)).tolist(),
             distances=numbers.uniform(0.5, 1, (4, 4)).tolist())
        for _ in range(10)
    ]
    pairs = []
    for line, answer in zip(given, ours("amtnn", given, tasks=4)):
        for row, risks, distances in zip(answer["rows"], line["risks"], line["distances"]):
            theirs = code.min_loss(np.ones(4), 1, 0.5, np.asarray(risks), np.asarray(distances))
            pairs.append((row, theirs))
    return largest(pairs)


class PreciseProblem(cp.Problem):
    """Solves to a tighter tolerance than by default."""

    def solve(self):
        return super().solve(solver=cp.ECOS, abstol=1e-13, reltol=1e-13, feastol=1e-13)


# Bandits


def pulls(count, arms=4, seed=1, coins=False):
    numbers = np.random.default_rng(seed)
    rewards = numbers.integers(0, 2, count) if coins else numbers.uniform(0, 1, count)
    return [
        dict(arm=int(arm), reward=float(reward))
        for arm, reward in zip(numbers.integers(0, arms, count), rewards)
    ]


@check("thompson_sampling", "AutoSeM", "the posteriors of 200 pulls, decay 0.3")
def thompson_sampling(sources, ours):
    code = sources.definitions(
        "AutoSeM", "multitask/multitask_autoMR_model.py", ["BernoulliBanditTS"], BaseBandit=object,
        Parameter=types.SimpleNamespace, UpdateHistory=types.SimpleNamespace)
    rule = code.BernoulliBanditTS(4, lambda reward, *_: reward, decay_rate=0.3)
    given = pulls(200, coins=True)
    pairs = []
    for pull, answer in zip(given, ours("thompson_sampling", given, arms=4, decay=0.3)):
        rule.update(pull["reward"], pull["arm"])
        pairs += [(answer["successes"], rule.alphas), (answer["failures"], rule.betas)]
    return largest(pairs)


@check("ucb1", "SMPyBandits", "the bounds' largest, 200 pulls")
def ucb1(sources, ours):
    code = sources.definitions(
        "SMPyBandits", "SMPyBandits/Policies/UCB.py", ["UCB"], IndexPolicy=object, sqrt=math.sqrt,
        log=math.log)
    rule = types.SimpleNamespace(rewards=np.zeros(4), pulls=np.zeros(4), t=0)
    given = pulls(200)
    pairs = []
    for pull, answer in zip(given, ours("ucb1", given, arms=4)):
        rule.rewards[pull["arm"]] += pull["reward"]
        rule.pulls[pull["arm"]] += 1
        rule.t += 1
        bounds = np.array([code.UCB.computeIndex(rule, arm) for arm in range(4)])
        theirs = bounds == bounds.max()
        pairs.append((answer["probabilities"], theirs / theirs.sum()))
    return largest(pairs)


@check("online_data_mixing", "online-data-mixing", "the probabilities of 200 batches")
def online_data_mixing(sources, ours):
    code = sources.definitions(
        "online-data-mixing", "megatron/data/data_sampling_utils.py", ["SmoothedMeanWeightUpdater"])
    names = list("abcd")
    rule = code.SmoothedMeanWeightUpdater(names, [0.25] * 4)
    given = pulls(200)
    pairs = []
    answers = ours("online_data_mixing", given, arms=4)
    for number, (pull, answer) in enumerate(zip(given, answers)):
        theirs = rule.group_update([names[pull["arm"]]], [pull["reward"]], number + 1)
        pairs.append((answer["probabilities"], theirs))
    return largest(pairs)


@check("exp3s", None, "the probabilities of 200 rewards; the papers' equations in NumPy")
def exp3s(sources, ours):
    given = pulls(200)
    weights, seen, pairs = np.zeros(4), [], []
    for number, (pull, answer) in enumerate(zip(given, ours("exp3s", given, arms=4))):
        seen.append(pull["reward"])
        low, high = np.quantile(seen, [0.2, 0.8])
        scaled = 2 * (pull["reward"] - low) / (high - low) - 1 if high > low else 0
        share = np.exp(weights) / np.exp(weights).sum()
        moved = weights.copy()
        moved[pull["arm"]] += 1e-3 * np.clip(scaled, -1, 1) / share[pull["arm"]]
        rate = 1 / (number + 2)
        total = np.exp(moved).sum()
        weights = np.log((1 - rate) * np.exp(moved) + rate / 3 * (total - np.exp(moved)))
        probabilities = 0.95 * np.exp(weights) / np.exp(weights).sum() + 0.05 / 4
        pairs.append((answer["probabilities"], probabilities))
    return largest(pairs)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("methods", nargs="*", metavar="METHOD", help="only these methods")
    parser.add_argument("--sources", metavar="DIR", help="the folder of the repositories")
    parser.add_argument("--tool", metavar="PATH", help="a built autosem-benchmark")
    options = parser.parse_args()
    unknown = set(options.methods) - set(CHECKS)
    if unknown:
        parser.error(f"no check of {', '.join(sorted(unknown))}; there are {', '.join(CHECKS)}")
    warnings.filterwarnings("ignore")
    sources, ours = Sources(options.sources), Tool(options.tool)
    print("| method | code | compared | largest difference |\n|---|---|---|---|")
    for method in options.methods or CHECKS:
        repository, what, body = CHECKS[method]
        code = "none public"
        if repository:
            owner, commit = REPOSITORIES[repository]
            code = f"{owner}@{commit[:7]}"
        print(f"| {method} | {code} | {what} | {body(sources, ours):.1e} |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
