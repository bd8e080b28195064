"""Merging beside ocdsmerge 0.8.0 (Python): the same made-up releases, the same output, processor seconds of both.

usage: merge.py PROGRAM PYTHON SCHEMA [PROCESSES]
SCHEMA is the release schema of OCDS 1.1, whose rules ocdsmerge is given; PYTHON has ocdsmerge installed. Releases are made
from a linear congruential generator: five a process, in the sizes and shapes of published ones (parties, items, bids,
awards, contracts, documents), written as JSON Lines in the order of their dates, so that processes are interleaved.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time


class Numbers:
    def __init__(self, seed):
        self.state = seed

    def below(self, bound):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) * bound >> 31


WORDS = "supply of medical equipment for the regional hospital including delivery installation and training қызмет".split()


def text(numbers, words):
    return " ".join(WORDS[numbers.below(len(WORDS))] for _ in range(words))


def party(numbers, number, role):
    return {
        "id": f"XX-ORG-{number}", "name": text(numbers, 4), "roles": [role],
        "identifier": {"scheme": "XX-ORG", "id": str(number), "legalName": text(numbers, 4)},
        "address": {"streetAddress": text(numbers, 3), "locality": "Town", "postalCode": str(numbers.below(99999)), "countryName": "X"},
        "contactPoint": {"name": text(numbers, 2), "email": "office@example.org", "telephone": "+7 000 000"},
    }


def item(numbers, number):
    return {
        "id": str(number), "description": text(numbers, 8), "quantity": numbers.below(100),
        "classification": {"scheme": "CPV", "id": str(10000000 + numbers.below(89999999)), "description": text(numbers, 4)},
        "unit": {"name": "piece", "value": {"amount": numbers.below(10**6) / 100, "currency": "USD"}},
    }


def release(numbers, process, step):
    ocid, day = f"ocds-bench-{process}", f"2024-{1 + step:02}-{1 + numbers.below(28):02}T10:00:00Z"
    body = {"ocid": ocid, "id": f"{ocid}-{step}", "date": day, "tag": ["tender" if step < 2 else "award" if step < 4 else "contract"], "initiationType": "tender", "language": "en"}
    body["parties"] = [party(numbers, process * 10 + n, "buyer" if n == 0 else "tenderer") for n in range(2 + step)]
    body["buyer"] = {"id": f"XX-ORG-{process * 10}", "name": text(numbers, 4)}
    body["tender"] = {
        "id": f"t-{process}", "title": text(numbers, 10), "description": text(numbers, 30), "status": "active" if step < 2 else "complete",
        "value": {"amount": numbers.below(10**7), "currency": "USD"}, "procurementMethod": "open", "submissionMethod": ["electronicSubmission"],
        "tenderPeriod": {"startDate": "2024-01-01T00:00:00Z", "endDate": "2024-02-01T00:00:00Z"},
        "items": [item(numbers, n) for n in range(4)],
        "documents": [{"id": str(n), "title": text(numbers, 5), "url": f"https://example.org/{process}/{n}", "format": "application/pdf"} for n in range(2 + step)],
    }
    if step >= 1:
        body["bids"] = {"details": [{"id": str(n), "date": day, "status": "valid", "tenderers": [{"id": f"XX-ORG-{process * 10 + n}"}], "value": {"amount": numbers.below(10**7), "currency": "USD"}} for n in range(1, 3 + step)]}
    if step >= 2:
        body["awards"] = [{"id": "1", "status": "active", "date": day, "value": {"amount": numbers.below(10**7), "currency": "USD"}, "suppliers": [{"id": f"XX-ORG-{process * 10 + 1}", "name": text(numbers, 4)}], "items": [item(numbers, n) for n in range(4)]}]
    if step >= 4:
        body["contracts"] = [{"id": "1", "awardID": "1", "status": "active", "dateSigned": day, "value": {"amount": numbers.below(10**7), "currency": "USD"}}]
    return body


PEER = """
import json, sys, ocdsmerge
rules = ocdsmerge.rules.get_merge_rules(sys.argv[2])
merger = ocdsmerge.Merger(merge_rules=rules)
processes = {}
for line in open(sys.argv[1], encoding="utf-8"):
    release = json.loads(line)
    processes.setdefault(release["ocid"], []).append(release)
for releases in processes.values():
    print(json.dumps(getattr(merger, sys.argv[3])(releases), ensure_ascii=False, separators=(",", ":")))
"""


def measured(command, out):
    before, start = os.times(), time.perf_counter()
    with open(out, "wb") as file:
        subprocess.run(command, stdout=file, check=True)
    after = os.times()
    cpu = after.children_user - before.children_user + after.children_system - before.children_system
    return cpu, time.perf_counter() - start


def main():
    program, python, schema = sys.argv[1:4]
    processes = int(sys.argv[4]) if len(sys.argv) > 4 else 4000
    numbers = Numbers(6)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        file = folder / "releases.jsonl"
        with open(file, "w", encoding="utf-8") as out:
            for step in range(5):
                for process in range(processes):
                    out.write(json.dumps(release(numbers, process, step), ensure_ascii=False, separators=(",", ":")) + "\n")
        size = file.stat().st_size / 1e6
        for option, method in ((None, "create_compiled_release"), ("--versioned", "create_versioned_release")):
            ours = [program, "procurement", "merge", *([option] if option else []), str(file)]
            theirs = [python, "-c", PEER, str(file), schema, method]
            # The least of three: the first run reads the file for both.
            mine = min(measured(ours, folder / "ours") for _ in range(3))
            peer = measured(theirs, folder / "theirs")
            equal = all(json.loads(a) == json.loads(b) for a, b in zip(open(folder / "ours"), open(folder / "theirs"), strict=True))
            print(json.dumps({
                "output": method, "megabytes": round(size, 1), "processes": processes, "releases": 5 * processes,
                "probity_cpu_seconds": round(mine[0], 3), "ocdsmerge_cpu_seconds": round(peer[0], 3),
                "ratio": round(peer[0] / mine[0], 1), "probity_megabytes_a_second": round(size / mine[0], 1), "equal": equal,
            }))


if __name__ == "__main__":
    main()
