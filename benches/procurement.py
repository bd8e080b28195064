"""Flags and coverage beside ocdscardinal 0.0.8 (Rust): the same file, the same settings, processor seconds and memory.

usage: procurement.py PROGRAM OCDSCARDINAL RELEASES.jsonl [ROUNDS]
OCDSCARDINAL is the peer's program, built with `cargo install ocdscardinal` or taken from its Python package; RELEASES is a
file of releases as JSON Lines (`procurement_scale.py` makes large ones). The rounds of the commands alternate, so that a
busy machine is busy for all of them; the least of each counts. Equal outputs are compared before anything is reported.
"""

import json
import os
import pathlib
import sys
import tempfile

# The eleven indicators of the peer, with its own defaults.
CODES = "R003 R018 R024 R025 R028 R030 R035 R036 R038 R048 R058".split()


def measured(command, out):
    """Processor seconds and the largest resident set in MiB."""
    pid = os.fork()
    if pid == 0:
        with open(out, "wb") as file:
            os.dup2(file.fileno(), 1)
        os.execvp(command[0], command)
    _, status, usage = os.wait4(pid, 0)
    if status != 0:
        raise SystemExit(f"{command} ended with {status}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    program, peer, file = sys.argv[1:4]
    rounds = int(sys.argv[4]) if len(sys.argv) > 4 else 5
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        settings = folder / "settings.ini"
        settings.write_text("".join(f"[{code}]\n" for code in CODES))
        compat = ["--compat", "cardinal"]
        works = {
            "flags of the peer": [program, "procurement", "flags", *compat, "--settings", settings, file],
            "flags of the peer, ocdscardinal": [peer, "indicators", "--settings", settings, file],
            "coverage": [program, "procurement", "coverage", file],
            "coverage, ocdscardinal": [peer, "coverage", file],
            "the same flags in four states": [program, "procurement", "flags", "--threads", "1", "--codes", ",".join(CODES), "--out", folder / "few", file],
            "all flags in four states": [program, "procurement", "flags", "--threads", "1", "--out", folder / "all", file],
        }
        seen = {name: [] for name in works}
        for _ in range(rounds):
            for name, command in works.items():
                seen[name].append(measured([str(word) for word in command], folder / name))
        for name in ("flags of the peer", "coverage"):
            ours, theirs = (json.loads((folder / own).read_text()) for own in (name, f"{name}, ocdscardinal"))
            assert ours == theirs, f"{name}: the outputs differ"
        least = {name: (min(cpu for cpu, _ in own), max(memory for _, memory in own)) for name, own in seen.items()}
        for name, (cpu, memory) in least.items():
            theirs = least.get(f"{name}, ocdscardinal", least["flags of the peer, ocdscardinal"])[0]
            print(json.dumps({
                "work": name, "megabytes": round(os.path.getsize(file) / 1e6), "cpu_seconds": round(cpu, 3),
                "peak_mib": round(memory), "peer_over_this": round(theirs / cpu, 2),
                "rounds": [round(cpu, 3) for cpu, _ in seen[name]],
            }))


if __name__ == "__main__":
    main()
