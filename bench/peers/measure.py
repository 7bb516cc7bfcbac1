"""Runs the drivers in turn and keeps what they measured."""

import json
import os
import resource
import shutil
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

CANNOT = 77
NOISY = 0.05  # of the machine, used by others


@dataclass
class Settings:
    rounds: int
    seconds: float
    cpus: tuple
    only: list


@dataclass
class Figures:
    """What a system did in the rounds of a row."""

    system: object
    rounds: list = field(default_factory=list)  # what its driver printed
    noise: float = 0.0
    problem: str = ""  # why there is no figure
    failed: bool = False

    def values(self, mode):
        if mode == "ping-pong":
            return [each["p50_ns"] for each in self.rounds]
        return [each["records"] / each["seconds"] for each in self.rounds]

    def median(self, mode):
        return statistics.median(self.values(mode)) if self.rounds else None


def busy_seconds():
    """Of all processors, what was stolen from us among it."""
    with open("/proc/stat", encoding="ascii") as stat:
        user, nice, system, _idle, _wait, irq, soft, steal = map(int, stat.readline().split()[1:9])
    return (user + nice + system + irq + soft + steal) / os.sysconf("SC_CLK_TCK")


def own_seconds():
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    own = resource.getrusage(resource.RUSAGE_SELF)
    return children.ru_utime + children.ru_stime + own.ru_utime + own.ru_stime


class Usage:
    """What others take of the machine from here on."""

    def __init__(self):
        self.busy, self.own, self.start = busy_seconds(), own_seconds(), time.monotonic()

    def others(self):
        """As a share of all processors."""
        others = busy_seconds() - self.busy - (own_seconds() - self.own)
        return max(0.0, others / ((time.monotonic() - self.start) * (os.cpu_count() or 1)))


def sweep(scratch):
    """Removes what a driver used, and what iceoryx2 leaves in /dev/shm under that name."""
    shutil.rmtree(scratch, ignore_errors=True)
    for left in Path("/dev/shm").glob(f"*{Path(scratch).name}*"):
        left.unlink(missing_ok=True)


def one_round(figures, program, row, settings):
    """One driver, one time. False: it cannot, and need not be asked again."""
    system = figures.system
    words = {
        **row.words,
        **system.words,
        "seconds": settings.seconds,
        "cpus": ",".join(map(str, settings.cpus)),
    }
    scratch = tempfile.mkdtemp(prefix="ringpipe-peers-", dir="/dev/shm")
    command = [str(program), system.system or system.name, row.mode, f"dir={scratch}"]
    command += [f"{key}={value}" for key, value in words.items()]
    usage = Usage()
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=90, check=False)
        status, out, err = done.returncode, done.stdout, done.stderr.strip()
    except subprocess.TimeoutExpired:
        status, out, err = 1, "", "did not end in 90 s"
    finally:
        sweep(scratch)
    figures.noise = max(figures.noise, usage.others())
    if status == 0:
        figures.rounds.append(json.loads(out))
        return True
    figures.rounds.clear()
    figures.failed = status != CANNOT
    figures.problem = err.splitlines()[-1] if err else f"exit status {status}"
    return False


def prove(row, builds, settings):
    """Sends each of a row's systems a record out of order: those that did not complain."""
    blind = []
    for each in (Figures(system) for system in row.systems):
        program = builds.get(each.system.driver)
        if program is None or row.mode != "stream" or each.system.system.startswith("memcpy"):
            continue
        each.system.words = {**each.system.words, "damage": 1000}
        if one_round(each, program, row, settings) or "came as 1001" not in each.problem:
            blind.append(f"{row.name}, {each.system.name}: {each.problem or 'no complaint'}")
    return blind


def run_row(row, builds, settings, say):
    """All systems of a row, in turn, round by round."""
    systems = [s for s in row.systems if not settings.only or s.driver in settings.only]
    figures = [Figures(system) for system in systems]
    going = []
    for each in figures:
        if builds.get(each.system.driver) is None:
            each.problem = builds.why[each.system.driver]
        else:
            going.append(each)
    for number in range(settings.rounds):
        say(f"{row.name}: round {number + 1} of {settings.rounds}")
        going = [e for e in going if one_round(e, builds.get(e.system.driver), row, settings)]
    return figures
