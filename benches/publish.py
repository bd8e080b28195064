"""Publishes the demonstration and lets pandas write the same tables, and frictionless describe and hash them; prints
processor seconds and their ratios as JSON. Needs Python with pandas and frictionless.

usage: publish.py PROBITY PYTHON
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

PANDAS = """
import glob, pathlib, sys
import pandas
for path in glob.glob(sys.argv[1] + '/data/*.csv'):
    pandas.read_csv(path, dtype=str, keep_default_na=False).to_csv(pathlib.Path(sys.argv[2]) / pathlib.Path(path).name, index=False)
"""
FRICTIONLESS = """
import glob, os, sys
from frictionless import Package, Resource
os.chdir(sys.argv[1])
package = Package(resources=[Resource(path=path) for path in sorted(glob.glob('data/*.csv'))])
package.infer(stats=True)
"""


def cpu(command):
    """Least user and system seconds of three runs."""
    least = None
    for _ in range(3):
        with tempfile.TemporaryDirectory() as folder:
            process = subprocess.Popen([str(part).replace("OUT", folder) for part in command], stdout=subprocess.DEVNULL)
            _, status, usage = os.wait4(process.pid, 0)
            if status != 0:
                sys.exit(f"{command} failed")
            seconds = usage.ru_utime + usage.ru_stime
            least = seconds if least is None else min(least, seconds)
    return round(least, 3)


def main():
    program, python = sys.argv[1:3]
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": True}
        subprocess.run([program, "demo", "--no-serve", "--dir", work / "demo"], **quiet)
        subprocess.run([program, "log", "keygen", "example.org/bench", "--out", work / "key"], **quiet)
        publish = [program, "publish", "--dir", work / "demo", "--key", work / "key", "--now", "2026-11-21", "--out"]
        subprocess.run([*publish, work / "package"], **quiet)
        rows = sum(sum(1 for _ in open(path)) - 1 for path in (work / "package" / "data").glob("*.csv"))
        ours = cpu([*publish, "OUT/package"])
        again = cpu([program, "rerun", work / "package"])
        pandas = cpu([python, "-c", PANDAS, work / "package", "OUT"])
        frictionless = cpu([python, "-c", FRICTIONLESS, work / "package"])
    print(json.dumps({
        "rows": rows,
        "publish": ours,
        "rerun": again,
        "pandas: read and write the tables": pandas,
        "frictionless: describe and hash the tables": frictionless,
        "pandas / publish": round(pandas / ours, 1),
        "frictionless / publish": round(frictionless / ours, 1),
    }, indent=2))


if __name__ == "__main__":
    main()
