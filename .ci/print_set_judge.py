#!/usr/bin/env python3
"""Holds the print files of .ci/print-set against rules that share no code with the program.

    .ci/print_set_judge.py files PROGRAM CASES.json FILE...   every rule but the plates; lines FAIL and warn
    .ci/print_set_judge.py plates FILE...                     body text stands on the black plate alone

The walk reads every content stream, form, pattern and picture. Needs: pikepdf, numpy, pillow, ghostscript, qpdf,
poppler-utils; x4check where it is at hand.
"""
import collections
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import pikepdf

# Not part of the project: looked for in a folder `tools` beside it, or where X4CHECK says.
BESIDE = sorted(pathlib.Path(__file__).resolve().parents[2].glob("*/tools/x4check.py"))
X4CHECK = pathlib.Path(os.environ.get("X4CHECK") or (BESIDE or ["x4check.py"])[0])
TIMEOUT_SECONDS = 120
BLACK, WHITE = (0, 0, 0, 1), (0, 0, 0, 0)
FILLS, STROKES = {"f", "F", "f*", "B", "B*", "b", "b*"}, {"S", "s", "B", "B*", "b", "b*"}
# Pixels an inch of the plates, the least ink of a black letter's core and the most of other inks there, of 255.
PLATES_PPI, CORE, TRACE = 100, 242, 4
LEAST_WORDS = 20
# Where the pages of a folder are folded, from the left edge of the trim, and what stays free of words there.
FOLDS_MM = {"a4-roll-fold": [(97, 197), (100, 200)], "a4-z-fold": [(99, 198), (99, 198)],
            "a5-folder": [(0,), (148,), (0,), (148,)]}
FROM_FOLD_MM = 4
MILLIMETRE = 72 / 25.4
# Four plates of 256 levels each round up by half a level at most: an area with exactly the most ink comes out above it.
PLATES_SLACK_PERCENT = 1


def call(*command):
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          timeout=TIMEOUT_SECONDS, check=False)
    return done.returncode, done.stdout.decode("utf-8", "replace")


def space(named):
    """A colour space in short: DeviceCMYK, Separation:DeviceCMYK, ICCBased3 and so on."""
    if not isinstance(named, pikepdf.Array):
        return str(named)[1:]
    head = str(named[0])[1:]
    if head == "ICCBased":
        return f"{head}{int(named[1].get('/N', 0))}"
    if head in ("Indexed", "Pattern") and len(named) > 1:
        return f"{head}:{space(named[1])}"
    return f"{head}:{space(named[2])}" if head in ("Separation", "DeviceN") else head


def printable(name):
    """Whether a space has inks only: DeviceCMYK, and spot colours and palettes above it."""
    return name in ("DeviceCMYK", "Pattern") or re.fullmatch(r"((Separation|Indexed|Pattern):)+DeviceCMYK", name) is not None


