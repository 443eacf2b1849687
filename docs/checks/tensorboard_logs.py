#!/usr/bin/env python3
"""Reads the event files of a run with TensorBoard, in its own process and through its HTTP API.

    python3 -m venv venv && venv/bin/pip install tensorboard
    autosem run experiments/quick.yml --output run --tensorboard logs
    venv/bin/python docs/checks/tensorboard_logs.py run logs/run [autosem]

Compares the trials' scores and shares, the posteriors and the hyper-parameters with what `autosem trials` prints. Prints
what was compared and fails if something differs.
"""

import json
import os
import re
import subprocess
import sys
import time
import urllib.parse
import urllib.request

RUN, LOGS = sys.argv[1:3]
TOOL = sys.argv[3] if len(sys.argv) > 3 else "autosem"
PATIENCE = 60


def trials():
    """Returns the last measurement of each trial."""
    text = subprocess.run(
        [TOOL, "trials", RUN, "--format", "json"], check=True, capture_output=True, text=True).stdout
    return {trial["trial"]: trial for trial in json.loads(text)}


def close(one, other):
    """Whether two numbers are equal in single precision."""
    return abs(one - other) <= 1e-6 * max(abs(one), abs(other), 1e-3)


def check_reader(expected):
    """Reads the files by TensorBoard's own reader, which checks every checksum."""
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    events = EventAccumulator(LOGS, size_guidance={"scalars": 0, "histograms": 0})
    events.Reload()
    metric = {event.step: event.value for event in events.Scalars("mixing/metric")}
    scored = {number: trial for number, trial in expected.items() if trial.get("metric") is not None}
    assert metric.keys() == scored.keys(), (metric, scored.keys())
    assert all(close(metric[number], trial["metric"]) for number, trial in scored.items())
    for task in next(iter(expected.values()))["mixture"]:
        shares = {event.step: event.value for event in events.Scalars(f"mixing/share/{task}")}
        assert all(close(shares[number], trial["mixture"][task]) for number, trial in expected.items())
    tags = events.Tags()
    print(f"reader: {len(tags['scalars'])} scalars, {len(tags['histograms'])} histograms; {len(scored)} scores and {len(expected)} mixtures as in autosem trials")


class Server:
    """TensorBoard on a free port of 127.0.0.1."""

    def __enter__(self):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tensorboard.main", "--logdir", LOGS, "--port", "0", "--host", "127.0.0.1",
             "--load_fast", "false", "--reload_interval", "1"],
            stderr=subprocess.PIPE, text=True, env=os.environ | {"PYTHONWARNINGS": "ignore"})
        for line in self.process.stderr:
            found = re.search(r"http://127\.0\.0\.1:\d+/", line)
            if found:
                self.address = found.group(0)
                return self
        raise RuntimeError("TensorBoard did not start")

    def __exit__(self, *error):
        self.process.terminate()
        self.process.wait()

    def get(self, path, body=None, **query):
        """Returns what the API answers."""
        address = f"{self.address}data/plugin/{path}?{urllib.parse.urlencode(query)}"
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(address, data, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return json.load(answer)


def check_server(expected):
    """Asks the server for scalars, histograms and hyper-parameters."""
    with Server() as server:
        start = time.time()
        while len(server.get("scalars/tags")) < len(expected) + 1:
            assert time.time() - start < PATIENCE, "the logs were not loaded"
            time.sleep(0.5)
        tags = server.get("scalars/tags")["."]
        points = server.get("scalars/scalars", run=".", tag="mixing/loss")
        for _, step, value in points:
            assert close(value, expected[step]["loss"]), (step, value)
        print(f"scalars: {len(tags)} tags; {len(points)} losses as in autosem trials")

        posteriors = [tag for tag in server.get("histograms/tags").get(".", {}) if tag.startswith("selection/posterior/")]
        for tag in posteriors:
            for _, _, bins in server.get("histograms/histograms", run=".", tag=tag):
                mass = sum(count for _, _, count in bins)
                assert abs(mass - 1) < 1e-6 and bins[0][0] >= 0 and bins[-1][1] <= 1, (tag, mass)
        print(f"histograms: the posteriors of {len(posteriors)} arms, each of mass 1 over 0 … 1")

        experiment = server.get("hparams/experiment", body={"experimentName": ""})
        groups = server.get("hparams/session_groups", body={
            "experimentName": "", "allowedStatuses": ["STATUS_SUCCESS", "STATUS_FAILURE", "STATUS_RUNNING"],
            "colParams": [{"metric": metric["name"]} for metric in experiment["metricInfos"]],
            "startIndex": 0, "sliceSize": 10_000})["sessionGroups"]
        assert len(groups) == len(expected), (len(groups), len(expected))
        for group in groups:
            trial = expected[int(group["name"].removeprefix("trial "))]
            for task, share in trial["mixture"].items():
                assert close(group["hparams"][f"share of {task}"], share), (trial["trial"], task)
            values = {value["name"]["tag"]: value["value"] for value in group.get("metricValues", [])}
            if trial.get("metric") is not None:
                assert close(values["trial/metric"], trial["metric"]), (trial["trial"], values)
        print(f"hparams: {len(groups)} sessions with the shares and the scores of autosem trials")


if __name__ == "__main__":
    from importlib.metadata import version

    print(f"TensorBoard {version('tensorboard')}")
    known = trials()
    check_reader(known)
    check_server(known)
