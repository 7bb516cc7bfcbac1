"""Rows that ring_bench measures by itself: it has drivers for pipes, sockets and more (--vs)."""

import json
import subprocess

from measure import Figures, Usage


def parse(lines, row, figures):
    """Puts the rounds of the row's case where they belong; what it did not run gets no figure."""
    by_name = {each.system.system: each for each in figures}
    for line in lines:
        told = json.loads(line)
        if told["kind"] != "round" or told["case"] != row.words["case"]:
            continue
        each = by_name.get(told["system"])
        if each is None:
            continue
        if told["errors"]:
            each.problem, each.failed = f"{told['errors']} records not as they were sent", True
        elif row.mode == "ping-pong":
            times = told["latency_ns"]
            keys = {"p50": "p50_ns", "p99": "p99_ns", "p99.9": "p99.9_ns", "max": "max_ns"}
            one = {ours: times[theirs] for theirs, ours in keys.items()}
            each.rounds.append({"samples": times["count"], **one})
        else:
            keys = ("records", "seconds")
            one = {key: told[key] for key in keys}
            each.rounds.append({**one, "bytes": told["record_bytes"]})
    for each in figures:
        if not each.rounds and not each.problem:
            each.problem = "ring_bench was built without it (Debian: libboost-dev, libzmq3-dev)"


def run_row(row, builds, settings, say):
    """One call of ring_bench, which runs its systems in turn."""
    figures = [Figures(system) for system in row.systems]
    program = builds.get("ring_bench")
    if program is None or (settings.only and "ring_bench" not in settings.only):
        for each in figures:
            each.problem = builds.why.get("ring_bench", "not asked for")
        return figures
    say(f"{row.name}: ring_bench")
    command = [
        program, *row.words["arguments"], "--verify", "sequence", "--vs", "-J",
        "--rounds", settings.rounds, "--duration", settings.seconds,
        "--pin=" + ",".join(map(str, settings.cpus)),
    ]
    usage = Usage()
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, check=False
    )
    noise = usage.others()
    if done.returncode not in (0, 1):
        for each in figures:
            each.problem, each.failed = done.stderr.strip() or f"exit {done.returncode}", True
        return figures
    parse(done.stdout.splitlines(), row, figures)
    for each in figures:
        each.noise = noise
    return figures
