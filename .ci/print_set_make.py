#!/usr/bin/env python3
"""Writes the definitions that .ci/print-set builds, with pictures of every kind: .ci/print_set_make.py FOLDER

Prints how many files come of them. Text and formats come from examples/formats.toml; a case changes its profile, its formats, its pictures or its logo.
FOLDER/cases.json says of each case what a judge must know: bleed in millimetres, most ink in per cent, standard.
Pictures are gradients and shapes: they hold every level of every channel, and none shows anything.
Needs: pillow, numpy; ICC profiles of RGB and gray, which come with ghostscript.
"""
import io
import json
import pathlib
import re
import struct
import sys
import zlib

import numpy as np
from PIL import Image

HERE = pathlib.Path(__file__).resolve().parents[1]
TEXT = (HERE / "examples/formats.toml").read_text(encoding="utf-8")
FOGRA39 = HERE / "assets/icc/FOGRA39L_coated.icc"
GHOSTSCRIPT_ICC = pathlib.Path("/usr/share/color/icc/ghostscript")
# Pixels of a picture in a column and of a cover of an A4, both well above 225 an inch.
COLUMN, COVER = (1200, 800), (2400, 900)
POSTER_COVER = {"a3-poster": (2900, 1160), "a2-poster": (4000, 1600), "a1-poster": (5700, 2280), "50x70-poster": (4800, 1920)}
POSTERS = list(POSTER_COVER)
SMALL = {
    "a6": '{ format = "a6", pages = 2, sections = ["vad", "lag", "aldrig-fel", "prata", "hjalp"] }',
    "dl": '{ format = "dl", pages = 2, sections = ["vad", "sa-gar-det-till", "lag", "aldrig-fel", "gor-sa", "prata", "hjalp"] }',
    "pocket-card": '{ format = "pocket-card", sections = ["kort", "hjalp-kort"] }',
}
FOLDS = ["a4-roll-fold", "a4-z-fold", "a5-folder"]
SHEETS = {"a4": '"a4"', "a5": '{ format = "a5", pages = 2 }', **{fold: f'"{fold}"' for fold in FOLDS}, **SMALL}
# The shop's own profiles, beside those inside the program: bleed, most ink, standard, marks.
SHOPS = {"shop-marks": (4, 300, "x4", True), "shop-dry": (3, 260, "x4", False), "shop-x1a": (3, 300, "x1a", False),
         "shop-x1a-marks": (5, 280, "x1a", True)}
PROFILES = {"sheet-coated": (3, 300, "x4"), "sheet-uncoated": (3, 300, "x4"), "newspaper": (3, 245, "x4"),
            "digital": (3, 300, "x4"), "large-format": (5, 300, "x4"), **{name: shop[:3] for name, shop in SHOPS.items()}}


def samples(size, channels):
    """Eight bits a channel: ramps in several directions, and a disc and a bar at full and at no ink."""
    width, height = size
    x, y = np.meshgrid(np.linspace(0, 1, width), np.linspace(0, 1, height))
    ramps = [x, y, (x + y) / 2, 1 - x, 1 - y]
    layers = np.stack(ramps[:channels], axis=-1)
    layers[(x - 0.7) ** 2 + (y - 0.4) ** 2 < 0.02] = 0
    layers[np.abs(y - 0.8) < 0.05] = 1
    return (layers * 255).astype(np.uint8)


def picture(mode, size=COLUMN):
    channels = samples(size, {"L": 1, "LA": 2, "RGB": 3, "RGBA": 4, "CMYK": 4}[mode])
    return Image.fromarray(channels[..., 0] if mode == "L" else channels, mode)


def saved(image, kind, **how):
    out = io.BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def without_adobe_marker(jpeg):
    """The same picture with nobody's word on how its inks are stored."""
    at = jpeg.index(b"\xff\xee")
    return jpeg[:at] + jpeg[at + 2 + struct.unpack(">H", jpeg[at + 2:at + 4])[0]:]


def png16(channels):
    """A PNG of sixteen bits a channel: gray (1) or RGB (3), which pillow does not write."""
    width, height = COLUMN
    wide = samples(COLUMN, channels).astype(">u2") * 257
    rows = b"".join(b"\0" + wide[row].tobytes() for row in range(height))

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    head = struct.pack(">IIBBBBB", width, height, 16, {1: 0, 3: 2}[channels], 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 1)) + chunk(b"IEND", b"")


