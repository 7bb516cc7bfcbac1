"""The host line: where, when and with what the figures were made."""

import os
import re
import subprocess
import time
from pathlib import Path

from build import HERE, ROOT


def first_line(*command):
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    except OSError:
        return None
    return done.stdout.splitlines()[0].strip() if done.returncode == 0 and done.stdout else None


def read(path):
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def match(pattern, text):
    found = re.search(pattern, text, re.MULTILINE)
    return found.group(1).strip() if found else None


def commit():
    """Of the source that was measured; a + says that it was changed since."""
    name = first_line("git", "rev-parse", "--short", "HEAD")
    if name and first_line("git", "status", "--porcelain", "lib", "bench/peers"):
        name += "+"
    return name


def versions():
    """Of the peers: what Cargo.toml pins, what the system has."""
    pinned = r'^([\w-]+) = (?:"=|\{ version = "=)([^"]+)"'
    found = dict(re.findall(pinned, read(HERE / "rust/Cargo.toml"), re.M))
    for helper in ("libc", "serde_bytes"):
        found.pop(helper, None)
    number = match(r"#define BOOST_LIB_VERSION \"(.*)\"", read("/usr/include/boost/version.hpp"))
    if number:
        found["boost"] = number.replace("_", ".")
    zmq = first_line("pkg-config", "--modversion", "libzmq")
    if zmq:
        found["zeromq"] = zmq
    return found


def host(settings):
    cpuinfo = read("/proc/cpuinfo")
    family, model = (match(rf"^{word}\s*: (.*)$", cpuinfo) for word in ("cpu family", "model"))
    return {
        "date": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "ringpipe": match(r"version: '([^']+)'", read(ROOT / "meson.build")),
        "commit": commit(),
        "processor": match(r"^model name\s*: (.*)$", cpuinfo),
        "family_model": f"{family}/{model}",
        "processors": os.cpu_count(),
        "virtual": "hypervisor" in cpuinfo,
        "kernel": os.uname().release,
        "machine": os.uname().machine,
        "governor": read("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor").strip() or None,
        "load": read("/proc/loadavg").split()[0],
        "cpp": first_line(os.environ.get("CXX", "g++"), "--version"),
        "rust": first_line("rustc", "--version"),
        "peers": versions(),
        "rounds": settings.rounds,
        "seconds": settings.seconds,
        "cpus": list(settings.cpus),
    }


def host_lines(about):
    kind = "virtual" if about["virtual"] else "bare"
    yield (
        f"host   {about['processors']} x {about['processor']} ({about['family_model']}), {kind}, "
        f"Linux {about['kernel']} {about['machine']}, governor {about['governor'] or 'unknown'}, "
        f"load {about['load']}"
    )
    yield (
        f"run    {about['date']}, ringpipe {about['ringpipe']} ({about['commit'] or 'no commit'}), "
        f"{about['cpp']}, {about['rust'] or 'no Rust'}"
    )
    yield "peers  " + ", ".join(f"{name} {number}" for name, number in about["peers"].items())
    yield (
        f"setup  two processes on processors {about['cpus'][0]} and {about['cpus'][1]}, "
        f"rounds of {about['seconds']} s in turn ({about['rounds']}), medians; every record copied "
        "whole on both sides, every sequence number checked"
    )


RATIO = "ratio  of the first line of a row to that line: of rates, or of times there and back"
