#!/usr/bin/env python3
"""Measures this program against Typst on the same leaflet, in turn, and draws docs/performance/*.svg.

    cargo build --release && tests/bench/against_typst.py [--pairs 10] [--copies 1000]

Times are CPU time of whole processes, memory is their peak, both from the operating system's account. The typst package of PyPI is
installed below target/ on first use. Needs python3 with venv; `--floor` also runs `cargo bench`.
"""
import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "target/against-typst"
OURS = ROOT / "target/release/leaflet"
DRAWN = ROOT / "docs/performance"
TYPST = "typst==0.15.2"
NAMES = {"leaflet": "#005a70", "Typst": "#c2410c"}


def typst(mode, *words):
    """The other side, run in a process of its own: `one DEFINITION OUT`, `counties FOLDER OUT`, `copies TABLE COUNT OUT`."""
    import typst as package

    template = str(ROOT / "tests/bench/typst/leaflet.typ")
    given = {"root": str(ROOT), "font_paths": [str(ROOT / "fonts")], "ignore_system_fonts": True}
    if mode == "one":
        definition, out = words
        package.compile(template, output=out, sys_inputs={"definition": definition}, pdf_standards="ua-1", **given)
        return
    compiler = package.Compiler(template, **given)
    out = Path(words[-1])
    out.mkdir(parents=True, exist_ok=True)
    if mode == "counties":
        variants = [{"definition": f"/{path.relative_to(ROOT)}"} for path in sorted(Path(words[0]).glob("*.toml"))]
    else:
        variants = [{"copies": words[0], "row": str(row)} for row in range(int(words[1]))]
    for number, inputs in enumerate(variants):
        compiler.compile(output=str(out / f"{number}.pdf"), sys_inputs=inputs, pdf_standards="ua-1")


def python():
    """A Python that has Typst."""
    path = WORK / "venv/bin/python3"
    if not path.exists():
        venv.create(WORK / "venv", with_pip=True)
        subprocess.run([path, "-m", "pip", "install", "-q", TYPST], check=True)
    return str(path)


