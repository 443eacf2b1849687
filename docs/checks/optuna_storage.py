#!/usr/bin/env python3
"""Opens the storage that `autosem export --format optuna` writes with Optuna and with its dashboard.

    python3 -m venv venv && venv/bin/pip install optuna optuna-dashboard
    autosem run experiments/quick.yml --output run
    autosem export run --format optuna --output study.db
    venv/bin/python docs/checks/optuna_storage.py run study.db [autosem]

Compares the trials with what `autosem trials` prints, goes on with the study, and asks the dashboard for it. Prints what
was compared and fails if something differs.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import threading
import urllib.request
from wsgiref.simple_server import WSGIRequestHandler, make_server

import optuna
from optuna.trial import TrialState

RUN, STORAGE = sys.argv[1:3]
TOOL = sys.argv[3] if len(sys.argv) > 3 else "autosem"

optuna.logging.set_verbosity(optuna.logging.WARNING)


def trials():
    """Returns the last measurement of each trial."""
    text = subprocess.run(
        [TOOL, "trials", RUN, "--format", "json"], check=True, capture_output=True, text=True).stdout
    return {trial["trial"]: trial for trial in json.loads(text)}


def check_study(study, expected):
    """Compares the trials of a study."""
    minimizes = study.direction == optuna.study.StudyDirection.MINIMIZE
    assert len(study.trials) == len(expected), (len(study.trials), len(expected))
    for trial in study.trials:
        known = expected[trial.user_attrs["trial"]]
        shares = {name.removeprefix("share of "): value for name, value in trial.params.items()}
        assert shares == known["mixture"], (shares, known["mixture"])
        if known.get("metric") is None:
            assert trial.state == TrialState.FAIL, trial.state
        elif trial.state == TrialState.COMPLETE:
            assert trial.value == known["loss" if minimizes else "metric"], (trial.value, known)
        else:
            assert trial.state == TrialState.PRUNED and trial.intermediate_values, trial
    states = [trial.state.name for trial in study.trials]
    counts = ", ".join(f"{states.count(name)} {name}" for name in sorted(set(states)))
    print(f"Optuna {optuna.__version__}: {counts}, with the shares and values of autosem trials")
    print(f"  best trial {study.best_trial.user_attrs['trial']}, value {study.best_value:.4f}")


def check_continuing(study):
    """Goes on with the study by Optuna's own sampler."""
    def objective(trial):
        shares = {name: trial.suggest_float(name, 0, 1) for name in study.best_params}
        return sum(shares.values())

    before = len(study.trials)
    study.sampler = optuna.samplers.TPESampler(seed=1)
    study.optimize(objective, n_trials=3)
    assert len(study.trials) == before + 3
    importance = optuna.importance.get_param_importances(
        study, evaluator=optuna.importance.PedAnovaImportanceEvaluator())
    print(f"  goes on: {len(study.trials)} trials; the importance of {len(importance)} shares")


def check_dashboard(path, expected):
    """Asks the dashboard for the study."""
    from importlib.metadata import version

    from optuna_dashboard import wsgi

    class Quiet(WSGIRequestHandler):
        def log_message(self, *arguments):
            pass

    server = make_server("127.0.0.1", 0, wsgi(optuna.storages.RDBStorage(f"sqlite:///{path}")), handler_class=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/api/studies"
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            [summary] = json.load(answer)["study_summaries"]
        with urllib.request.urlopen(f"{address}/{summary['study_id']}", timeout=60) as answer:
            detail = json.load(answer)
    finally:
        server.shutdown()
    assert len(detail["trials"]) == len(expected), len(detail["trials"])
    print(f"optuna-dashboard {version('optuna-dashboard')}: '{summary['study_name']}' with {len(detail['trials'])} trials")


if __name__ == "__main__":
    known = trials()
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copy(STORAGE, folder)
        [name] = optuna.get_all_study_names(f"sqlite:///{copy}")
        loaded = optuna.load_study(study_name=name, storage=f"sqlite:///{copy}")
        check_study(loaded, known)
        check_dashboard(copy, known)
        check_continuing(loaded)