def icc(name):
    return (GHOSTSCRIPT_ICC / name).read_bytes()


def pictures():
    """File names and bytes, one of each kind."""
    rgb, cmyk, gray = picture("RGB"), picture("CMYK"), picture("L")
    cmyk_jpeg = saved(cmyk, "JPEG", quality=92)
    exif = Image.Exif()
    exif[0x0112] = 6
    return {
        "gray.jpg": saved(gray, "JPEG"),
        "gray.png": saved(gray, "PNG"),
        "gray-icc.jpg": saved(gray, "JPEG", icc_profile=icc("sgray.icc")),
        "gray-alpha.png": saved(picture("LA"), "PNG"),
        "gray-16.png": png16(1),
        "one-bit.png": saved(gray.convert("1"), "PNG"),
        "rgb.jpg": saved(rgb, "JPEG"),
        "rgb-444.jpg": saved(rgb, "JPEG", subsampling=0),
        "rgb-progressive.jpg": saved(rgb, "JPEG", progressive=True),
        "rgb-turned.jpg": saved(rgb, "JPEG", exif=exif),
        "rgb.png": saved(rgb, "PNG"),
        "rgb-16.png": png16(3),
        "rgb-icc.png": saved(rgb, "PNG", icc_profile=icc("srgb.icc")),
        "adobe-rgb.jpg": saved(rgb, "JPEG", icc_profile=icc("a98.icc")),
        "adobe-rgb.png": saved(rgb, "PNG", icc_profile=icc("a98.icc")),
        "alpha.png": saved(picture("RGBA"), "PNG"),
        "indexed.png": saved(rgb.quantize(64), "PNG"),
        "indexed-alpha.png": saved(rgb.quantize(64), "PNG", transparency=3),
        "cmyk-adobe.jpg": cmyk_jpeg,
        "cmyk-plain.jpg": without_adobe_marker(cmyk_jpeg),
        "cmyk-progressive.jpg": saved(cmyk, "JPEG", progressive=True),
        "cmyk-icc.jpg": saved(cmyk, "JPEG", icc_profile=FOGRA39.read_bytes()),
    }


DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40">
<circle cx="20" cy="20" r="18" fill="#0b3d6b"/><path d="M50 10h60v20h-60z" fill="#c8102e"/>
<path d="M60 20h40" stroke="#000" stroke-width="3" fill="none"/><path d="M50 34h60" stroke="#808080" stroke-width="2"/>
</svg>
"""
GRADIENTS = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 80">
<defs><linearGradient id="a"><stop stop-color="#0b3d6b"/><stop offset=".5" stop-color="#fff"/><stop offset="1" stop-color="#c8102e"/></linearGradient>
<linearGradient id="b" gradientUnits="userSpaceOnUse" x1="0" x2="12" gradientTransform="rotate(30)" spreadMethod="reflect">
<stop stop-color="#000"/><stop offset="1" stop-color="#f2c14e"/></linearGradient>
<linearGradient id="c" x2="0" y2=".2" spreadMethod="repeat"><stop stop-color="#123"/><stop offset="1" stop-color="#5a8"/></linearGradient>
<radialGradient id="d" fx=".35" fy=".3"><stop stop-color="#fff"/><stop offset="1" stop-color="#0b3d6b"/></radialGradient>
<radialGradient id="e" r=".15" spreadMethod="reflect"><stop stop-color="#333"/><stop offset="1" stop-color="#ddd"/></radialGradient>
<clipPath id="k"><path d="M70 45h20v30h-20zM95 45h20l-10 30z"/></clipPath>
<mask id="m" maskUnits="userSpaceOnUse" x="0" y="0" width="120" height="80"><circle cx="100" cy="20" r="16" fill="#fff"/></mask></defs>
<path d="M2 2h36v36h-36z" fill="url(#a)"/><path d="M42 2h36v36h-36z" fill="url(#b)"/>
<path d="M82 2h36v36h-36z" fill="url(#c)" mask="url(#m)"/><circle cx="20" cy="60" r="18" fill="url(#d)"/>
<path d="M42 42h24v36h-24z" fill="url(#e)"/><g clip-path="url(#k)"><path d="M68 42h50v36h-50z" fill="url(#a)"/></g>
<path d="M4 79h112" stroke="url(#a)" stroke-width="1.5"/>
</svg>
"""
SHINING = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40">
<linearGradient id="a"><stop stop-color="#0b3d6b"/><stop offset="1" stop-color="#c8102e"/></linearGradient>
<path d="M2 2h116v36h-116z" fill="url(#a)"/><circle cx="30" cy="20" r="16" fill="#fff" fill-opacity=".6"/>
<g opacity=".5"><circle cx="70" cy="20" r="14" fill="#f2c14e"/><circle cx="82" cy="20" r="14" fill="url(#a)"/></g>
<path d="M96 6l20 28" stroke="#000" stroke-width="4" stroke-opacity=".4"/>
</svg>
"""
DECLARED = '{ srgb = "#0b3d6b", cmyk = [100, 70, 20, 20] }'
SPOT = '{ srgb = "#c8102e", cmyk = [0, 100, 80, 10], spot = "PANTONE 186 C" }'
LOGOS = {"converted": "", "declared": DECLARED, "spot": SPOT, "both": f"{DECLARED}, {SPOT}"}


def image(file, ident="bild", **more):
    keys = "".join(f"{key} = {json.dumps(value)}\n" for key, value in more.items())
    return f'[[section]]\nid = "{ident}"\nkind = "image"\nfile = "assets/images/{file}"\nalt = "Toningar och former"\n{keys}\n'


class Set:
    def __init__(self, folder):
        self.folder, self.cases = folder, {}

    def file(self, path, data):
        path = self.folder / path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))

    def case(self, name, formats, profile="sheet-coated", section="", sender=""):
        """One definition: the text of the example with what is said here in place of its own."""
        text = TEXT.replace('slug = "exempelformat"', f'slug = "{name}"\nprint_profile = "{profile}"', 1)
        text = text.replace('id = "grooming"', f'id = "{name}"', 1)
        text = re.sub(r"(?ms)^formats = \[.*?^\]", lambda _: "formats = [" + ", ".join(formats) + "]", text, count=1)
        text = text.replace("[publication]", sender + "[publication]", 1)
        text = text.replace("[[section]]", section + "[[section]]", 1)
        bleed, ink, standard = PROFILES[profile]
        self.file(f"leaflets/{name}.toml", text)
        self.cases[name] = {"bleed": bleed, "ink": ink, "standard": standard, "formats": len(formats)}


def poster(name, section="ring", more=""):
    return f'{{ format = "{name}", sections = [{section}]{more} }}'.replace("[ring]", '["ring"]')


def with_picture(name, ident="bild"):
    """A format that shows a picture and the text that leaves room for it."""
    rest = {"a4": ["vad", "lag", "aldrig-fel", "hjalp"], "a5": ["vad"]}.get(name, ["vad", "aldrig-fel", "hjalp"])
    return f'{{ format = "{name}", sections = {json.dumps([ident, *(["ring"] if name in POSTERS else rest)])} }}'


def fill(work):
    for name, (bleed, ink, standard, marks) in SHOPS.items():
        work.file(f"assets/print/{name}.toml", f'about = "A shop of its own"\nicc = "assets/icc/FOGRA39L_coated.icc"\ncondition = '
                  f'"FOGRA39"\nstandard = "{standard}"\nbleed = {bleed}\nmarks = {str(marks).lower()}\nink = {ink}\n')
    for name in ("PSOuncoated_v3_FOGRA52.icc", "WAN-IFRAnewspaper26v5.icc"):
        # The shops' own profiles may not be passed on; this one has their place, not their colours.
        work.file(f"assets/icc/{name}", FOGRA39.read_bytes())
    work.file("assets/logos/tecken.svg", DRAWING)
    kinds = pictures()
    for name, data in kinds.items():
        work.file(f"assets/images/{name}", data)
    for name, mode, size in [("cover.jpg", "RGB", COVER), ("cover-cmyk.jpg", "CMYK", COVER), ("cover-gray.png", "L", COVER)]:
        work.file(f"assets/images/{name}", saved(picture(mode, size), name.endswith("jpg") and "JPEG" or "PNG"))
    for name, size in POSTER_COVER.items():
        work.file(f"assets/images/{name}.jpg", saved(picture("RGB", size), "JPEG", quality=85))

    for profile in PROFILES:
        work.case(f"formats-{profile}", SHEETS.values(), profile)
        work.case(f"posters-{profile}", [poster("a3-poster"), poster("a2-poster")] + (
            [poster("a1-poster"), poster("50x70-poster")] if profile in ("sheet-coated", "large-format") else []), profile)
    tabs = {"plain": ", tabs = 5", "many": ", tabs = 12", "codes": ", tabs = 7, tabs_qr = true"}
    for name, more in tabs.items():
        for profile in ("sheet-coated", "large-format", "shop-x1a"):
            work.case(f"tabs-{name}-{profile}", [poster("a3-poster", more=more)], profile)
    for name in kinds:
        for kind in ("photo", "graphic"):
            profile = "sheet-coated" if kind == "photo" else "shop-dry"
            work.case(f"{name.replace('.', '-')}-{kind}", [with_picture("a4")], profile, image(name, picture=kind))
        if "alpha" not in name:
            work.case(f"{name.replace('.', '-')}-x1a", [with_picture("a5")], "shop-x1a", image(name))
    for name, ratio, focus in [("wide", [3, 1], [0.0, 0.0]), ("square", [1, 1], [1.0, 1.0]), ("tall", [2, 3], [0.5, 0.3])]:
        work.case(f"crop-{name}", [with_picture("a4")], "digital", image("a3-poster.jpg", ratio=ratio, focus=focus, caption="Toning."))
    for cover in ("cover.jpg", "cover-cmyk.jpg", "cover-gray.png"):
        for profile in ("sheet-coated", "shop-marks", "shop-dry", "shop-x1a-marks"):
            formats = [with_picture(name, "omslag") for name in ("a4", "a5", *FOLDS)]
            work.case(f"{cover.replace('.', '-')}-{profile}", formats, profile,
                      image(cover, "omslag", place="cover", credit="Eva Ek", focus=[0.5, 0.2]))
    for name in POSTERS:
        profile = "large-format" if name in ("a1-poster", "50x70-poster") else "shop-marks"
        work.case(f"cover-{name}", [with_picture(name, "omslag")], profile, image(f"{name}.jpg", "omslag", place="cover"))
    work.file("assets/images/gradients.svg", GRADIENTS)
    work.file("assets/images/shining.svg", SHINING)
    work.file("assets/logos/gradients.svg", GRADIENTS)
    for profile in ("sheet-coated", "shop-dry", "shop-marks", "shop-x1a"):
        work.case(f"gradients-{profile}", [with_picture("a4")], profile, image("gradients.svg"))
        if PROFILES[profile][2] == "x4":
            work.case(f"shining-{profile}", [with_picture("a4")], profile, image("shining.svg"))
    declared = f"colors = [{DECLARED}]\n"
    work.case("gradients-declared", [with_picture("a4")], "sheet-coated", image("gradients.svg") + declared)
    work.case("gradients-logo", ['"a4"', poster("a3-poster")], "shop-x1a",
              sender='[[sender]]\nname = "Exempelbygden"\nlogo = "assets/logos/gradients.svg"\n\n')
    for name, colors in LOGOS.items():
        declared = f"colors = [{colors}]\n" if colors else ""
        sender = f'[[sender]]\nname = "Exempelbygden"\nlogo = "assets/logos/tecken.svg"\n{declared}\n'
        for profile in ("sheet-coated", "shop-x1a"):
            work.case(f"logo-{name}-{profile}", ['"a4"', poster("a3-poster")], profile, sender=sender)
        work.file("assets/images/tecken.svg", DRAWING)
        section = image("tecken.svg") + declared
        work.case(f"drawing-{name}", [with_picture("a4")], "shop-marks", section)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    work = Set(pathlib.Path(sys.argv[1]))
    fill(work)
    work.file("cases.json", json.dumps(work.cases, indent=1))
    print(sum(case["formats"] for case in work.cases.values()))


if __name__ == "__main__":
    main()