def run(words, cwd=ROOT):
    """CPU seconds, wall seconds and peak memory in MiB of a process."""
    start = time.perf_counter()
    process = subprocess.Popen([str(word) for word in words], cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{words} ended with {process.returncode}:\n{said.decode(errors='replace')}")
    return usage.ru_utime + usage.ru_stime, time.perf_counter() - start, usage.ru_maxrss / 1024


def compared(name, ours, theirs, pairs):
    """Both in turn, each the arguments of `run`; medians of CPU (ms) and memory (MiB), and the median of the ratios of CPU."""
    run(*ours), run(*theirs)
    both = [(run(*ours), run(*theirs)) for _ in range(pairs)]
    ratio = statistics.median(mine[0] / other[0] for mine, other in both)
    found = {
        side: {"cpu_ms": statistics.median(runs[at][0] for runs in both) * 1000, "mib": max(runs[at][2] for runs in both)}
        for at, side in enumerate(NAMES)
    }
    print(f"{name:24}", *(f"{side} {one['cpu_ms']:9.1f} ms {one['mib']:4.0f} MiB" for side, one in found.items()), f"ratio {ratio:.3f}")
    return found | {"ratio": ratio}


def definition(times):
    """examples/peer.toml with so much of its running text, in a file of its own below target/."""
    whole = (ROOT / "examples/peer.toml").read_text()
    head, *sections = whole.split("[[section]]")
    count = round(len(sections) * min(times, 1))
    sections = sections[:count] if times <= 1 else sections + [one.replace('id = "', 'id = "igen-') for one in sections]
    head = head.replace('formats = ["a4"]', 'formats = [{ format = "a4", pages = 2 }]') if times > 1 else head
    path = WORK / f"text-{times}.toml"
    path.write_text("[[section]]".join([head, *sections]))
    return path


def table(count):
    """Recipients with a contact each; made up, for measuring only."""
    path = WORK / f"recipients-{count}.csv"
    rows = ["Kommun;Namn;Antal;Kontakt;Roll;Organisation;Telefon;E-post"]
    for at in range(count):
        rows.append(f"Exempelstad;Skolan nummer {at};250;Kontaktperson {at};kurator;Skolan {at};010-000 {at % 90 + 10} 20;k{at}@stockholms.example")
    path.write_text("\n".join(rows) + "\n")
    return path


def bars(path, title, unit, rows):
    """Bars side by side: `rows` are (label, {side: value}), each label with a scale of its own."""
    height = 46 + 58 * len(rows)
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 {height}" font-family="sans-serif" font-size="13" role="img">',
        f"<title>{title}</title>",
        f'<rect width="640" height="{height}" fill="#fff"/><text x="12" y="24" font-size="16" font-weight="bold">{title}</text>',
    ]
    for at, (label, values) in enumerate(rows):
        top = 42 + 58 * at
        most = max(values.values())
        out.append(f'<text x="188" y="{top + 24}" text-anchor="end">{label}</text>')
        for line, (side, value) in enumerate(values.items()):
            y, width = top + 22 * line, 330 * value / most
            number = f"{value:,.0f}" if value >= 20 else f"{value:.1f}"
            out.append(f'<rect x="200" y="{y}" width="{width:.1f}" height="18" fill="{NAMES[side]}"/>')
            out.append(f'<text x="{206 + width:.1f}" y="{y + 14}">{side} {number} {unit}</text>')
    path.write_text("\n".join([*out, "</svg>", ""]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=10)
    parser.add_argument("--copies", type=int, default=1000)
    parser.add_argument("--floor", action="store_true", help="also ask the benches what writing the pages alone takes")
    given = parser.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    other, me = python(), str(Path(__file__).resolve())
    web = ["--edition", "web", "--force", "-o", WORK / "ours"]

    def sheet(path):
        inside = f"/{path.relative_to(ROOT)}"
        return ([OURS, "build", path, *web],), ([other, me, "--typst", "one", inside, WORK / "one.pdf"],)

    found = {"cold start": compared("cold start", ([OURS, "--version"],), ([other, "-c", "import typst"],), given.pairs)}
    found["one leaflet"] = compared("one leaflet", *sheet(ROOT / "examples/peer.toml"), given.pairs)
    counties = ROOT / "examples/peer-21"
    counties_for_typst(counties)
    found["21 leaflets"] = compared(
        "21 leaflets", ([OURS, "build", *web], counties),
        ([other, me, "--typst", "counties", WORK / "counties", WORK / "counties-out"],), given.pairs,
    )
    copies = table(given.copies)
    name = f"{given.copies:,} copies"
    found[name] = compared(
        name, ([OURS, "build", ROOT / "examples/peer.toml", "--recipients", copies, *web[:-1], WORK / "ours-copies"],),
        ([other, me, "--typst", "copies", f"/{copies.relative_to(ROOT)}", given.copies, WORK / "copies"],), 1,
    )
    lengths = {times: compared(f"text × {times}", *sheet(definition(times)), given.pairs) for times in (0.5, 1, 2)}
    if given.floor:
        said = subprocess.run(["cargo", "bench", "--bench", "bench", "--", "web_edition"], cwd=ROOT, capture_output=True, text=True, check=True)
        line = next(line for line in said.stdout.splitlines() if "web_edition" in line)
        print("floor (the writer alone):", re.findall(r"[\d.]+ [µm]s", line)[2])

    DRAWN.mkdir(exist_ok=True)
    sides = lambda one, what: {side: one[side][what] for side in NAMES}
    rows = [(label, sides(one, "cpu_ms")) for label, one in found.items()]
    bars(DRAWN / "time.svg", "CPU time of the whole process", "ms", rows)
    bars(DRAWN / "memory.svg", "Peak memory", "MiB", [(label, sides(one, "mib")) for label, one in found.items()])
    rows = [(f"{times} × 453 words", sides(one, "cpu_ms")) for times, one in lengths.items()]
    bars(DRAWN / "length.svg", "CPU time of one leaflet by length of text", "ms", rows)
    (WORK / "numbers.json").write_text(json.dumps({"all": found, "lengths": lengths}, indent=1))


def counties_for_typst(folder):
    """The 21 definitions as Typst reads them: each whole, since it knows no publications that counties share."""
    whole = (ROOT / "examples/peer.toml").read_text()
    body = whole[whole.index("[publication]"):]
    into = WORK / "counties"
    into.mkdir(exist_ok=True)
    for county in sorted((folder / "leaflets").glob("*.toml")):
        (into / county.name).write_text(county.read_text().rstrip() + "\n\n" + body)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--typst"]:
        typst(*sys.argv[2:])
    else:
        main()
