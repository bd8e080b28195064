#!/usr/bin/env python3
"""Compares the compat commands with Cardinal on random, broken and mutated lines.

    python3 benches/cardinal_differential.py CARDINAL OURS ROUNDS [SEED]

CARDINAL is the program of PyPI's source distribution `ocdscardinal` 0.0.8 (its wheel holds `coverage` alone; unpack the
source distribution and `cargo build --release`). OURS is the example `cardinal` of the crate `probity-procurement`.
Cardinal runs with one thread, because with several it does not agree with itself. Where it panics, or says something
else the second time, the round is counted and not compared. Exit code 1 if anything else differs; the input is kept.
"""
import json, os, random, subprocess, sys, tempfile

CARDINAL, OURS, ROUNDS = sys.argv[1], sys.argv[2], int(sys.argv[3])
SEED = int(sys.argv[4]) if len(sys.argv) > 4 else 1
ODD = [None, True, False, 0, 1, -0.0, 1.0, "1", "", "x", [], {}, [None], [[]], {"id": 1}, 1e300, "é\u0000\"\\", {"a": {}}, "\U0001f600"]
DATES = ["2021-01-01T00:00:00Z", "2021-01-15T23:59:59+05:00", "2021-01-10 10:00:00Z", "2021-01-20", "2021-02-01T00:00:00.5-03:00",
         "2021-01-16T00:00:60Z", "2021-01-05T10:00:00", "2021-01-20 10:00:00.123", "2021-13-01T00:00:00Z"]
PEOPLE = [f"T{n}" for n in range(12)]


