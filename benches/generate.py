"""Writes the inputs of the benchmarks: made up, the same on every machine, and of the size the scripts name.

Nothing here is measured data. Values come from a small linear congruential generator, so that no library's random
numbers decide over the bytes.
"""

import csv
import pathlib
import sys

KNOWN = ["afdb", "sgi", "bti", "eiu", "nit", "gi", "imd", "perc", "icrg", "vdem", "cpia", "eos", "wjp", "bps"]


class Numbers:
    """Whole numbers from 0 to below a bound."""

    def __init__(self, seed):
        self.state = seed

    def below(self, bound):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) * bound >> 31


def codes(repository):
    """All country codes of the product, and those ISO 3166 leaves to users."""
    with open(repository / "crates/registers/data/countries.csv", encoding="utf-8") as file:
        known = [(row["iso3"], row["iso2"], row["name"]) for row in csv.DictReader(file)]
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return [(code, name) for code, _, name in known] + [(f"X{a}{b}", f"Area {a}{b}") for a in letters for b in letters]


def panel(path, repository, years, sources, decimals):
    """`year,iso3,country` and one column a source; one cell in thirty is empty."""
    numbers = Numbers(1)
    names = (KNOWN + [f"s{index:03}" for index in range(sources)])[:sources]
    with open(path, "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["year", "iso3", "country", *names])
        for year in years:
            for code, name in codes(repository):
                cells = []
                for _ in names:
                    value = numbers.below(10000)
                    if numbers.below(30) == 0:
                        cells.append("")
                    elif decimals:
                        cells.append(f"{value / 100:.2f}")
                    else:
                        cells.append(str(value // 100))
                out.writerow([year, code, name, *cells])


def estimates(path, units):
    """`unit,estimate,se` for rank sets: levels a third of a point apart, errors from 1 to 4 points."""
    numbers = Numbers(2)
    with open(path, "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["unit", "estimate", "se"])
        for unit in range(units):
            out.writerow([f"U{unit:03}", f"{10 + unit / 3 + numbers.below(1000) / 500:.4f}", f"{1 + numbers.below(3000) / 1000:.4f}"])


def counts(path, rows):
    """`id,kind,x,n`: counts of all sizes up to ten million, a third of each kind of interval."""
    numbers = Numbers(3)
    with open(path, "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["id", "kind", "x", "n"])
        for row in range(rows):
            x = numbers.below(10 ** (1 + numbers.below(7)))
            kind = ["poisson", "wilson", "clopper_pearson"][row % 3]
            out.writerow([f"r{row:06}", kind, x, "" if kind == "poisson" else x + 1 + numbers.below(10 ** (1 + numbers.below(7)))])


def pairs(path, rows):
    """`id,x1,t1,x0,t0`: two counts that differ by a few standard deviations, up to a hundred thousand."""
    numbers = Numbers(4)
    with open(path, "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["id", "x1", "t1", "x0", "t0"])
        for row in range(rows):
            x = numbers.below(10 ** (1 + numbers.below(5)))
            other = max(0, x + numbers.below(2 * int(3 * (x + 1) ** 0.5) + 1) - int(3 * (x + 1) ** 0.5))
            out.writerow([f"p{row:06}", x, 1, other, 1 + numbers.below(2)])


def cases(path, rows):
    """`case,start,end,outcome`: cases of ten years, three outcomes, a tenth still open."""
    import datetime

    numbers, first = Numbers(5), datetime.date(2014, 1, 1)
    with open(path, "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["case", "start", "end", "outcome"])
        for row in range(rows):
            start = first + datetime.timedelta(days=numbers.below(3600))
            end, outcome = start + datetime.timedelta(days=numbers.below(900)), ["CONVICTED", "TERMINATED", "ACQUITTED"][numbers.below(3)]
            still = numbers.below(10) == 0 or end > datetime.date(2023, 12, 31)
            out.writerow([f"C{row:07}", start, "" if still else end, "" if still else outcome])


def main():
    folder = pathlib.Path(sys.argv[1])
    repository = pathlib.Path(__file__).resolve().parent.parent
    folder.mkdir(parents=True, exist_ok=True)
    panel(folder / "panel_wide.csv", repository, range(1990, 2101), 118, decimals=False)
    panel(folder / "panel_scores.csv", repository, range(1990, 2101), 14, decimals=True)
    estimates(folder / "estimates_180.csv", 180)
    counts(folder / "counts.csv", 60_000)
    pairs(folder / "pairs.csv", 20_000)
    cases(folder / "cases.csv", 300_000)


if __name__ == "__main__":
    main()
