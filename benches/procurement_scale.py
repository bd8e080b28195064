#!/usr/bin/env python3
"""A large file of processes from a small one, for measuring.

    python3 benches/procurement_scale.py releases.jsonl[.gz] COPIES OUT.jsonl

Each copy has its own ocids, and its organisations are exchanged by a permutation that is new for every copy: plain
repetition would leave the maps and the fences of a small file, and a program that keeps everything would look frugal.
Works on the text of the identifiers `"DO-RPE-…"` and of `"ocid"`, because reading and writing JSON would take an hour.
"""
import gzip, random, re, sys

source, copies, target = sys.argv[1], int(sys.argv[2]), sys.argv[3]
text = (gzip.open if source.endswith(".gz") else open)(source, "rb").read()
organisation = re.compile(rb'"DO-RPE-([^"\\]*)"')
people = sorted(set(organisation.findall(text)))
pieces = re.split(rb'("ocid":"|"DO-RPE-[^"\\]*")', text)
with open(target, "wb") as out:
    for copy in range(copies):
        shuffled = people[:]
        random.Random(copy).shuffle(shuffled)
        # A third of the organisations of each copy are new ones.
        fresh = lambda at, name: b"%s-%d" % (name, copy) if at % 3 == 0 else name
        to = {b'"DO-RPE-%s"' % old: b'"DO-RPE-%s"' % fresh(at, new) for at, (old, new) in enumerate(zip(people, shuffled))}
        to[b'"ocid":"'] = b'"ocid":"%d-' % copy
        out.write(b"".join(to.get(piece, piece) for piece in pieces))
print(f"{copies} copies, {len(people)} organisations in each")
