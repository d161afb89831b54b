#!/usr/bin/env python3
"""Shows that the rules of .ci/print_set_judge.py find what they are for: .ci/print_set_teeth.py X4-FILE X1A-FILE

Damages copies of two sound files, each in one place, and fails where the rule says nothing. Needs: pikepdf.
"""
import pathlib
import sys
import tempfile

import pikepdf

# The folder of the scripts stays as it is.
sys.dont_write_bytecode = True
from print_set_judge import own_rules  # noqa: E402


def damaged(file, folder, name, edit):
    """A copy with one damage."""
    out = pathlib.Path(folder) / f"{name}.pdf"
    with pikepdf.open(file) as pdf:
        edit(pdf)
        pdf.save(out, deterministic_id=True, force_version=pdf.pdf_version, object_stream_mode=pikepdf.ObjectStreamMode.preserve)
    return out


def draw(operators):
    def edit(pdf):
        page = pdf.pages[0]
        page.contents_add(b"q")
        font = next(iter(page.obj.Resources.Font.keys()))
        page.contents_add(b"Q " + operators.replace("FONT", font).encode("latin-1"))
    return edit


def add_gstate(pdf, **keys):
    page = pdf.pages[0]
    if "/ExtGState" not in page.obj.Resources:
        page.obj.Resources.ExtGState = pikepdf.Dictionary()
    page.obj.Resources.ExtGState["/Bad"] = pikepdf.Dictionary(**keys)


def rgb_picture(pdf):
    pdf.pages[0].obj.Resources.Bad = pdf.make_stream(b"\0" * 3, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=1,
                                                    Height=1, BitsPerComponent=8, ColorSpace=pikepdf.Name.DeviceRGB)


def rgb_form(pdf):
    page = pdf.pages[0]
    form = pdf.make_stream(b"1 0 0 RG 0 0 m 9 9 l S", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9])
    if "/XObject" not in page.obj.Resources:
        page.obj.Resources.XObject = pikepdf.Dictionary()
    page.obj.Resources.XObject["/Bad"] = form
    draw("/Bad Do")(pdf)


def overprinting(operators):
    def edit(pdf):
        add_gstate(pdf, OP=True, op=True, OPM=1)
        draw(operators)(pdf)
    return edit


def teeth(x4_file, x1a_file):
    text = "BT FONT 9 Tf 30 30 Td <0001> Tj ET"
    whole = {"bleed": 3, "standard": "x4"}
    damages = [
        (x4_file, "space", draw("1 0 0 rg 0 0 9 9 re f")), (x4_file, "space", rgb_picture), (x4_file, "space", rgb_form),
        (x4_file, "space", draw("/DeviceRGB cs 1 0 0 sc 0 0 9 9 re f")), (x4_file, "gray", draw(text)),
        (x4_file, "knockout", draw(f"0 0 0 1 k {text}")), (x4_file, "rich", draw(f".6 .4 .4 1 k {text}")),
        (x4_file, "white", overprinting(f"/Bad gs 0 0 0 0 k {text}")),
        (x4_file, "white", overprinting("/Bad gs 0 0 0 0 k 0 0 9 9 re f")),
        (x4_file, "overprint", overprinting(f"/Bad gs 1 .4 .4 0 k {text}")),
        (x4_file, "bleed", lambda pdf: setattr(pdf.pages[0].obj, "BleedBox", pdf.pages[0].obj.TrimBox)),
        (x1a_file, "transparency", lambda pdf: add_gstate(pdf, ca=0.5)),
        (x1a_file, "transparency", lambda pdf: add_gstate(pdf, BM=pikepdf.Name.Multiply)),
        (x1a_file, "transparency", lambda pdf: setattr(pdf.pages[0].obj, "Group", pikepdf.Dictionary(S=pikepdf.Name.Transparency))),
        (x1a_file, "key", lambda pdf: pdf.trailer.Info.__delitem__("/GTS_PDFXVersion")),
        (x1a_file, "intent", lambda pdf: pdf.Root.__delitem__("/OutputIntents")),
    ]
    missed = []
    with tempfile.TemporaryDirectory() as folder:
        for at, (file, rule, edit) in enumerate(damages):
            case = {**whole, "standard": "x1a" if file == x1a_file else "x4"}
            found = own_rules(damaged(file, folder, at, edit), case)
            if rule not in found:
                missed.append(f"FAIL teeth: damage {at} ({rule}) is not found: {found}")
        # pikepdf writes no PDF 1.6 under the name of 1.4 by itself: the header is damaged in place.
        raw = pathlib.Path(folder) / "header.pdf"
        raw.write_bytes(pathlib.Path(x1a_file).read_bytes().replace(b"%PDF-1.4", b"%PDF-1.6", 1))
        if "version" not in own_rules(raw, {**whole, "standard": "x1a"}):
            missed.append("FAIL teeth: another header is not found")
    print(*missed, f"teeth: {len(damages) + 1} damages, {len(missed)} not found", sep="\n")
    return bool(missed)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(teeth(*sys.argv[1:]))