class Maker:
    def __init__(self, seed):
        self.r = random.Random(seed)
        self.odd = self.r.choice([0, 0.01, 0.05, 0.2])
        self.currencies = self.r.choice([["USD"], ["USD"], ["USD", "DOP", "EUR"]])
        self.amounts = self.r.choice([[100, 110.5, 120, 130, 99.99, 1000], [0, 0.0, -0.0, 100, 1e999, 5], [100, 100.0, 1e2, 101]])

    def v(self, value):
        """The value, or now and then something else."""
        return self.r.choice(ODD) if self.r.random() < self.odd else value

    def maybe(self, **members):
        """An object with most of its members, in random order."""
        keys = [key for key in members if self.r.random() < 0.93]
        if self.r.random() < 0.3:
            self.r.shuffle(keys)
        return self.v({key: self.v(members[key]) for key in keys})

    def organisation(self, names=PEOPLE):
        return self.maybe(id=self.r.choice(names + [7, 8.5]) if self.odd else self.r.choice(names), name="n")

    def people(self, most=1):
        return [self.organisation() for _ in range(self.r.choice([1] * 9 + [most, 2, 0]))]

    def items(self):
        return [self.maybe(classification=self.maybe(id=self.r.choice(["1010", "2020", "30", "4", "éè", 5050]), scheme="S"), id=1)
                for _ in range(self.r.randrange(3))]

    def bid(self):
        status = self.r.choice(["valid"] * 6 + ["disqualified"] * 3 + ["invited", "withdrawn", "pending", "odd", "qualified"])
        value = self.maybe(amount=self.r.choice(self.amounts), currency=self.r.choice(self.currencies))
        return self.maybe(id=self.r.randrange(9), status=status, date=self.r.choice(DATES), value=value,
                          tenderers=self.r.choice([self.people(), self.people(), self.organisation()]) if self.odd else self.people(),
                          items=self.items())

    def award(self):
        status = self.r.choice(["active"] * 12 + ["cancelled", "unsuccessful", "pending", "Active"])
        return self.maybe(id=self.r.choice(["a", 1, "b"]), status=status, suppliers=self.people(), items=self.items())

    def release(self, number):
        # Not an array or object: the rows of `prepare` differ there, deliberately.
        ocid = f"ocds-{number if self.r.random() < 0.9 else self.r.randrange(20)}"
        if self.r.random() < self.odd:
            ocid = self.r.choice([None, True, 1, 2.50, "", "a,b", 'q"', "é"])
        tender = self.maybe(status=self.r.choice(["complete"] * 9 + ["cancelled"]), procurementMethod=self.r.choice(["open", "selective", "direct"]),
                            procurementMethodDetails=self.r.choice(["A", "B", "C - D"]), numberOfTenderers=self.r.choice([1, 1, 2, 1.0, "1"]),
                            tenderPeriod=self.maybe(startDate=self.r.choice(DATES), endDate=self.r.choice(DATES)),
                            procuringEntity=self.organisation(["E1", "E2", "E3"]))
        members = dict(ocid=ocid, tender=tender, buyer=self.organisation(["B1", "B2"]),
                       bids=self.maybe(details=[self.bid() for _ in range(self.r.randrange(6))]),
                       awards=[self.award() for _ in range(self.r.choice([1, 1, 1, 0, 2]))],
                       contracts=[self.maybe(awardID=self.r.choice(["a", 1]), status=self.r.choice(["cancelled", "active"])) for _ in range(self.r.randrange(3))],
                       parties=[self.maybe(id=self.r.choice(PEOPLE + ["B1", "E1", 7]), roles=self.r.choice([["x"], ["tenderer", 1], "y"])) for _ in range(self.r.randrange(4))])
        if self.r.random() < 0.1:
            members["auctions"] = [self.maybe(stages=[self.maybe(bids=[self.bid()], id=1)])]
            if self.r.random() < 0.7:
                del members["bids"]
        keys = [key for key in members if self.r.random() < 0.98]
        self.r.shuffle(keys)
        return self.v({key: members[key] if key == "ocid" else self.v(members[key]) for key in keys})

    def line(self, number):
        text = json.dumps(self.release(number), ensure_ascii=self.r.random() < 0.3, separators=self.r.choice([(",", ":"), (", ", ": ")]))
        text = text.replace("Infinity", "1e999").encode("utf-8", "replace")
        chance = self.r.random()
        if chance < 0.03:  # A byte changed.
            place = self.r.randrange(len(text))
            text = text[:place] + bytes([self.r.choice(b"\x00\"\\{}[],:0e \xff\xc3u")]) + text[place + 1:]
        elif chance < 0.05:  # A part cut out.
            one, two = sorted(self.r.randrange(len(text) + 1) for _ in range(2))
            text = text[:one] + text[two:]
        elif chance < 0.07:  # A member repeated.
            other = json.dumps(self.release(number)).replace("Infinity", "1e999").encode()
            if text.startswith(b"{") and other.startswith(b"{") and len(text) > 2 and len(other) > 2:
                text = text[:-1] + b"," + other[1:]
        elif chance < 0.075:
            text = self.r.choice([b"", b"  ", b"[" * 130 + b"]" * 130, b'"\\ud800"', b"1 2", b"\xef\xbb\xbf{}"])
        return text.replace(b"\n", b" ")

    def settings(self):
        lines = ["currency = USD"] if self.r.random() < 0.2 else []
        if self.r.random() < 0.2:
            lines.append(f"{self.r.choice(['no_', ''])}price_comparison_procurement_methods = A|B|")
        options = {"R003": ["threshold = 14", "procurement_methods = open|direct"], "R018": ["procurement_methods ="], "R024": ["threshold = 0.3"],
                   "R025": ["percentile = 50", "threshold = 0.6"], "R028": [], "R030": [], "R035": ["threshold = 2"], "R036": [],
                   "R038": ["threshold = 0.4", "minimum_submitted_bids = 5", "minimum_contracting_processes = 0"],
                   "R048": ["digits = 1", "threshold = 2", "minimum_contracting_processes = 3"], "R058": ["threshold = 0.1"],
                   "R003.procurement_method_details": ["A = 30", "B = 2"], "exclusions": ["procurement_method_details = C - D"],
                   "defaults": ["currency = XXX", "item_classification_scheme = S2", "party_roles = yes"],
                   "redactions": ["amount = 0|100|x", "organization_id = T1|7|"], "corrections": ["award_status_by_contract_status = true"],
                   "modifications": ["move_auctions = on", "prefix_buyer_or_procuring_entity_id = B", "prefix_tenderer_or_supplier_id = DO-", "split_procurement_method_details = -"],
                   "codelists.bid_status": ["qualified = valid", "odd = nothing"], "codelists.award_status": ["Active = active"]}
        if self.odd < 0.01:  # With these Cardinal panics on what is no object.
            options["defaults"] += ["bid_status = pending", "award_status = active"]
        for section, keys in options.items():
            if self.r.random() < 0.8:
                lines += [f"[{section}]"] + [key for key in keys if self.r.random() < 0.4]
        return "\n".join(lines) + "\n"


