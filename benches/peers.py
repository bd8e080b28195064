"""Public Python libraries, and plain numpy where none is installable, doing what one command of the program does.

Each function is one process: `python peers.py NAME ARGUMENTS…`. `start` only imports, so that the start of Python and
its libraries can be told from the work.
"""

import json
import sys


def start(*_):
    """The imports alone."""
    import numpy, openpyxl, pandas, pyarrow  # noqa: E401, F401


def pandas_parquet(source, target):
    """Reads a panel, turns it into one row a score and writes Parquet (zstd): no checks, no positions, no digest."""
    import pandas

    wide = pandas.read_csv(source, keep_default_na=False, na_values=[""])
    long = wide.melt(["year", "iso3", "country"], var_name="source", value_name="value").dropna(subset=["value"])
    long.to_parquet(target, engine="pyarrow", compression="zstd", index=False)
    print(json.dumps({"rows": len(long)}))


def pandas_read(source):
    """Reads a panel and nothing else."""
    import pandas

    print(json.dumps({"rows": len(pandas.read_csv(source, keep_default_na=False, na_values=[""]))}))


def openpyxl_read(source):
    """Walks over all cells of a workbook."""
    import openpyxl

    book = openpyxl.load_workbook(source, read_only=True)
    print(json.dumps({"cells": sum(len(row) for sheet in book for row in sheet.iter_rows(values_only=True))}))


def pandas_workbook(source):
    """Reads a workbook of the UNODC portal as a table: two lines of preamble, then the header. No checks, no cells.
    The release of 2024-05-16 names a drawing it does not hold, which openpyxl refuses unless it reads only."""
    import openpyxl
    import pandas

    sheet = next(iter(openpyxl.load_workbook(source, read_only=True)))
    # The dimension that the workbook states is wrong; believed, there would be no rows.
    sheet.reset_dimensions()
    rows = sheet.iter_rows(values_only=True, min_row=3)
    header = next(rows)
    print(json.dumps({"rows": len(pandas.DataFrame(rows, columns=header))}))


def openpyxl_write(source, target):
    """Writes the first 5,000 rows of a panel as a workbook: the input of the comparison above."""
    import csv
    import itertools
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("panel")
    with open(source, encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        sheet.append(next(rows))
        for row in itertools.islice(rows, 5000):
            sheet.append([int(row[0]), *row[1:3], *(float(cell) if cell else None for cell in row[3:])])
    book.save(target)


def correlations(plan, folder):
    """Pairwise correlations of the representative sources of every fit of a plan, one CSV a fit: input for others."""
    import pathlib
    import pandas

    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for _, row in pandas.read_csv(plan, keep_default_na=False).iterrows():
        table = pandas.read_csv(pathlib.Path(plan).parent / row["sources"], na_values=["#N/A", ".."])
        names = [name for name in row["representative"].split() if name in table]
        if len(names) >= 3:
            table[names].apply(pandas.to_numeric, errors="coerce").corr().to_csv(folder / f"{row['group']}.csv", index=False)


def factor_analyzer(*files):
    """One-factor maximum likelihood of correlation matrices by the package factor-analyzer."""
    import pandas
    import time
    import factor_analyzer as package

    tables = [pandas.read_csv(file).to_numpy() for file in files]
    began, failed = time.process_time(), 0
    for table in tables:
        try:
            package.FactorAnalyzer(n_factors=1, rotation=None, method="ml", is_corr_matrix=True).fit(table)
        except Exception:  # the package raises many kinds; what counts is how many fits it could not do
            failed += 1
    print(json.dumps({"fits": len(tables), "failed": failed, "cpu_seconds": time.process_time() - began}))


def rank_sets(source, kind, draws, coverage):
    """Confidence sets for ranks as in Mogstad et al. (2024) with step-down, straight from the paper, in numpy.

    Our own plain implementation; it is not csranks, which could not be installed here.
    """
    import numpy
    import pandas

    table = pandas.read_csv(source)
    x, se = table["estimate"].to_numpy(), table["se"].to_numpy()
    units, draws, coverage = len(x), int(draws), float(coverage)
    errors = numpy.random.default_rng(1).standard_normal((draws, units)) * se
    above, below = numpy.zeros(units, int), numpy.zeros(units, int)
    families = [[(j, k) for k in range(units) if k != j] for j in range(units)]
    if kind == "simultaneous":
        families = [[(j, k) for j in range(units) for k in range(j + 1, units)]]
    for family in families:
        first, second = numpy.array(family).T
        spread = numpy.hypot(se[first], se[second])
        distance = (x[first] - x[second]) / spread
        while len(first):
            drawn = (errors[:, first] - errors[:, second]) / spread
            largest = numpy.abs(drawn).max(1)
            critical = numpy.quantile(largest, coverage, method="inverted_cdf")
            reject = numpy.abs(distance) > critical
            if not reject.any():
                break
            numpy.add.at(below, first[reject & (distance < 0)], 1)
            numpy.add.at(above, first[reject & (distance > 0)], 1)
            if kind == "simultaneous":
                numpy.add.at(above, second[reject & (distance < 0)], 1)
                numpy.add.at(below, second[reject & (distance > 0)], 1)
            keep = ~reject
            first, second, spread, distance = first[keep], second[keep], spread[keep], distance[keep]
    for unit, low, high in zip(table["unit"], below + 1, units - above):
        print(f"{unit},{low},{high}")


def intervals(source):
    """The same intervals by scipy's special functions, a whole column at a time."""
    import pandas
    from scipy import special

    table, half = pandas.read_csv(source), 0.025
    poisson, exact = table[table.kind == "poisson"], table[table.kind == "clopper_pearson"]
    wilson = table[table.kind == "wilson"]
    z, p = special.ndtri(1 - half), wilson.x / wilson.n
    centre, width = p + z * z / (2 * wilson.n), z * (p * (1 - p) / wilson.n + (z / wilson.n) ** 2 / 4) ** 0.5
    ends = [
        special.gammaincinv(poisson.x, half), special.gammaincinv(poisson.x + 1, 1 - half),
        special.betaincinv(exact.x, exact.n - exact.x + 1, half), special.betaincinv(exact.x + 1, exact.n - exact.x, 1 - half),
        (centre - width) / (1 + z * z / wilson.n), (centre + width) / (1 + z * z / wilson.n),
    ]
    print(json.dumps({"ends": sum(len(end) for end in ends)}))


def comparisons(source):
    """The same comparisons by scipy's exact binomial test with its exact interval, row by row."""
    import pandas
    from scipy import stats

    table, done = pandas.read_csv(source), 0
    for x1, t1, x0, t0 in table[["x1", "t1", "x0", "t0"]].itertuples(index=False):
        if x1 + x0 > 0:
            result = stats.binomtest(int(x1), int(x1 + x0), t1 / (t1 + t0))
            done += result.pvalue >= 0 and result.proportion_ci(method="exact").low >= 0
    print(json.dumps({"pairs": int(done)}))


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
