"""Makes the lists of word parts, `parts/LANGUAGE.txt`, from free word lists. Run by hand, when a source has a new edition:

    python3 parts.py WORDFREQ DANISH ICELANDIC [LANGUAGE...]

LANGUAGE   those to make; all if none is named
WORDFREQ   folder `wordfreq/data` of the Python package wordfreq 3.1 (CC BY-SA 4.0): words with frequencies
DANISH     `da_DK.dic` of Stavekontrolden (Debian hunspell-da, MPL 1.1)
ICELANDIC  `is_IS.dic` of Hunspell-is (Debian hunspell-is, CC BY-SA 3.0)

The last two are counted only, since wordfreq has few words of these languages: no word of a list comes from them alone.

A part is productive: it begins, or ends, many different words whose other half is a word of the language.

A line of a list is a part, its cost as the beginning or middle of a compound, and its cost as the end; `-` where it is
neither. Costs are tenths of the negative logarithm of its frequency, more for short parts. The cost of an end is also
that of the word as a whole: a word is parted only where its parts are commoner.
"""

import collections
import gzip
import re
import sys
from pathlib import Path

import msgpack

LETTERS = {
    "sv": "abcdefghijklmnopqrstuvwxyzåäöé",
    "nb": "abcdefghijklmnopqrstuvwxyzæøåé",
    "da": "abcdefghijklmnopqrstuvwxyzæøåé",
    "fi": "abcdefghijklmnopqrstuvwxyzåäö",
    "is": "aábdðeéfghiíjklmnoóprstuúvxyýþæö",
    "de": "abcdefghijklmnopqrstuvwxyzäöüß",
}
VOWELS = set("aeiouyåäöæøáéíóúýü")
LONGEST = 16
# Where parts meet: letters that a language adds to its words.
LINKS = {"sv": ("s", "es"), "nb": ("s", "e", "es"), "da": ("s", "e", "es"), "fi": ("n",), "is": ("s", "a", "ar", "na", "u", "i"),
         "de": ("s", "es", "n", "en", "er", "e")}
# Words and endings that look like parts and are none.
NEVER = {
    "sv": "ligt liga lig ning ningen ningar het heten aste arna orna erna ande ende anden enden ades aren "
    "lever unders den det are han förs vand",
    "nb": "han hun den det var som ikke jeg dem der her har kan skal vil med men seg sin ble blir ens ede ene ere ert "
    "erte inger ingen ringen ringer ninger",
    "da": "han hun den det var som ikke jeg dem der her har kan skal vil men sig sin ens ede ene ere ert erne eren inger",
    "fi": "hän joka ovat ole sen kun niin nyt että ssa ssä sta stä lla llä lta ltä lle ksi nsa nsä kin kaan kään tta ttä "
    "mme tte neet nut nyt maan olen vien massa siä ana",
    "de": "und der die das den dem des ein eine einen einem einer nicht sich mit auf von als auch sie ihr wir ich man "
    "hat ist war sind wird ung ungen keit keiten heit heiten lich liche lichen licher liches isch ische ischen ischer "
    "ende enden ender endes end ern ert erte erten eren erung erungen iger igen ige iges igkeit chen lein schaft schaften "
    "erin erinnen ter ten tes tet nen ren sten ste ster tion tionen ierung ieren iert iere",
    "is": "ekki sem var þar þau hún það hann eða inn inni ina una unum anna arinnar andi aði uðu aðir inu ingu sins inum "
    "innar ana ins ingar lega legur leg",
}
# Endings of words that end no compound as parts of their own, and beginnings that are common as something else.
NEVER_ENDS = {"sv": "ingen inge ling linge lingen ska skan ing ring rna sen alen kare filen len gen",
              "de": "samt sand sort stor erin innen login"}
NEVER_BEGINS = {"sv": "pro bred red"}
# Swedish particles stand before verbs and their nouns; frequencies as words of their own say nothing about that.
PARTICLES = {
    "ut": 48, "in": 50, "av": 52, "an": 52, "om": 58, "på": 58, "upp": 55, "för": 59, "miss": 51, "sam": 57, "till": 49,
    "över": 49, "under": 46, "efter": 44, "före": 49, "från": 51, "fram": 49, "mot": 57, "med": 59, "hem": 55, "ned": 59,
    "vid": 61, "bort": 53, "utan": 55, "åter": 51, "genom": 48, "kring": 50, "mellan": 44, "själv": 44, "kvinno": 40,
    "människo": 42, "frids": 50, "köps": 53,
}
# In so many of the commonest words compounds are counted.
COUNTED = 300_000
# The commonest words: halves that make a whole count as a compound, and words that are known as wholes.
KNOWN = 60_000
# The commonest words that may be ends.
ENDS = {"sv": 120_000}
# By length of a beginning or an end, and for all longer ones: in how many compounds it has to be found.
MOST = {3: 40, 4: 14, 5: 8, 6: 6, None: 4}, {3: 40, 4: 12, 5: 6, None: 2}
PRODUCTIVE = {
    "sv": ({3: 20, 4: 8, 5: 5, None: 3}, {3: 30, 4: 8, 5: 3, None: 1}),
    "da": ({3: 25, 4: 10, 5: 6, 6: 5, None: 4}, MOST[1]),
}
# Beginnings whose word is rarer than this are none.
RAREST = 7.2
# Stands for the frequency of a word that is only counted.
COUNTED_ONLY = 8.2
# Cost of a whole that nothing is dearer than.
NEVER_WHOLE = 1000


