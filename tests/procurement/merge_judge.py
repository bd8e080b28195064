"""Random lists of releases through the program and through ocdsmerge, the standard's reference implementation.

usage: merge_judge.py PROGRAM [--lists N] [--seed S] [--schema FILE]

Both must give the same JSON for every list, or both must refuse it. Where the specification of Probity differs from
ocdsmerge on purpose, the generator marks the list with the reason, and the reasons are counted, never silently dropped:
  true-is-one     `true` after 1 in a versioned release; ocdsmerge compares as Python does, where they are equal
  under-array     members below an array that was replaced as a whole (or, versioned, below a list of versions);
                  ocdsmerge appends to that list in place
Ids of one text and unlike types (1 and "1") are not generated: ocdsmerge joins their fields by text and splits them by
value, Probity keeps them apart.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import warnings
from collections import Counter
from pathlib import Path

import ocdsmerge
from ocdsmerge.exceptions import OCDSMergeError

warnings.simplefilter("ignore")


def scalar(rng):
    return rng.choice([None, True, False, 1, 2, 2.5, "a", "b", "қ", "", "1"])


def identifier(rng):
    return rng.choice(["1", "2", "3", "x"])


def thing(rng, depth):
    """A value of a random shape."""
    kind = rng.random()
    if depth > 2 or kind < 0.4:
        return scalar(rng)
    if kind < 0.55:
        return [scalar(rng) for _ in range(rng.randrange(3))]
    if kind < 0.75:
        return {rng.choice("abcd"): thing(rng, depth + 1) for _ in range(rng.randrange(3))}
    items = []
    for _ in range(rng.randrange(4)):
        item = {rng.choice("abcd"): thing(rng, depth + 1) for _ in range(rng.randrange(3))}
        if rng.random() < 0.85:
            item = {"id": identifier(rng), **item} if rng.random() < 0.5 else {**item, "id": identifier(rng)}
        items.append(item)
    return items


SHAPES = {
    "title": scalar, "description": scalar, "value": lambda rng: {"amount": rng.choice([1, 2.5, None, 10]), "currency": scalar(rng)},
    "submissionMethod": lambda rng: [scalar(rng) for _ in range(rng.randrange(3))],
    "items": lambda rng: [{"id": identifier(rng), "quantity": rng.choice([1, 2, None]), "additionalClassifications": [{"id": identifier(rng)} for _ in range(rng.randrange(3))]} for _ in range(rng.randrange(4))],
    "documents": lambda rng: [{"id": identifier(rng), "title": scalar(rng)} for _ in range(rng.randrange(3))],
    "amendments": lambda rng: [{"id": identifier(rng), "changes": [{"property": scalar(rng)}]} for _ in range(rng.randrange(2))],
}


def release(rng, number, wild):
    tender = {key: SHAPES[key](rng) for key in rng.sample(sorted(SHAPES), rng.randrange(len(SHAPES)))}
    body = {"ocid": "ocds-x-1", "id": str(number), "date": rng.choice(["2024-01-01", "2024-01-02", "2024-01-03T00:00:00Z", "2024-01-03T06:00:00+06:00", "2023"]), "tag": ["tender"], "tender": tender}
    if rng.random() < 0.5:
        body["parties"] = [{"id": identifier(rng), "name": scalar(rng), "roles": ["buyer"]} for _ in range(rng.randrange(3))]
    if wild:
        for _ in range(rng.randrange(4)):
            body[rng.choice("abcd")] = thing(rng, 0)
    entries = list(body.items())
    rng.shuffle(entries)
    return dict(entries)


def reasons(releases, versioned):
    """Why the outcome may differ by specification."""
    found = set()
    shapes = {}
    versions = {}

    def walk(value, path):
        kind = "scalar"
        if isinstance(value, dict):
            kind = "object" if value else "nothing"
            for key, inner in value.items():
                walk(inner, (*path, key))
        elif isinstance(value, list):
            whole = any(not isinstance(item, dict) for item in value)
            kind = "whole" if whole else "array" if value else "nothing"
            for item in value:
                if isinstance(item, dict):
                    for key, inner in item.items():
                        walk(inner, (*path, "[]", key))
        if kind in ("scalar", "whole"):
            text = json.dumps(value)
            versions.setdefault(path, {}).setdefault(text.replace("true", "1").replace("false", "0"), set()).add(text)
        shapes.setdefault(path, set()).add(kind)

    for each in releases:
        walk(each, ())
    for kinds in shapes.values():
        if "array" in kinds and ("whole" in kinds or (versioned and "scalar" in kinds)):
            found.add("under-array")
    for values in versions.values():
        if any(len(texts) > 1 for texts in values.values()):
            found.add("true-is-one")
    return found


def reference(releases, rules, versioned):
    merger = ocdsmerge.Merger(merge_rules=rules)
    try:
        return merger.create_versioned_release(releases) if versioned else merger.create_compiled_release(releases)
    except OCDSMergeError as error:
        return type(error).__name__


def program(path, releases_lists, schema, versioned, folder):
    """All lists in one file: each is a process of its own."""
    file = Path(folder) / "releases.jsonl"
    with open(file, "w", encoding="utf-8") as out:
        for number, releases in enumerate(releases_lists):
            for each in releases:
                out.write(json.dumps({**each, "ocid": f"ocds-x-{number}"}, ensure_ascii=rand_ascii(number)) + "\n")
    command = [path, "procurement", "merge", "--schema", schema, *(["--versioned"] if versioned else []), str(file)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode not in (0, 3):
        sys.exit(f"the program ended with {done.returncode}: {done.stderr[:2000]}")
    return {line["ocid"]: line for line in map(json.loads, done.stdout.splitlines())}


def rand_ascii(number):
    return number % 2 == 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--lists", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--schema", required=True)
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    rules = ocdsmerge.rules.get_merge_rules(arguments.schema)
    lists = []
    for number in range(arguments.lists):
        wild = rng.random() < 0.5
        releases = [release(rng, n, wild) for n in range(1, 1 + rng.randrange(1, 6))]
        lists.append([{**each, "ocid": f"ocds-x-{number}"} for each in releases])
    fine = True
    with tempfile.TemporaryDirectory() as folder:
        for versioned in (False, True):
            ours = program(arguments.program, lists, arguments.schema, versioned, folder)
            outcome, explained, examples = Counter(), Counter(), []
            for number, releases in enumerate(lists):
                theirs = reference(releases, rules, versioned)
                mine = ours.get(f"ocds-x-{number}", "InconsistentTypeError")
                if json.dumps(mine) == json.dumps(theirs):
                    outcome["equal" if isinstance(mine, dict) else "both refuse"] += 1
                elif mine == theirs :
                    outcome["equal but for the order of members"] += 1
                    fine = False
                elif why := reasons(releases, versioned):
                    explained["+".join(sorted(why))] += 1
                else:
                    outcome["DIFFERENT"] += 1
                    examples.append((releases, mine, theirs))
                    fine = False
            print("versioned" if versioned else "compiled", dict(outcome), "explained:", dict(explained))
            for releases, mine, theirs in examples[:3]:
                print(json.dumps(releases, ensure_ascii=False), "\n  ours  ", json.dumps(mine, ensure_ascii=False), "\n  theirs", json.dumps(theirs, ensure_ascii=False), file=sys.stderr)
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
