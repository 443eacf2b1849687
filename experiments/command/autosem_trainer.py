# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a training loop of yours into a trainer of autosem (docs/your-own-script.md).

Give `serve` a table of tasks and a class:

    from autosem_trainer import serve

    class Model:
        def __init__(self, tasks, primary, seed): ...
        def train(self, tasks): return loss_before, loss_after, examples
        def evaluate(self, task, split): return metric, loss, examples
        def save(self, path): ...
        def load(self, path): ...

    serve({"rte": {"examples": 2490, "metric": "accuracy"}}, Model)

`train` gets the task of each batch, in the order in which they are to be trained on. A class with
`train(self, task, batches)` works as well; it is called for each run of equal tasks.

`evaluate` may return a fourth value, the score of each example, whose mean is the metric, and a fifth, the loss of each,
whose mean is the loss.

What is printed goes to the run's log: from the first line on, standard output is standard error, and
only `serve` and `heartbeat` still write to the real one. The process ends when autosem does.
"""

import inspect
import itertools
import json
import os
import sys
import time

_replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)


def _reply(message):
    # Strict JSON: a loss that is not a number is an error here, with its place, rather than there.
    _replies.write(json.dumps(message, allow_nan=False) + "\n")
    _replies.flush()


def heartbeat():
    """Tells autosem that a long call lives: call it more often than every `trainer.timeout` seconds."""
    _reply({"heartbeat": True})


def serve(tasks, make_model):
    """Answers autosem until it says goodbye or is gone.

    tasks: a dictionary from names to dictionaries with `examples`, the number of training examples, and
        `metric`, its name, of which more is better; if known, `validation_examples` and `test_examples`.
    make_model: called with the names of the tasks of this run, the primary's name and a seed below 2**31,
        once something is to be trained; equal seeds must give equal numbers.
    """
    hello, model = None, None
    for line in sys.stdin:
        request = json.loads(line)
        if "hello" in request:
            hello = request["hello"]
            version = max({1, 2} & set(hello.get("protocols", [hello["protocol"]])), default=None)
            if version is None:
                _reply({"error": "this autosem_trainer.py speaks protocols 1 and 2"})
                continue
            reported = [{"name": name, **about} for name, about in tasks.items()]
            _reply({"protocol": version, "tasks": reported})
            continue
        if "bye" in request:
            _reply({"ok": True})
            return
        if model is None:
            # Not before: autosem also starts the script just to ask for its tasks.
            names = hello["tasks"] or list(tasks)
            model = make_model(names, hello["primary"], hello["seed"])
        _reply(_answer(model, request))


def _train(model, order):
    if len(inspect.signature(model.train).parameters) == 1:
        return model.train(order)
    spoke, results = time.monotonic(), []
    for task, batches in itertools.groupby(order):
        results.append(model.train(task, len(list(batches))))
        if time.monotonic() - spoke > 1:
            heartbeat()
            spoke = time.monotonic()
    return results[0][0], results[-1][1], sum(examples for _, _, examples in results)


def _answer(model, request):
    if "train" in request:
        wanted = request["train"]
        order = wanted["tasks"] if "tasks" in wanted else [wanted["task"]] * wanted["batches"]
        before, after, examples = _train(model, order)
        return {"loss_before": float(before), "loss_after": float(after), "examples": int(examples)}
    if "evaluate" in request:
        metric, loss, examples, *each = model.evaluate(**request["evaluate"])
        reply = {"metric": float(metric), "loss": float(loss), "examples": int(examples)}
        for name, numbers in zip(("scores", "losses"), each):
            reply[name] = [float(number) for number in numbers]
        return reply
    if "snapshot" in request:
        model.save(request["snapshot"])
        return {"ok": True}
    if "restore" in request:
        model.load(request["restore"])
        return {"ok": True}
    return {"error": "unknown request " + json.dumps(request)}
