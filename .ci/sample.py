"""A fixed choice among finished files, for judges that would take hours for all of them.

Counties print the same texts and differ in names and contacts: the choice has every publication, format, language and
edition, and every county. LEAFLET_CI_ALL=1 takes all files.
"""
import hashlib
import os


def sample(files, folder, most):
    """At most so many of the files below the folder, more only where there are more kinds; the same ones every time."""
    files = sorted(files)
    if len(files) <= most or os.environ.get("LEAFLET_CI_ALL"):
        return files

    def place(file):
        return hashlib.sha256(file.relative_to(folder).as_posix().encode()).hexdigest()

    def county(file):
        return file.relative_to(folder).parts[0]

    def kind(file):
        return file.relative_to(folder).parts[1:]

    chosen, kinds, counties = [], set(), set()
    by_place = sorted(files, key=place)
    for file in by_place:
        if kind(file) not in kinds or county(file) not in counties:
            chosen.append(file)
            kinds.add(kind(file))
            counties.add(county(file))
    rest = [file for file in by_place if file not in set(chosen)]
    return sorted(chosen + rest[:max(0, most - len(chosen))])


def told(name, files, chosen):
    """Says that not all files are judged, where that is so."""
    if len(chosen) < len(files):
        print(f"{name}: {len(chosen)} of {len(files)} files, every kind and every county among them; LEAFLET_CI_ALL=1 for all")