def frequencies(folder, language):
    """Words, commonest first, with the negative decimal logarithm of their frequency."""
    size = "large" if language in ("sv", "nb", "fi", "de") else "small"
    with gzip.open(folder / f"{size}_{language}.msgpack.gz") as file:
        classes = msgpack.load(file, raw=False)
    found = {}
    for centibels, words in enumerate(classes):
        if isinstance(words, list):
            found.update((word, centibels / 100) for word in words if plausible(word, language))
    return found


def plausible(word, language):
    return 3 <= len(word) <= 40 and set(word) <= set(LETTERS[language]) and bool(set(word) & VOWELS)


def productive(words, common):
    """In how many words each beginning stands before a common word, and each ending after a beginning that does so often."""
    begins, ends = collections.Counter(), collections.Counter()
    for word in words:
        begins.update(word[:cut] for cut in range(3, len(word) - 3) if word[cut:] in common)
    often = {begin for begin, count in begins.items() if count >= {3: 12, 4: 6, 5: 4}.get(len(begin), 3)}
    for word in words:
        ends.update(word[cut:] for cut in range(3, len(word) - 2) if word[:cut] in often)
    return begins, ends


def stem_cost(begin, frequency, language):
    """Cost of a beginning: that of the commonest word that it can stand for, with or without linking letters."""
    costs = [frequency[begin]] if begin in frequency else []
    costs += [
        frequency[begin[: -len(link)]] + 0.3
        for link in LINKS[language]
        if begin.endswith(link) and begin[: -len(link)] in frequency
    ]
    costs += [frequency[begin + vowel] + 0.4 for vowel in "aei" if begin + vowel in frequency]
    if begin[-1] in "oue":
        costs += [frequency[begin[:-1] + "a"] + 0.3] if begin[:-1] + "a" in frequency else []
    return min(costs, default=9.0)


def parts(frequency, words, language):
    """Costs of beginnings and ends."""
    common = {w for w in words[:KNOWN] if 4 <= len(w) <= LONGEST}
    made, ended = productive(words, common)
    least_made, least_ended = PRODUCTIVE.get(language, MOST)
    enough = lambda part, count, least: len(part) <= LONGEST and count >= least.get(len(part), least[None])
    begins = {
        part: stem_cost(part, frequency, language)
        for part, count in made.items()
        if plausible(part, language) and enough(part, count, least_made)
    }
    begins = {part: cost for part, cost in begins.items() if cost < RAREST}
    ends = {
        part: frequency[part]
        for part in words[: ENDS.get(language, KNOWN)]
        if enough(part, ended[part], least_ended) and frequency[part] < COUNTED_ONLY
    }
    return begins, ends


def best(word, begins, ends, whole):
    """Whether a word is read as parts: their mean cost and 5 for each joint against its cost as a whole. As in the program."""
    reached, cheapest = [{0: 0}], None
    for parts in range(1, 7):
        now = {}
        for start, cost in reached[-1].items():
            if parts > 1 and word[start:] in ends:
                total = (cost + ends[word[start:]]) / parts + 5 * (parts - 1)
                cheapest = total if cheapest is None else min(cheapest, total)
            for end in range(start + 2, min(len(word) - 2, start + LONGEST + 1)):
                if word[start:end] in begins:
                    now[end] = min(now.get(end, 1e9), cost + begins[word[start:end]])
        reached.append(now)
    return cheapest is not None and cheapest < whole + min(max(len(word) - 5, 0) * 4, 17)


def write(language, begins, ends, frequency, words):
    never = set(NEVER[language].split())
    short = {2: 1.6, 3: 1.3, 4: 0.5, 5: 0.15}
    tenths = lambda parts: {
        part: round((cost + short.get(len(part), 0)) * 10) for part, cost in parts.items() if part not in never
    }
    begins, ends = tenths(begins), tenths(ends)
    if language == "sv":
        begins |= PARTICLES
    wholes = {w: round(frequency[w] * 10) for w in words[:KNOWN] if 6 <= len(w) <= LONGEST and frequency[w] < COUNTED_ONLY}
    wholes |= ends
    for word in sorted(wholes):
        if len(word) >= 6 and best(word, begins, ends, wholes[word]):
            # An end that is itself a compound is read as its parts.
            ends.pop(word, None)
        elif word not in ends and best(word, begins, ends, NEVER_WHOLE):
            # A common word that could be read as parts, and is not.
            ends[word] = wholes[word]
    for part in NEVER_BEGINS.get(language, "").split():
        begins.pop(part, None)
    for part in NEVER_ENDS.get(language, "").split():
        ends.pop(part, None)
    folder = Path(__file__).parent / "parts"
    folder.mkdir(exist_ok=True)
    with (folder / f"{language}.txt").open("w", encoding="utf-8") as file:
        for part in sorted(set(begins) | set(ends), key=str.encode):
            file.write(f"{part} {begins.get(part, '-')} {ends.get(part, '-')}\n")
    print(language, len(begins), len(ends))


def main():
    folder, danish, icelandic = map(Path, sys.argv[1:4])
    for language in sys.argv[4:] or LETTERS:
        frequency = frequencies(folder, language)
        words = list(frequency)[:COUNTED]
        for listed, path in (("da", danish), ("is", icelandic)):
            if listed == language:
                more = (re.split(r"[/\s]", line)[0] for line in path.read_text(encoding="utf-8").splitlines())
                for word in more:
                    if plausible(word, language) and word not in frequency:
                        frequency[word] = COUNTED_ONLY
                        words.append(word)
        write(language, *parts(frequency, words, language), frequency, words)


main()
