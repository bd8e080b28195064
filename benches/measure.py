"""Runs the program and its public peers on the same inputs and writes processor time (user + system) as JSON.

Processor time, not time on the wall: the machine may be busy with other things. Every command is run three times and
the least counts; outputs go to a folder that is thrown away.
"""

import glob
import json
import os
import pathlib
import platform
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data" / "measurement"
PEERS = ROOT / "benches" / "peers.py"


class Bench:
    """Measures commands one by one."""

    def __init__(self, program, python, inputs):
        self.program, self.python, self.inputs = program, python, pathlib.Path(inputs)
        self.scratch = pathlib.Path(tempfile.mkdtemp(prefix="probity-bench-"))
        self.results = []

    def cpu(self, command):
        """User and system seconds of one command, and what it printed."""
        with open(self.scratch / "stdout", "w+") as out, open(self.scratch / "stderr", "w+") as err:
            process = subprocess.Popen([str(part) for part in command], stdout=out, stderr=err)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            out.seek(0)
            err.seek(0)
            if status != 0:
                sys.exit(f"{' '.join(map(str, command))}: {err.read()[-500:]}")
            return usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024, out.read()

    def run(self, name, commands, prepare=lambda: None, note="", **more):
        """Measures a list of commands as one; keeps the least of three rounds."""
        rounds = []
        for _ in range(3):
            prepare()
            runs = [self.cpu(command) for command in commands]
            rounds.append((sum(run[0] for run in runs), max(run[1] for run in runs), runs[-1][2]))
        seconds, memory, printed = min(rounds)
        result = {"name": name, "cpu_seconds": round(seconds, 3), "rounds": [round(r[0], 3) for r in rounds],
                  "peak_mib": memory, "command": " ".join(map(str, commands[0])), "commands": len(commands), **more}
        if "bytes" in more:
            result["mb_per_cpu_second"] = round(more["bytes"] / 1e6 / seconds, 1)
        if printed.startswith("{"):
            result["printed"] = json.loads(printed)
        if note:
            result["note"] = note
        self.results.append(result)
        print(f"{name:44} {seconds:8.3f} s {memory:6} MiB  {result.get('mb_per_cpu_second', '')}", file=sys.stderr)

    def ours(self, name, *arguments, **more):
        """One run of the program into a fresh folder."""
        out = self.scratch / "out"
        self.run(name, [[self.program, *arguments, "--out", out]], lambda: shutil.rmtree(out, ignore_errors=True), **more)

    def imports(self, name, file):
        """An import into a fresh observatory."""
        directory = self.scratch / "observatory"

        def fresh():
            shutil.rmtree(directory, ignore_errors=True)
            subprocess.run([self.program, "init", directory], check=True, capture_output=True)

        command = [self.program, "import", "perception-scores", file, "--dir", directory]
        self.run(name, [command], fresh, bytes=file.stat().st_size)

    def peer(self, name, *arguments, **more):
        """One run of a Python peer."""
        self.run(name, [[self.python, PEERS, *arguments]], **more)


def importing(bench):
    book = bench.inputs / "panel_book.xlsx"
    if not book.exists():
        bench.cpu([bench.python, PEERS, "openpyxl_write", bench.inputs / "panel_scores.csv", book])
    bench.peer("python: start and imports only", "start")
    for name in ["panel_wide", "panel_scores"]:
        file = bench.inputs / f"{name}.csv"
        bench.imports(f"probity import {name}.csv", file)
        bench.peer(f"pandas read_csv {name}.csv", "pandas_read", file, bytes=file.stat().st_size)
        bench.peer(f"pandas read, melt, to_parquet {name}.csv", "pandas_parquet", file, bench.scratch / "p.parquet",
                   bytes=file.stat().st_size)
    bench.imports("probity import panel_book.xlsx", book)
    bench.peer("openpyxl reads panel_book.xlsx", "openpyxl_read", book, bytes=book.stat().st_size)


def ranks(bench):
    file = bench.inputs / "estimates_180.csv"
    for kind, flag in [("marginal", []), ("simultaneous", ["--simultaneous"])]:
        bench.ours(f"probity index ranks, {kind}", "index", "ranks", "--estimates", file, "--coverage", "0.9",
                   "--draws", "1000", "--seed", "1", *flag)
        bench.peer(f"numpy rank sets (ours, not csranks), {kind}", "rank_sets", file, kind, "1000", "0.9")


def index(bench):
    sources = DATA / "cpi" / "sources.csv"
    out = bench.scratch / "out"
    for draws in ["0", "1000"]:
        editions = [[bench.program, "index", "cpi", "--sources", sources, "--edition", year, "--draws", draws, "--out", out]
                    for year in range(2012, 2024)]
        bench.run(f"probity index cpi, twelve editions, {draws} draws", editions)
    bench.ours("probity index ucm --plan (46 fits)", "index", "ucm", "--plan", DATA / "wgi" / "plan.csv")
    folder = bench.inputs / "correlations"
    bench.cpu([bench.python, PEERS, "correlations", DATA / "wgi" / "plan.csv", folder])
    matrices = sorted(glob.glob(str(folder / "*.csv")))
    bench.peer("factor-analyzer, ML step of the 46 fits", "factor_analyzer", *matrices,
               note="`printed` has the CPU seconds of the fits alone, without reading and start")
    if shutil.which("Rscript"):
        bench.run("R factanal, ML step of the 46 fits (x20)", [["Rscript", ROOT / "benches" / "peers.R", *matrices]],
                  note="`printed` has the CPU seconds of one round of 46 fits alone; the process runs twenty")


def statistics(bench):
    counts, pairs, cases = (bench.inputs / f"{name}.csv" for name in ["counts", "pairs", "cases"])
    bench.run("probity stats interval, 60,000 counts up to 10^7", [[bench.program, "stats", "interval", counts]])
    bench.peer("scipy.special, the same by columns", "intervals", counts)
    bench.run("probity stats compare, 20,000 pairs", [[bench.program, "stats", "compare", "--pairs", pairs]])
    bench.peer("scipy.stats.binomtest, the same row by row", "comparisons", pairs)
    bench.ours("probity stats funnel, 300,000 cases", "stats", "funnel", cases)
    if shutil.which("Rscript"):
        bench.run("R survival::survfit, the same cohorts", [["Rscript", ROOT / "benches" / "peers_funnel.R", cases]],
                  note="needs the package survival (Debian r-cran-survival)")


def main():
    program, python, inputs, target = sys.argv[1:5]
    bench = Bench(program, python, inputs)
    importing(bench)
    ranks(bench)
    statistics(bench)
    if DATA.exists():
        index(bench)
    else:
        print("SKIPPED: index cpi and index ucm, reference data is not beside this checkout", file=sys.stderr)
    cpu = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "?")
    machine = {"cpu": cpu, "cores": os.cpu_count(), "system": platform.platform(), "python": platform.python_version()}
    pathlib.Path(target).write_text(json.dumps({"machine": machine, "results": bench.results}, indent=1) + "\n")
    shutil.rmtree(bench.scratch)


if __name__ == "__main__":
    main()