class Walk:
    """What is wrong with the colours and the black text of a file, as pairs of rule and words."""

    def __init__(self, pdf):
        self.found, self.black_texts = {}, 0
        masks = {item.SMask.objgen for item in pdf.objects if isinstance(item, pikepdf.Stream) and "/SMask" in item}
        for item in pdf.objects:
            self.object(item, item.objgen in masks if isinstance(item, pikepdf.Stream) else False)
        for number, page in enumerate(pdf.pages, 1):
            self.stream(f"page {number}", page.obj, page.obj.get("/Resources"), {}, ())

    def say(self, rule, text):
        self.found.setdefault(rule, text)

    def object(self, item, is_mask):
        """Colour spaces of an object, drawn or not."""
        if isinstance(item, (pikepdf.Stream, pikepdf.Dictionary)):
            if str(item.get("/Subtype")) == "/Image" and not is_mask and not item.get("/ImageMask", False):
                self.allowed(item.get("/ColorSpace", pikepdf.Name.None_), "picture")
            if "/ShadingType" in item:
                self.allowed(item.ColorSpace, "gradient")
            if str(item.get("/S")) == "/Transparency" and "/CS" in item:
                self.allowed(item.CS, "group")
            for key, value in item.items():
                if key == "/ColorSpace" and isinstance(value, pikepdf.Dictionary):
                    for named in value.values():
                        self.allowed(named, "resource")
                elif not value_is_indirect(value):
                    self.object(value, False)
        elif isinstance(item, pikepdf.Array):
            for value in item:
                if not value_is_indirect(value):
                    self.object(value, False)

    def allowed(self, named, what):
        if not printable(space(named)):
            self.say("space", f"{what} in {space(named)}")

    def stream(self, where, drawn, resources, state, above):
        """One content stream with its forms, patterns and Type 3 letters, in the state in which it is drawn."""
        resources = resources if resources is not None else pikepdf.Dictionary()
        state = {"fill": None, "stroke": None, "op": False, "OP": False, "OPM": 0, "Tr": 0, **state}
        saved = []

        def inner(kind, name):
            thing = (resources.get(kind) or {}).get(str(name))
            if isinstance(thing, pikepdf.Stream) and thing.objgen not in above:
                if kind == "/Pattern" or str(thing.get("/Subtype")) == "/Form":
                    self.stream(f"{where} {name}", thing, thing.get("/Resources", resources), state, (*above, thing.objgen))

        for instruction in pikepdf.parse_content_stream(drawn):
            op, args = str(instruction.operator), instruction.operands
            if op == "INLINE IMAGE":
                self.say("inline", f"{where}: an inline picture")
            elif op == "q":
                saved.append(dict(state))
            elif op == "Q" and saved:
                state = saved.pop()
            elif op in ("rg", "RG", "g", "G"):
                self.say("space", f"{where}: operator {op}")
                state["fill" if op in "rg" else "stroke"] = None
            elif op in ("k", "K"):
                state["fill" if op == "k" else "stroke"] = tuple(round(float(value), 4) for value in args)
            elif op in ("cs", "CS"):
                named = (resources.get("/ColorSpace") or {}).get(str(args[0]), args[0])
                self.allowed(named, f"{where}: operator {op}")
                state["fill" if op == "cs" else "stroke"] = space(named)
            elif op in ("sc", "scn", "SC", "SCN"):
                side = "fill" if op.startswith("s") else "stroke"
                if args and isinstance(args[-1], pikepdf.Name):
                    inner("/Pattern", args[-1])
                elif state[side] == "DeviceCMYK" or isinstance(state[side], tuple) and len(args) == 4:
                    state[side] = tuple(round(float(value), 4) for value in args)
            elif op == "gs":
                chosen = (resources.get("/ExtGState") or {}).get(str(args[0]), {})
                # Without op, OP is for fills as well (ISO 32000-1, 8.6.7).
                state["op"] = bool(chosen.get("/op", chosen.get("/OP", state["op"])))
                state["OP"] = bool(chosen.get("/OP", state["OP"]))
                state["OPM"] = int(chosen.get("/OPM", state["OPM"]))
            elif op == "Tr":
                state["Tr"] = int(args[0])
            elif op == "Do":
                inner("/XObject", args[0])
            elif op in ("Tj", "TJ", "'", '"'):
                self.text(where, state)
            elif op in FILLS and state["op"] and state["fill"] == WHITE:
                self.say("white", f"{where}: a white area overprints")
            elif op in STROKES and state["OP"] and state["stroke"] == WHITE:
                self.say("white", f"{where}: a white line overprints")

    def text(self, where, state):
        for side, key, modes in (("fill", "op", (0, 2, 4, 6)), ("stroke", "OP", (1, 2, 5, 6))):
            if state["Tr"] not in modes:
                continue
            color = state[side]
            if color is None:
                self.say("gray", f"{where}: text in DeviceGray")
            elif color == BLACK:
                self.black_texts += 1
                if not (state[key] and state["OPM"] == 1):
                    self.say("knockout", f"{where}: text in black does not overprint")
            elif isinstance(color, tuple) and len(color) == 4:
                if state[key]:
                    self.say("white" if color == WHITE else "overprint", f"{where}: text in {color} overprints")
                if color[3] > 0.9 and max(color[:3]) > 0.1:
                    self.say("rich", f"{where}: text in rich black {color}")


def value_is_indirect(value):
    return getattr(value, "is_indirect", False)


def dictionaries(item):
    """An object and every dictionary in it, without what stands elsewhere in the file."""
    if isinstance(item, (pikepdf.Stream, pikepdf.Dictionary)):
        yield item
        inner = item.values()
    elif isinstance(item, pikepdf.Array):
        inner = item
    else:
        return
    for value in inner:
        if not value_is_indirect(value):
            yield from dictionaries(value)


