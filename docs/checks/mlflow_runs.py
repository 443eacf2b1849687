#!/usr/bin/env python3
"""Records a run on a server of MLflow, and reads it back with MLflow's client.

    python3 -m venv venv && venv/bin/pip install mlflow
    venv/bin/python docs/checks/mlflow_runs.py [autosem]

Starts a server on 127.0.0.1, makes a run with `--mlflow`, interrupts and resumes another, and makes one whose server is
absent and one whose server never answers. Prints what was compared and fails if something differs.
"""

import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

TOOL = sys.argv[1] if len(sys.argv) > 1 else "autosem"
ROOT = pathlib.Path(__file__).resolve().parents[2]
SHORT = ["run", ROOT / "experiments/command/score.yml", "--quiet"]


def free_port():
    """Returns a port that is free now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Server:
    """A server of MLflow in a folder."""

    def __init__(self, folder):
        self.address = f"http://127.0.0.1:{free_port()}"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mlflow", "server", "--host", "127.0.0.1", "--port",
             self.address.rsplit(":", 1)[1], "--workers", "1", "--backend-store-uri", f"sqlite:///{folder}/mlflow.db",
             "--artifacts-destination", f"{folder}/artifacts"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            self.wait()
        except BaseException:
            self.stop()
            raise

    def wait(self):
        for _ in range(240):
            try:
                with urllib.request.urlopen(self.address + "/health", timeout=1):
                    return
            except OSError:
                time.sleep(0.5)
        raise RuntimeError("MLflow did not start")

    def stop(self):
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait()


def tool(*arguments):
    """Runs the tool and returns what it printed."""
    return subprocess.run([TOOL, *map(str, arguments)], capture_output=True, text=True, check=False)


def check_run(client, folder):
    """Compares a run with its journal."""
    trials = json.loads(tool("trials", folder, "--format", "json").stdout)
    [experiment] = [known for known in client.search_experiments() if known.name == "autosem"]
    runs = client.search_runs([experiment.experiment_id], max_results=1000)
    own = [run for run in runs if run.data.tags["autosem.folder"].rstrip("/") == str(folder)]
    [parent] = [run for run in own if "mlflow.parentRunId" not in run.data.tags]
    nested = {run.info.run_name: run for run in own if run is not parent}
    assert len(nested) == len(trials), (len(nested), len(trials))
    for trial in trials:
        run = nested[f"trial {trial['trial']}"]
        assert run.data.tags["mlflow.parentRunId"] == parent.info.run_id
        assert run.data.metrics["metric"] == trial["metric"], (run.data.metrics, trial)
        for task, share in trial["mixture"].items():
            assert float(run.data.params[f"share of {task}"]) == share
        assert run.info.status == "FINISHED"
    losses = client.get_metric_history(parent.info.run_id, "mixing/metric")
    assert sorted((point.step, point.value) for point in losses) == sorted(
        (trial["trial"], trial["metric"]) for trial in trials), "a metric is missing or told twice"
    assert parent.info.status == "FINISHED", parent.info.status
    assert parent.data.tags["autosem.verdict"]
    files = [file.path for file in client.list_artifacts(parent.info.run_id)]
    assert files == ["report.html"], files
    page = pathlib.Path(client.download_artifacts(parent.info.run_id, "report.html")).read_text()
    assert page == (folder / "report.html").read_text()
    return f"{len(nested)} nested runs, {len(parent.data.params)} parameters, the report"


def main():
    os.environ["MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR"] = "false"
    import mlflow

    print(f"MLflow {mlflow.__version__}")
    with tempfile.TemporaryDirectory() as text:
        folder = pathlib.Path(text)
        server = Server(folder)
        try:
            client = mlflow.MlflowClient(tracking_uri=server.address)
            result = tool(*SHORT, "--output", folder / "whole", "--mlflow", server.address)
            assert result.returncode == 0, result.stderr
            print("a run:", check_run(client, folder / "whole"))

            slow = ["--set", 'trainer.command=[sh, -c, "sleep 0.3; echo 0.{seed}"]', "--set", "mixing.trials=8"]
            process = subprocess.Popen(
                [TOOL, *map(str, [*SHORT, *slow, "--output", folder / "part", "--mlflow", server.address])],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            while process.poll() is None and tool("trials", folder / "part", "--format", "csv").stdout.count("\n") < 4:
                time.sleep(0.1)
            process.kill()
            process.wait()
            result = tool("resume", folder / "part", "--mlflow", server.address)
            assert result.returncode == 0, result.stderr
            print("a run that was killed and resumed:", check_run(client, folder / "part"))
        finally:
            server.stop()

        start = time.time()
        result = tool(*SHORT, "--output", folder / "absent", "--mlflow", f"http://127.0.0.1:{free_port()}")
        assert result.returncode == 0 and result.stderr.count("--mlflow") == 1, result.stderr
        print(f"without a server: done in {time.time() - start:.1f} s; {result.stderr.strip()[:100]} …")

        with socket.socket() as silent:
            silent.bind(("127.0.0.1", 0))
            silent.listen()
            start = time.time()
            result = tool(
                *SHORT, "--output", folder / "silent", "--mlflow", f"http://127.0.0.1:{silent.getsockname()[1]}")
            assert result.returncode == 0 and "Verdict" in result.stdout, result.stderr
            print(f"a server that never answers: done in {time.time() - start:.1f} s")


if __name__ == "__main__":
    # The server, in a session of its own, is ended with this process.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended by a signal"))
    main()
