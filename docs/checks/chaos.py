"""Ends runs at random moments, resumes them, and compares their journals with that of an undisturbed run.

    python3 docs/checks/chaos.py .build/debug/autosem score|command|torch|compare|optimize KILLS [SEED]

Three of four times by SIGKILL, else by SIGTERM. All columns are compared but the times.
"""

import json
import pathlib
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

TABLES = {
    "run": ["experiment"],
    "tasks": [],
    "pulls": ["seconds"],
    "arms": [],
    "asks": [],
    "trials": ["seconds"],
    "proposals": [],
    "regrets": [],
    "recommendation": [],
    "confirmations": ["seconds"],
    "policy_runs": ["seconds"],
    "notes": ["note"],
}
OPTIMIZATION = {"optimization": [], "asks": [], "tells": [], "withdrawals": []}
SCORE = """
primary: a
auxiliary: [b, c]
trainer: {kind: score, command: [sh, -c, "sleep 0.05; echo 0.{seed}"]}
mixing: {trials: 12, initial_trials: 4}
confirmation: {seeds: 3}
workers: 2
"""
COMMAND = """
primary: target
trainer: {kind: command, command: ["./shell.sh"]}
selection: {rounds: 12, batches_per_pull: 2, minimum_pulls: 1}
mixing: {trials: 6, initial_trials: 3, steps: 4}
confirmation: {seeds: 2}
workers: 2
"""
SMALL = [
    "selection.rounds=24",
    "selection.batches_per_pull=10",
    "mixing.trials=8",
    "mixing.initial_trials=4",
    "mixing.steps=20",
    "confirmation.seeds=3",
]
COMPARED = "--policies uniform,exp3s,primary_only,autosem --seeds 2 --batches 60 --set comparison.steps=30"


def beginning(kind, folder):
    """Returns the arguments that begin a run."""
    experiments = pathlib.Path(__file__).resolve().parents[2] / "experiments"
    quick = str(experiments / "quick.yml")
    if kind == "torch":
        return ["run", quick] + [word for key in SMALL for word in ("--set", key)]
    if kind == "compare":
        return ["compare", quick] + COMPARED.split()
    shutil.copy(experiments / "command" / "shell.sh", folder)
    (folder / "experiment.yml").write_text(SCORE if kind == "score" else COMMAND)
    return ["run", str(folder / "experiment.yml")]


def records(file, tables=TABLES):
    """Returns the rows of a journal without what may differ."""
    database = sqlite3.connect(file)
    rows = {}
    for table, left_out in tables.items():
        cursor = database.execute(f"SELECT * FROM {table}")
        names = [column[0] for column in cursor.description]
        kept = [place for place, name in enumerate(names) if name not in left_out]
        rows[table] = sorted((tuple(row[place] for place in kept) for row in cursor), key=repr)
    database.close()
    return rows


def converse(tool, journal, seconds=None):
    """Goes on with a search by `autosem optimize`; returns whether it came to its end before it was ended."""
    command = [tool, "optimize", "--journal", str(journal)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)

    def say(**line):
        process.stdin.write(json.dumps(line).encode() + b"\n")
        answer = process.stdout.readline()
        if not answer:
            raise BrokenPipeError
        return json.loads(answer)

    number = random.choice([signal.SIGKILL] * 3 + [signal.SIGTERM])
    timer = threading.Timer(seconds or 3600, process.send_signal, [number])
    timer.start()
    try:
        say(space=[[-5, 10], [0, 15]], budget=24)
        while (state := say(status=True))["tells"] < 24:
            # The state decides, whatever was done before, so that a search that was ended goes on alike.
            if state["pending"] < 2:
                say(ask=True)
            else:
                x, y = say(pending=True)["pending"][0]
                failed = state["tells"] % 7 == 6
                say(tell={"x": [x, y], "y": None if failed else (x - 2) ** 2 + (y - 3) ** 2})
        return True
    except BrokenPipeError:
        return False
    finally:
        timer.cancel()
        process.stdin.close()
        process.wait()


def optimizations(tool, folder, kills):
    """Ends searches by `autosem optimize`."""
    clock = time.monotonic()
    assert converse(tool, folder / "whole.db")
    length = time.monotonic() - clock
    expected = records(folder / "whole.db", OPTIMIZATION)
    done = runs = wrong = 0
    while done < kills:
        journal = folder / f"run-{runs}.db"
        runs += 1
        while not converse(tool, journal, random.uniform(0.1, length)):
            done += 1
        if records(journal, OPTIMIZATION) != expected:
            wrong += 1
            print(f"{journal} differs")
    print(f"optimize: ended {done} times in {runs} searches, {wrong} wrong")
    shutil.rmtree(folder) if wrong == 0 else None


def main():
    tool, kind, kills = str(pathlib.Path(sys.argv[1]).resolve()), sys.argv[2], int(sys.argv[3])
    random.seed(int(sys.argv[4]) if len(sys.argv) > 4 else 1)
    folder = pathlib.Path(tempfile.mkdtemp())
    if kind == "optimize":
        return optimizations(tool, folder, kills)
    begin = beginning(kind, folder)

    def start(arguments):
        return subprocess.Popen(
            [tool, *arguments, "--quiet"], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )

    clock = time.monotonic()
    whole = start(begin + ["--output", str(folder / "whole")])
    errors = whole.communicate()[1]
    assert whole.returncode == 0, errors
    length = time.monotonic() - clock
    expected = records(folder / "whole" / "journal.sqlite")
    done = runs = wrong = 0
    slowest = 0.0
    while done < kills:
        run = folder / f"run-{runs}"
        runs += 1
        code = None
        while code is None:
            is_there = (run / "journal.sqlite").exists()
            process = start(["resume", str(run)] if is_there else begin + ["--output", str(run)])
            try:
                process.wait(timeout=random.uniform(0.2, 1.1 * length))
                code = process.returncode
            except subprocess.TimeoutExpired:
                number = random.choice([signal.SIGKILL] * 3 + [signal.SIGTERM])
                process.send_signal(number)
                clock = time.monotonic()
                process.wait()
                if number == signal.SIGTERM:
                    slowest = max(slowest, time.monotonic() - clock)
                done += 1
        if code != 0 or records(run / "journal.sqlite") != expected:
            wrong += 1
            print(f"{run}: exit code {code}", process.stderr.read().decode())
        else:
            shutil.rmtree(run)
    print(f"{kind}: {done} ended in {runs} runs of {length:.1f} s, {wrong} wrong, SIGTERM within {slowest:.2f} s")
    if wrong == 0:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