def x1a(file, pdf):
    """PDF/X-1a:2003 (ISO 15930-4): version, keys, and nothing that shines through."""
    found = {}
    raw = pathlib.Path(file).read_bytes()
    if not raw.startswith(b"%PDF-1.4") or str(pdf.Root.get("/Version", "/1.4")) != "/1.4":
        found["version"] = f"the header is {raw[:8]!r}"
    if re.search(rb"/Type\s*/(XRef|ObjStm)\b", raw):
        found["streams"] = "cross-reference or object streams, which PDF 1.4 does not know"
    info = pdf.trailer.get("/Info", {})
    if str(info.get("/GTS_PDFXVersion", "")) != "PDF/X-1a:2003":
        found["key"] = f"GTS_PDFXVersion is {info.get('/GTS_PDFXVersion')}"
    if str(info.get("/Trapped", "")) != "/False" or "/Title" not in info:
        found["key"] = "Info lacks Trapped or Title"
    intents = [one for one in pdf.Root.get("/OutputIntents", []) if str(one.get("/S")) == "/GTS_PDFX"]
    if len(intents) != 1 or not str(intents[0].get("/OutputConditionIdentifier", "")):
        found["intent"] = f"{len(intents)} output intents that name a condition"
    if len(pdf.trailer.get("/ID", [])) != 2:
        found["id"] = "no identifiers"
    for one in (inner for item in pdf.objects for inner in dictionaries(item)):
        if str(one.get("/SMask", "/None")) != "/None" or float(one.get("/ca", 1)) < 1 or float(one.get("/CA", 1)) < 1:
            found["transparency"] = "a soft mask or an opacity below 1"
        if str(one.get("/BM", "/Normal")) not in ("/Normal", "/Compatible"):
            found["transparency"] = f"blend mode {one.BM}"
        if "/Group" in one or str(one.get("/S", "")) == "/Transparency":
            found["transparency"] = "a transparency group"
    return found


def boxes(pdf, bleed):
    """The bleed that was asked for, and one trim size."""
    for number, page in enumerate(pdf.pages, 1):
        trim, outer = ([float(value) for value in page.obj.get(key, [0, 0, 0, 0])] for key in ("/TrimBox", "/BleedBox"))
        gaps = (trim[0] - outer[0], trim[1] - outer[1], outer[2] - trim[2], outer[3] - trim[3])
        if any(abs(gap - bleed * MILLIMETRE) > 0.05 for gap in gaps) or trim[2] <= trim[0]:
            return {"bleed": f"page {number}: {[round(gap / MILLIMETRE, 2) for gap in gaps]} mm, {bleed} were asked for"}
    return {}


