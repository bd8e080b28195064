"""Judges a report from outside: what an archive and a screen reader need must be in the file, and the data attached
must be the data. Every rule is also tried on a copy of the report that breaks it, so that no rule can be blind."""

import io
import subprocess
import sys
import tempfile
from pathlib import Path

import pikepdf

KAZAKH = set("ӘәҒғҚқҢңӨөҰұҮүҺһІі")


def structure(pdf):
    """Every element of the structure tree."""
    stack = [pdf.Root.StructTreeRoot] if "/StructTreeRoot" in pdf.Root else []
    while stack:
        node = stack.pop()
        if isinstance(node, pikepdf.Dictionary):
            yield node
            kids = node.get("/K", [])
            stack.extend(kids if isinstance(kids, pikepdf.Array) else [kids])


def header_scopes(node):
    attributes = node.get("/A", [])
    attributes = attributes if isinstance(attributes, pikepdf.Array) else [attributes]
    return [a.get("/Scope") for a in attributes if isinstance(a, pikepdf.Dictionary) and "/Scope" in a]


def faults(path):
    """What is wrong with the report; empty when nothing is."""
    found = []
    pdf = pikepdf.open(path)
    root = pdf.Root
    with pdf.open_metadata() as metadata:
        stated = (metadata.get("pdfaid:part"), metadata.get("pdfaid:conformance"), metadata.get("pdfuaid:part"))
        if stated != ("3", "A", "1"):
            found.append(f"metadata state {stated}, not PDF/A-3a and PDF/UA-1")
        if not metadata.get("dc:title"):
            found.append("no title")
    if not root.get("/MarkInfo", {}).get("/Marked", False):
        found.append("not tagged")
    if not root.get("/Lang"):
        found.append("no language")
    tree = list(structure(pdf))
    kinds = {str(node.get("/S")) for node in tree}
    if not {"/H1", "/Table", "/TH", "/TD"} <= kinds:
        found.append(f"structure without headings or table cells: {sorted(kinds)}")
    if any(node.get("/S") == "/Figure" and not node.get("/Alt") for node in tree):
        found.append("a figure without alternative text")
    if any(node.get("/S") == "/TH" and not header_scopes(node) for node in tree):
        found.append("a header cell without scope")
    if not root.get("/AF") or not pdf.attachments:
        found.append("no data attached")
    for name, attachment in pdf.attachments.items():
        if not attachment.get_file().read_bytes().strip():
            found.append(f"attachment {name} is empty")
    for page in pdf.pages:
        for font in page.get("/Resources", {}).get("/Font", {}).values():
            inner = font.get("/DescendantFonts", [font])[0].get("/FontDescriptor", {})
            if not any(key in inner for key in ("/FontFile", "/FontFile2", "/FontFile3")):
                found.append("a font is not embedded")
    if str(root.get("/Lang", "")) == "kk":
        text = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True).stdout.decode()
        if len(KAZAKH & set(text)) < 10:
            found.append("Kazakh letters cannot be read from it")
    return found


def drop_metadata(pdf):
    del pdf.Root["/Metadata"]


def drop_language(pdf):
    del pdf.Root["/Lang"]


def drop_tags(pdf):
    pdf.Root["/MarkInfo"] = pikepdf.Dictionary(Marked=False)


def drop_structure(pdf):
    del pdf.Root["/StructTreeRoot"]


def drop_scopes(pdf):
    for node in structure(pdf):
        if node.get("/S") == "/TH" and "/A" in node:
            del node["/A"]


def drop_alternatives(pdf):
    for node in structure(pdf):
        if node.get("/S") == "/Figure" and "/Alt" in node:
            del node["/Alt"]


def drop_data(pdf):
    for name in list(pdf.attachments):
        del pdf.attachments[name]
    if "/AF" in pdf.Root:
        del pdf.Root["/AF"]


def drop_fonts(pdf):
    for page in pdf.pages:
        for font in page.get("/Resources", {}).get("/Font", {}).values():
            inner = font.get("/DescendantFonts", [font])[0].get("/FontDescriptor", {})
            for key in ("/FontFile", "/FontFile2", "/FontFile3"):
                if key in inner:
                    del inner[key]


BREAKAGES = [
    drop_metadata, drop_language, drop_tags, drop_structure, drop_scopes, drop_alternatives, drop_data, drop_fonts,
]


def main(paths):
    failed = 0
    for path in paths:
        problems = faults(path)
        failed += bool(problems)
        print(f"{Path(path).name}: {'; '.join(problems) or 'tagged, archival, data attached'}")
    figures = [path for path in paths if any(n.get("/S") == "/Figure" for n in structure(pikepdf.open(path)))]
    sample = (figures or paths)[0]
    for breakage in BREAKAGES:
        pdf = pikepdf.open(io.BytesIO(Path(sample).read_bytes()))
        breakage(pdf)
        with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
            pdf.save(file.name)
            noticed = faults(file.name)
        failed += not noticed
        print(f"known bad ({breakage.__name__}): {'noticed' if noticed else 'NOT NOTICED'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
