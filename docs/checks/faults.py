"""Makes faults of the machine at random moments of runs, and compares their journals with that of an undisturbed run.

    python3 docs/checks/faults.py .build/debug/autosem [TIMES] [SEED] [FAULT...]

Each fault is made so often to a scorer, to a command and to the built-in trainer. Disks and other hosts need root, the clock
needs Debian's `faketime`; what cannot be made is skipped with a sentence.
"""

import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from chaos import beginning, records

MARK = "AUTOSEM_FAULTS"


class Wrong(Exception):
    """What should not have happened."""


class Search:
    """A search that is begun, disturbed and finished in a folder of its own."""

    def __init__(self, tool, kind, home):
        self.tool, self.home, self.run = tool, home, home / "run"
        self.begin = beginning(kind, home)
        self.mark = f"{os.getpid()}-{kind}"
        self.hit = 0
        clock = time.monotonic()
        self.check(self.start(), 0)
        self.length = time.monotonic() - clock
        self.expected = records(self.journal)

    @property
    def journal(self):
        return self.run / "journal.sqlite"

    def start(self, prefix=(), **environment):
        """Begins or continues the search."""
        words = ["resume", str(self.run)] if self.journal.exists() else self.begin + ["--output", str(self.run)]
        return self.call(*words, "--quiet", prefix=prefix, **environment)

    def call(self, *words, prefix=(), **environment):
        """Starts the tool."""
        return subprocess.Popen(
            [*prefix, self.tool, *words],
            cwd=self.home,
            env=os.environ | environment | {MARK: self.mark},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def disturbed(self):
        """Begins the search, and returns at a random moment after the journal is there; counts if it goes on."""
        process = self.start()
        while process.poll() is None and not self.journal.exists():
            time.sleep(0.005)
        try:
            process.wait(random.uniform(0, self.length))
        except subprocess.TimeoutExpired:
            self.hit += 1
        return process

    def check(self, process, *codes, says=""):
        """Waits for a process, and returns its exit code if it is one of these."""
        try:
            errors = process.communicate(timeout=120)[1].decode(errors="replace")
        except subprocess.TimeoutExpired:
            process.kill()
            raise Wrong("it does not end")
        except ValueError:
            errors = ""
            process.wait()
        code = process.returncode
        if code not in codes or (code != 0 and says not in errors):
            raise Wrong(f"exit code {code}: {errors[-300:]}")
        return code

    def finish(self, prefix=(), **environment):
        """Continues the search to its end, and compares its journal."""
        self.check(self.start(prefix, **environment), 0)
        if records(self.journal) != self.expected:
            raise Wrong("the journal differs")

    def kill(self):
        """Begins the search, and kills it at a random moment."""
        process = self.disturbed()
        process.kill()
        process.communicate()

    def left(self):
        """Returns the processes of this search that are there after three seconds."""
        end = time.monotonic() + 3
        wanted = f"{MARK}={self.mark}".encode()
        while True:
            found = []
            for folder in pathlib.Path("/proc").glob("[0-9]*"):
                try:
                    if wanted in (folder / "environ").read_bytes().split(b"\0"):
                        found.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode())
                except OSError:
                    pass
            if not found or time.monotonic() > end:
                return found
            time.sleep(0.05)


def hangup(search):
    """SIGHUP."""
    process = search.disturbed()
    process.send_signal(signal.SIGHUP)
    search.check(process, 0, -signal.SIGHUP)
    search.finish()


def termination(search):
    """SIGTERM, after which it has five seconds."""
    process = search.disturbed()
    process.send_signal(signal.SIGTERM)
    clock = time.monotonic()
    # In the moments before and after the run listens, the signal ends it as it ends any program.
    search.check(process, 0, 130, -signal.SIGTERM)
    if time.monotonic() - clock > 5:
        raise Wrong("it took more than five seconds")
    search.finish()


def pause(search):
    """SIGSTOP and, a second later, SIGCONT."""
    process = search.disturbed()
    process.send_signal(signal.SIGSTOP)
    time.sleep(1)
    process.send_signal(signal.SIGCONT)
    search.check(process, 0)
    search.finish()


def pipes(search):
    """Nobody reads standard output and standard error any more."""
    process = search.disturbed()
    process.stdout.close()
    process.stderr.close()
    search.check(process, 0, 1)
    search.finish()


