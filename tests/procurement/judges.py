"""Outside judges of releases of OCDS. Each judges the good releases and then copies of them that this script spoils; a
judge that finds nothing wrong with a spoilt copy has judged nothing, and the run fails. Prints judge / good / bad.

usage: judges.py RELEASE-SCHEMA RELEASES.jsonl…
libcoveocds fetches the standard's repository; it is given a stand-in made of the release schema named here, so that
nothing is fetched. Code lists are not in it, so libcoveocds judges structure only.
"""

import copy
import json
import sys
import tempfile
import zipfile
from pathlib import Path


def package(releases):
    return {
        "uri": "https://example.org/package.json", "version": "1.1", "publishedDate": "2024-07-01T00:00:00Z",
        "publisher": {"name": "Judges"}, "releases": releases,
    }


def schema_judge(schema, releases, _):
    from jsonschema import Draft4Validator, FormatChecker

    validator = Draft4Validator(schema, format_checker=FormatChecker())
    return [f"{'/'.join(map(str, error.path))}: {error.message[:200]}" for release in releases for error in validator.iter_errors(release)]


def cove(schema, releases, folder):
    from libcoveocds.api import ocds_json_output
    from libcoveocds.config import LibCoveOCDSConfig

    standard = Path(folder) / "standard.zip"
    if not standard.exists():
        stand_in(schema, standard)
    config = LibCoveOCDSConfig()
    config.config["standard_zip"] = f"file://{standard}"
    config.config["context"] = "api"
    found = ocds_json_output(folder, None, "1.1", json_data=package(releases), lib_cove_ocds_config=config, record_pkg=False)
    return [json.dumps(error)[:300] for error in found["validation_errors"]]


def stand_in(schema, path):
    """The repository of the standard as far as it is known here."""
    tag = "1__1__5"
    base = f"https://standard.open-contracting.org/schema/{tag}"
    packages = {
        "$schema": "http://json-schema.org/draft-04/schema#", "id": f"{base}/release-package-schema.json", "type": "object",
        "required": ["uri", "publisher", "publishedDate", "releases", "version"],
        "properties": {
            "uri": {"type": "string", "format": "uri"}, "version": {"type": "string"}, "publisher": {"type": "object"},
            "publishedDate": {"type": "string", "format": "date-time"},
            "releases": {"type": "array", "minItems": 1, "uniqueItems": True, "items": {"$ref": f"{base}/release-schema.json"}},
        },
    }
    with zipfile.ZipFile(path, "w") as out:
        out.writestr(f"standard-{tag}/", "")
        out.writestr(f"standard-{tag}/schema/release-schema.json", json.dumps(schema))
        out.writestr(f"standard-{tag}/schema/release-package-schema.json", json.dumps(packages))
        # Asked for, and used for record packages only.
        out.writestr(f"standard-{tag}/schema/versioned-release-validation-schema.json", json.dumps({"$schema": packages["$schema"]}))
        out.writestr(f"standard-{tag}/schema/codelists/partyRole.csv", "Code\nbuyer\nsupplier\ntenderer\nprocuringEntity\n")


def merger(_, releases, __):
    """The merger of the standard: a compiled release merged alone stays what it is."""
    import ocdsmerge

    rules = ocdsmerge.rules.get_merge_rules(sys.argv[1])
    found = []
    for release in releases:
        try:
            again = ocdsmerge.Merger(merge_rules=rules).create_compiled_release([release])
        except Exception as error:
            return [f"{type(error).__name__}: {error}"]
        found += [f"{key} differs" for key in release if again.get(key) != release[key]]
    return found


def no_ocid(release):
    del release["ocid"]


def date_without_time(release):
    release["date"] = "yesterday"


def amount_as_text(release):
    release["tender"]["value"]["amount"] = "much"


def lots_as_object(release):
    release["tender"]["items"] = {"id": "1"}


def other_id(release):
    release["id"] = "another"


def one_id_twice(release):
    release["parties"].append(dict(release["parties"][0], name="another"))


JUDGES = [
    ("release schema", schema_judge, [no_ocid, date_without_time, amount_as_text, lots_as_object]),
    ("libcoveocds", cove, [no_ocid, amount_as_text, lots_as_object]),
    ("ocdsmerge", merger, [other_id, one_id_twice]),
]


def main():
    schema = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    read = [[json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()] for path in sys.argv[2:]]
    releases = read[0]
    if not releases or any(other != releases for other in read):
        print("the releases are not what merging leaves of them, or there are none", file=sys.stderr)
        return 1
    fine = True
    with tempfile.TemporaryDirectory() as folder:
        print(f"{'judge':16}{'good':10}spoilt copies")
        for name, ask, spoils in JUDGES:
            errors = ask(schema, releases, folder)
            caught = 0
            for spoil in spoils:
                bad = copy.deepcopy(releases)
                spoil(bad[0])
                caught += bool(ask(schema, bad, folder))
            print(f"{name:16}{'REFUSED' if errors else 'accepted':10}{caught} of {len(spoils)} refused")
            for error in errors[:5]:
                print(f"{name}: {error}", file=sys.stderr)
            fine = fine and not errors and caught == len(spoils)
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
