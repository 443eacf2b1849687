# SPDX-License-Identifier: GPL-3.0-or-later
"""A trunk that three small tasks share, on PyTorch: a complete trainer for autosem.

The data are made up: 16 numbers, of which a task's label looks at a direction. `near` looks almost where
the primary does, `far` somewhere else, so `near` should help and `far` should not.
"""

import torch
from autosem_trainer import serve

torch.set_num_threads(1)
torch.use_deterministic_algorithms(True)

SIZES = {"target": (64, 400, 400), "near": (800, 100, 100), "far": (800, 100, 100)}
BATCH = 32


def data():
    """The same for every model, whatever its seed."""
    stream = torch.Generator().manual_seed(0)
    axes = torch.randn(2, 16, generator=stream)
    directions = {"target": axes[0], "near": axes[0] + 0.3 * axes[1], "far": axes[1]}
    splits = {}
    for task, sizes in SIZES.items():
        for split, size in zip(("training", "validation", "test"), sizes):
            inputs = torch.randn(size, 16, generator=stream)
            noise = 0.5 * torch.randn(size, generator=stream)
            splits[task, split] = inputs, (inputs @ directions[task] + noise > 0).float()
    return splits


class Model:
    def __init__(self, tasks, primary, seed):
        torch.manual_seed(seed)
        self.seed = seed
        self.data = data()
        self.trunk = torch.nn.Sequential(torch.nn.Linear(16, 24), torch.nn.Tanh())
        self.heads = torch.nn.ModuleDict({task: torch.nn.Linear(24, 1) for task in tasks})
        self.module = torch.nn.ModuleList([self.trunk, self.heads])
        self.optimiser = torch.optim.Adam(self.module.parameters(), lr=0.01)
        self.taken = {task: 0 for task in tasks}

    def loss(self, task, inputs, labels):
        logits = self.heads[task](self.trunk(inputs)).squeeze(1)
        return torch.nn.functional.binary_cross_entropy_with_logits(logits, labels), logits

    def batch(self, task):
        """The task's next batch: its pass and the place in it follow from the seed and the count."""
        inputs, labels = self.data[task, "training"]
        per_pass = len(labels) // BATCH
        passes, place = divmod(self.taken[task], per_pass)
        stream = torch.Generator().manual_seed(self.seed * 1000 + passes)
        chosen = torch.randperm(len(labels), generator=stream)[place * BATCH : (place + 1) * BATCH]
        self.taken[task] += 1
        return inputs[chosen], labels[chosen]

    def train(self, tasks):
        losses = []
        for task in tasks:
            inputs, labels = self.batch(task)
            self.optimiser.zero_grad()
            loss, _ = self.loss(task, inputs, labels)
            loss.backward()
            self.optimiser.step()
            losses.append(loss.item())
        with torch.no_grad():
            after = self.loss(task, inputs, labels)[0].item()
        return losses[0], after, len(tasks) * BATCH

    def evaluate(self, task, split):
        inputs, labels = self.data[task, split]
        with torch.no_grad():
            loss, logits = self.loss(task, inputs, labels)
        return ((logits > 0) == (labels > 0)).float().mean(), loss, len(labels)

    def save(self, path):
        torch.save((self.module.state_dict(), self.optimiser.state_dict(), self.taken), path)

    def load(self, path):
        module, optimiser, self.taken = torch.load(path)
        self.module.load_state_dict(module)
        self.optimiser.load_state_dict(optimiser)


serve(
    {
        task: {
            "examples": training,
            "validation_examples": validation,
            "test_examples": test,
            "metric": "accuracy",
        }
        for task, (training, validation, test) in SIZES.items()
    },
    Model,
)