def full_disk(search):
    """A file takes what is left of the disk, and is removed when the run has ended."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", search.run.parent], check=True)
    try:
        process = search.disturbed()
        with open(search.run.parent / "filler", "wb", buffering=0) as filler:
            try:
                while filler.write(b"0" * 4096):
                    pass
            except OSError:
                pass
        search.check(process, 0, 1, says="space")
        (search.run.parent / "filler").unlink()
        search.finish()
    finally:
        subprocess.run(["umount", "-l", search.run.parent], check=True)


def read_only_disk(search):
    """The search goes on where nothing can be written, and then where it can."""
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", search.run.parent], check=True)
    try:
        search.kill()
        while search.left():
            pass
        subprocess.run(["mount", "-o", "remount,ro", search.run.parent], check=True)
        search.check(search.start(), 0, 2, says="cannot be written")
        subprocess.run(["mount", "-o", "remount,rw", search.run.parent], check=True)
        search.finish()
    finally:
        subprocess.run(["umount", "-l", search.run.parent], check=True)


def deleted_journal(search):
    """The journal is removed."""
    process = search.disturbed()
    for file in search.run.glob("journal.sqlite*"):
        file.unlink(missing_ok=True)
    search.check(process, 0, 1, says="journal.sqlite")


def damaged(search, damage):
    """Damages the journal of a run that goes on, and then of one that has ended."""
    process = search.disturbed()
    damage(search.journal)
    search.check(process, 0, 1)
    damage(search.journal)
    search.check(search.call("report", str(search.run), "--json"), 0, 1, 2)
    search.check(search.call("recover", str(search.run)), 0, 1, 2)


def truncated_journal(search):
    """The journal is cut off."""
    damaged(search, lambda file: os.truncate(file, random.randrange(file.stat().st_size + 1)))


def flipped_journal(search):
    """Twenty bytes of the journal change."""

    def flip(file):
        with open(file, "r+b") as journal:
            for _ in range(20):
                place = random.randrange(max(file.stat().st_size, 1))
                journal.seek(place)
                journal.write(bytes([random.randrange(256)]))

    damaged(search, flip)


def two_coordinators(search):
    """A second process resumes the run."""
    process = search.disturbed()
    if process.poll() is None:
        search.check(search.start(), 0, 2, says="another process")
    search.check(process, 0)
    search.finish()


def another_host(search):
    """The run is killed, and continued where host, network and home are others."""
    search.kill()
    home = search.home / "elsewhere"
    home.mkdir(exist_ok=True)
    script = 'hostname elsewhere && exec "$@"'
    search.finish(["unshare", "--uts", "--net", "sh", "-c", script, "sh"], HOME=str(home))


def clock(search):
    """The clock is a month behind when a killed run goes on, and then goes back a day each second."""
    search.kill()
    search.finish(["faketime", "--exclude-monotonic", "-f", "-30d x-86400"])


def memory(search):
    """The run is killed, and continued where there is little address space."""
    search.kill()
    limit = random.choice([160, 200, 300, 500, 800, 1200]) << 20
    search.check(search.start(["prlimit", f"--as={limit}"]), 0, 1, says="memory")
    search.finish()


FAULTS = {
    function.__name__: function
    for function in [
        hangup,
        termination,
        pause,
        pipes,
        full_disk,
        read_only_disk,
        deleted_journal,
        truncated_journal,
        flipped_journal,
        two_coordinators,
        another_host,
        clock,
        memory,
    ]
}


def missing(name):
    """Returns what is missing to make a fault here, or nothing."""
    trial = {
        "full_disk": "mount -t tmpfs tmpfs /mnt && umount /mnt",
        "read_only_disk": "mount -t tmpfs tmpfs /mnt && umount /mnt",
        "another_host": "unshare --uts --net hostname elsewhere",
        "clock": "faketime -f -30d true",
    }.get(name, "true")
    return "" if subprocess.run(trial, shell=True, capture_output=True).returncode == 0 else trial


def main():
    tool = str(pathlib.Path(sys.argv[1]).resolve())
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    random.seed(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    faults = sys.argv[4:] or list(FAULTS)
    failures = 0
    for kind in ["score", "command", "torch"]:
        home = pathlib.Path(tempfile.mkdtemp())
        search = Search(tool, kind, home)
        for name in faults:
            if reason := missing(name):
                print(f"{kind} {name}: skipped, this fails: {reason}")
                continue
            wrong, search.hit = [], 0
            for number in range(times):
                search.run = home / f"{name}-{number}" / "run"
                search.run.parent.mkdir()
                try:
                    FAULTS[name](search)
                    if left := search.left():
                        raise Wrong(f"left behind: {left}")
                    shutil.rmtree(search.run.parent)
                except Wrong as problem:
                    wrong.append(f"{search.run}: {problem}")
            failures += len(wrong)
            print(f"{kind} {name}: {times} times, {search.hit} of them in a run, {len(wrong)} wrong", *wrong, sep="\n    ", flush=True)
        if failures == 0:
            shutil.rmtree(home)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
