"""A larger file of releases out of a small one: every copy has its own ocids and its parties under other identifiers, so
that maps of organisations grow as they would with more data. Usage: replicate_releases.py FILE TIMES > LARGE"""

import re
import sys

OCID = re.compile(rb'("ocid":")([^"]*)"')
PARTY = re.compile(rb'"(DO-(?:RPE|UC)-)(\d+)"')


def copy(line: bytes, number: int) -> bytes:
    """The line as copy `number`: another ocid, parties permuted within the range of their numbers."""
    line = OCID.sub(lambda m: m[1] + m[2] + b"-c%d\"" % number, line)
    return PARTY.sub(lambda m: b'"%s%d"' % (m[1], (int(m[2]) * 31 + number * 7919) % 200_003), line)


def main() -> None:
    path, times = sys.argv[1], int(sys.argv[2])
    with open(path, "rb") as file:
        lines = file.read().splitlines(keepends=True)
    out = sys.stdout.buffer
    for number in range(times):
        for line in lines:
            out.write(copy(line, number) if number else line)


if __name__ == "__main__":
    main()