def folds(file, pdf):
    """No word near a fold."""
    all_folds = next((folds for name, folds in FOLDS_MM.items() if name in pathlib.Path(file).name), [])
    if not all_folds:
        return {}
    told = call("pdftotext", "-bbox", file, "-")[1].split("<page ")[1:]
    if len(told) != len(all_folds):
        return {"fold": f"{len(told)} pages, {len(all_folds)} were expected"}
    for number, (page, words, own) in enumerate(zip(pdf.pages, told, all_folds), 1):
        media, trim = ([float(value) for value in page.obj[key]] for key in ("/MediaBox", "/TrimBox"))
        boxes_of_words = re.findall(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>', words)
        for left, top, right, bottom, word in boxes_of_words:
            left, right = ((float(at) - (trim[0] - media[0])) / MILLIMETRE for at in (left, right))
            # What stands beyond the trim is the slug line.
            if not media[3] - trim[3] <= (float(top) + float(bottom)) / 2 <= media[3] - trim[1]:
                continue
            if any(left < fold + FROM_FOLD_MM and right > fold - FROM_FOLD_MM for fold in own):
                return {"fold": f"page {number}: “{word}” from {left:.1f} to {right:.1f} mm, folded at {own}"}
        if not boxes_of_words:
            return {"fold": f"page {number}: no words"}
    return {}


def own_rules(file, case):
    with pikepdf.open(file) as pdf:
        walk = Walk(pdf)
        found = {**walk.found, **boxes(pdf, case["bleed"]), **folds(file, pdf), **(x1a(file, pdf) if case["standard"] == "x1a" else {})}
        if walk.black_texts == 0 and "poster" not in str(file):
            found["text"] = "no text in black at all"
    return found


def tools(file):
    """qpdf and pdffonts."""
    found = {}
    status, said = call("qpdf", "--check", file)
    if status != 0:
        found["qpdf"] = said.strip()
    status, said = call("pdffonts", file)
    rows = said.splitlines()[2:]
    if status != 0 or not rows:
        found["pdffonts"] = said.strip() or "no fonts"
    for row in rows:
        # name, type, encoding, emb, sub, uni, object number and generation
        if tuple(row.split()[-5:-3]) != ("yes", "yes"):
            found["pdffonts"] = f"not embedded as a subset: {row.split()[0]}"
    return found


def x4(program, files, case):
    """What preflight and the other judge say of PDF/X-4 files of one case: errors by file, and all warnings."""
    found, warnings = {file: {} for file in files}, collections.Counter()
    limits = ("--bleed", case["bleed"])
    status, said = call(program, "preflight", "--json", "--standard", "print", "--ink", case["ink"], *limits, *files)
    # What it says to people, on stderr, comes before or after.
    seen = json.JSONDecoder().raw_decode(said[said.index('{\n'):])[0]["files"] if '{\n' in said else []
    for one in seen:
        for finding in one["findings"]:
            if finding["level"] == "error":
                found[one["file"]][f"preflight {finding['code']}"] = json.dumps(finding, ensure_ascii=False)
            else:
                warnings[f"preflight {finding['code']}"] += 1
    if len(seen) != len(files) or status not in (0, 1):
        found[files[0]]["preflight"] = said[-500:]
    if X4CHECK.is_file():
        status, said = call(sys.executable, X4CHECK, "--ink", "--tac", case["ink"] + PLATES_SLACK_PERCENT, *limits, *files)
        for line in said.splitlines():
            level, _, rest = line.partition(" ")
            file = next((file for file in files if rest.startswith((f"{file}: ", file))), files[0])
            if level == "warning":
                warnings[f"x4check {rest.split('[')[-1].split(']')[0]}"] += 1
            elif level != "ok":
                found[file]["x4check"] = line
        if status != 0 and not any("x4check" in one for one in found.values()):
            found[files[0]]["x4check"] = f"exit status {status}: {said[-500:]}"
    return found, warnings


def judge(program, cases, files):
    cases = json.loads(pathlib.Path(cases).read_text(encoding="utf-8"))
    by_case = {}
    for file in files:
        by_case.setdefault(pathlib.Path(file).parent.name, []).append(file)
    lines = []
    for name, group in by_case.items():
        case = cases[name]
        found, warnings = ({}, {}) if case["standard"] == "x1a" else x4(program, group, case)
        for file in group:
            all_found = {**found.get(file, {}), **tools(file), **own_rules(file, case)}
            lines += [f"FAIL {file}: {rule}: {text}" for rule, text in all_found.items()]
        lines += [f"warn {rule}" for rule, count in dict(warnings).items() for _ in range(count)]
    # In one piece, so that two judges at once do not mix their lines.
    os.write(1, "".join(f"{line}\n" for line in lines).encode("utf-8"))
    return any(line.startswith("FAIL") for line in lines)


def plates(file):
    """Words on white paper in black: how many, and those that another plate shows as well."""
    import numpy as np
    from PIL import Image
    words, wrong = 0, []
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", f"-r{PLATES_PPI}",
                        f"-sOutputFile={folder}/p%d.tif", file], check=True, stdout=subprocess.DEVNULL)
        told = call("pdftotext", "-bbox", file, "-")[1]
        for number, page in enumerate(told.split("<page ")[1:], 1):
            inks = [255 - np.asarray(Image.open(f"{folder}/p{number}({name}).tif")).astype(int)
                    for name in ("Cyan", "Magenta", "Yellow", "Black")]
            for found in re.finditer(r'xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)<', page):
                left, top, right, bottom = (round(float(value) * PLATES_PPI / 72) for value in found.groups()[:4])
                area = [ink[max(top, 0):bottom, max(left, 0):right] for ink in inks]
                frame = [ink[max(top - 2, 0):bottom + 2, max(left - 2, 0):right + 2] for ink in inks]
                on_paper = area[3].size and all(np.median(np.r_[one[0], one[-1]]) == 0 for one in frame)
                if not on_paper or area[3].max() < CORE:
                    continue
                words += 1
                # Antialiasing and hinting do not reach the other plates: they must be empty where black stands.
                if max(ink[area[3] >= CORE].max() for ink in area[:3]) > TRACE:
                    wrong.append(f"page {number}: {found.group(5)}")
    return words, wrong


def main():
    match sys.argv[1:]:
        case ["files", program, cases, *files] if files:
            sys.exit(judge(program, cases, files))
        case ["plates", *files] if files:
            total, failed = 0, 0
            for file in files:
                words, wrong = plates(file)
                total += words
                failed += bool(wrong) or words < LEAST_WORDS
                for text in wrong[:3]:
                    print(f"FAIL {file}: plates: {text} stands on another plate as well")
                if words < LEAST_WORDS:
                    print(f"FAIL {file}: plates: only {words} words in black on paper")
            print(f"plates: {len(files)} files, {total} words on the black plate, {failed} files with findings")
            sys.exit(failed > 0)
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
