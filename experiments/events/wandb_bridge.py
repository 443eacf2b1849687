"""Sends the events of a run (docs/events.md), which it reads line by line, to a project of Weights & Biases."""
import json
import sys

import wandb

run = None
for line in sys.stdin:
    event = json.loads(line)
    kind = event.pop("event")
    if kind == "began":
        run = wandb.init(project=sys.argv[1], name=event["run"], config=event)
    elif kind in ("pulled", "tried", "measured", "confirmed", "ran"):
        group = "/".join([kind] + [event[key] for key in ("task", "candidate", "policy") if key in event])
        numbers = {f"{group}/{key}": value for key, value in event.items() if isinstance(value, (int, float))}
        run.log(numbers | {f"{kind}/share/{task}": share for task, share in event.get("mixture", {}).items()})
    elif kind == "selected":
        columns = ["task", "pulls", "utility", "kept"]
        run.log({"arms": wandb.Table(columns, [[arm[column] for column in columns] for arm in event["arms"]])})
    else:
        run.summary.update({f"{kind}/{key}": value for key, value in event.items()})
if run:
    run.finish()