def run(*words):
    done = subprocess.run(words, capture_output=True, env={**os.environ, "RAYON_NUM_THREADS": "1", "RUST_BACKTRACE": "0"})
    return None if done.returncode else done.stdout


def answer(text):
    """JSON with the arrays of maps sorted; their order is free."""
    tree = json.loads(text)
    for entries in tree.get("Maps", {}).values():
        for value in entries.values():
            if isinstance(value, list):
                value.sort()
    return tree


def near(one, two):
    if isinstance(one, dict) and isinstance(two, dict):
        return one.keys() == two.keys() and all(near(one[key], two[key]) for key in one)
    if isinstance(one, float) and isinstance(two, float):
        return abs(one - two) <= 1e-12 * max(1, abs(one))
    return one == two


def main():
    compared, silent, unsteady, lines_seen = 0, 0, 0, 0
    folder = tempfile.mkdtemp(prefix="cardinal-differential-")
    lines, settings, rows = (os.path.join(folder, name) for name in ("lines.jsonl", "settings.ini", "rows.csv"))
    for number in range(ROUNDS):
        maker = Maker(f"{SEED}/{number}")
        count = maker.r.choice([3, 30, 300])
        open(lines, "wb").write(b"\n".join(maker.line(at) for at in range(count)) + b"\n")
        open(settings, "w").write(maker.settings())
        lines_seen += count
        indicators = lambda: run(CARDINAL, "indicators", "-s", settings, "--map", lines)
        prepared = lambda: run(CARDINAL, "prepare", "-s", settings, "-o", "-", "-e", rows, lines)
        pairs = [
            ("indicators", indicators, [OURS, "maps", settings, lines], answer),
            ("coverage", lambda: run(CARDINAL, "coverage", lines), [OURS, "coverage", lines], None),
            ("prepare", prepared, [OURS, "prepare", settings, lines], lambda text: [json.loads(line) for line in text.splitlines()]),
        ]
        for name, theirs, ours, read in pairs:
            one = theirs()
            two = subprocess.run(ours, capture_output=True)
            if two.returncode:
                print(f"OURS FAILED round {number} {name}: {two.stderr[-500:]}\n{folder}")
                return 1
            if one is None:
                silent += 1
                continue
            if name == "coverage":
                # Cardinal prints Rust's text of a map: control characters in names are no JSON there.
                try:
                    same = json.loads(one) == json.loads(two.stdout)
                except ValueError:
                    silent += 1
                    continue
            else:
                same = near(read(one), read(two.stdout))
                if same and name == "prepare":
                    same = open(rows, "rb").read() == two.stderr
            compared += 1
            if not same:
                if any(theirs() != one and name == "indicators" and not near(read(theirs()), read(one)) for _ in range(4)):
                    unsteady += 1
                    continue
                print(f"DIFFERENT round {number} {name}, kept in {folder}")
                return 1
    print(f"{ROUNDS} rounds, {lines_seen} lines: {compared} answers alike, {silent} where Cardinal failed, {unsteady} where it disagrees with itself")
    return 0


sys.exit(main())
