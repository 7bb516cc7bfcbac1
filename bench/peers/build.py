"""Builds what this machine can build, and remembers why it cannot build the rest."""

import os
import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
OUT = ROOT / "build-peers"

CPP = ("ringpipe", "boost_spsc", "limits")
CRATES = ("ipc_ring", "bcast", "ringfire", "rusted_ring", "ipmpsc", "iceoryx2")

JOBS = os.environ.get("JOBS", "1")  # compilers at once
WARNINGS = ("-Wall", "-Wextra", "-Wconversion", "-Wshadow", "-Wsign-conversion")


def complaint(done):
    """The line of a compiler's output that says most."""
    lines = [line for line in done.stdout.splitlines() if line.strip()]
    for line in lines:
        if "error" in line:
            return line.strip()
    return lines[-1].strip() if lines else f"exit status {done.returncode}"


def call(*command, **more):
    words = [str(word) for word in command]
    try:
        return subprocess.run(
            words,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            **more,
        )
    except OSError as error:
        return subprocess.CompletedProcess(words, 127, f"{words[0]}: {error.strerror}")


class Builds:
    """Driver programs by name; `why` has those that are missing, and the reason."""

    def __init__(self, say):
        self.say = say
        self.programs = {}
        self.why = {}
        self.library = OUT / "ringpipe" / "lib"

    def get(self, driver):
        """Builds `driver` if need be: its path, or None."""
        if driver not in self.programs and driver not in self.why:
            self.say(f"building {driver}")
            if driver in CPP:
                self.build_cpp(driver)
            elif driver in CRATES:
                self.build_crate(driver)
            else:
                self.build_ring_bench()
        return self.programs.get(driver)

    def keep(self, driver, program, done):
        if done.returncode == 0:
            self.programs[driver] = program
        else:
            self.why[driver] = "does not build: " + complaint(done)

    def meson(self, *targets):
        """Our own tree, as it is installed: release, without tests."""
        tree = OUT / "ringpipe"
        if not (tree / "build.ninja").exists():
            done = call("meson", "setup", tree, ROOT, "-Dtests=false", "-Dbuildtype=release")
            if done.returncode != 0:
                return done
        return call("meson", "compile", "-C", tree, "-j", JOBS, *targets)

    def build_cpp(self, driver):
        if driver == "ringpipe":
            done = self.meson("ringpipe:shared_library")
            if done.returncode != 0:
                self.why[driver] = "the library does not build: " + complaint(done)
                return
        if driver == "boost_spsc" and not self.has_header("boost/lockfree/spsc_queue.hpp"):
            self.why[driver] = "no Boost headers (Debian: libboost-dev)"
            return
        source = HERE / "cpp" / f"{driver}.cpp"
        program = OUT / "cpp" / driver
        library = ["-L", self.library, "-lringpipe", f"-Wl,-rpath,{self.library}"]
        parts = [source, *source.parent.glob("*.h"), *(ROOT / "lib/include").rglob("*.h")]
        if program.exists() and program.stat().st_mtime > max(p.stat().st_mtime for p in parts):
            self.programs[driver] = program
            return
        program.parent.mkdir(parents=True, exist_ok=True)
        self.keep(
            driver,
            program,
            call(
                os.environ.get("CXX", "g++"), "-std=c++20", "-O3", *WARNINGS,
                "-I", ROOT / "lib/include", source, "-o", program,
                *(library if driver == "ringpipe" else []),
            ),
        )

    def has_header(self, header):
        compiler = os.environ.get("CXX", "g++")
        done = call(compiler, "-x", "c++", "-E", "-", input=f"#include <{header}>\n")
        return done.returncode == 0

    def build_crate(self, driver):
        if shutil.which("cargo") is None:
            self.why[driver] = "no cargo"
            return
        target = OUT / "rust"
        done = call(
            "cargo", "build", "--quiet", "--release", "--locked", "--jobs", JOBS,
            "--manifest-path", HERE / "rust" / "Cargo.toml", "--target-dir", target,
            "--features", driver, "--bin", driver,
        )
        self.keep(driver, target / "release" / driver, done)

    def build_ring_bench(self):
        done = self.meson("ring_bench:executable", "ringcat:executable")
        self.keep("ring_bench", OUT / "ringpipe" / "tools" / "ring_bench", done)
