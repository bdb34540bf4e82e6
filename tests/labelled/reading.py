"""A text as it is weighed, in the words of src/content/weighing: what changes in reading.rs, classes.rs or features.rs changes here."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FAR = 20                               # words between the two of a far pair
ENDS, STEM, ACROSS = (2, 3), 5, 6      # letters of an ending, of a stem, of a piece across words
PASSAGE = 40                           # words of a passage of several sentences
SAME = {"\u2019": "'", "\u2018": "'", "\u02bc": "'", "`": "'", "\u00b4": "'"}
MARKED = {"a\u0301": "á", "e\u0301": "é", "i\u0301": "í", "o\u0301": "ó", "u\u0301": "ú", "u\u0308": "ü", "n\u0303": "ñ"}
PLAIN = str.maketrans("áàéèíóúü", "aaeeiouu")


class Sentence:
    def __init__(self):
        self.words, self.asked, self.exclaimed = [], False, False


def fold(letter):
    return SAME.get(letter) or letter.lower()[:1]


def sentences(text):
    """As reading.rs: words are (accented, opens, quoted)."""
    done, sentence, word = [], Sentence(), None
    opens, quoted = True, False
    for raw in text + ".":
        letter = fold(raw)
        if "\u0300" <= letter <= "\u036f" and word is not None:
            word[0] = word[0][:-1] + MARKED.get(word[0][-1:] + letter, word[0][-1:])
            continue
        if letter.isalnum() or (letter == "'" and word is not None):
            if word is None:
                word, opens = ["", opens, quoted], False
            word[0] += letter
            continue
        if word is not None:
            sentence.words.append((word[0].rstrip("'"), word[1], word[2]))
            word = None
        if letter == "\n":
            quoted = False
        if letter in ".?!…\n":
            sentence.asked |= letter == "?"
            sentence.exclaimed |= letter == "!"
            if not quoted:
                if sentence.words:
                    done.append(sentence)
                sentence, opens = Sentence(), True
        elif letter in ":;—–¡¿(":
            opens = True
        elif letter == '"':
            quoted = not quoted
        elif letter in "“„«":
            quoted = True
        elif letter in "”»":
            quoted = False
    if sentence.words:
        done.append(sentence)
    return done


class Classes:
    """Of which classes a word is, by the word itself, by its beginning or by its end."""

    def __init__(self, *paths):
        self.words, self.stems, self.ends, self.known = {}, {}, {}, {}
        for line in (line for path in paths for line in path.read_text(encoding="utf-8").splitlines()):
            name, entries = line.split("\t")
            for entry in entries.split():
                of = self.stems if entry.endswith("*") else self.ends if entry.startswith("*") else self.words
                of.setdefault(entry.strip("*"), set()).add(f"<{name}>")

    def __call__(self, word):
        if word not in self.known:
            found = set()
            for spelt in {word, word.translate(PLAIN)}:
                found |= self.words.get(spelt, set())
                for at in range(len(spelt)):
                    found |= self.stems.get(spelt[: at + 1], set()) | self.ends.get(spelt[at:], set())
            self.known[word] = sorted(found)
        return self.known[word]


def said(sentence):
    """What is only shown between quotes is left out, unless the whole sentence is."""
    return [word for word in sentence.words if not word[2]] or sentence.words


def passages(text):
    """As passages in src/preparation/reflection: short sentences are read together."""
    found, words = [], 0
    for sentence in sentences(text):
        words += len(sentence.words)
        if found and words <= PASSAGE:
            found[-1].append(sentence)
        else:
            words = len(sentence.words)
            found.append([sentence])
    return found


def features(sentence, shown, classes):
    words = [word[0] for word in shown]
    end = "?" if sentence.asked else "!" if sentence.exclaimed else "$"
    kinds = [classes(word) for word in words]
    near = [["^"], *([word, *of] for word, of in zip(words, kinds)), [end]]
    far = [[*of, *(["^" + word] if at == 0 else [])] for at, (word, of) in enumerate(zip(words, kinds))]
    found = {f"w{item}" for items in near for item in items}
    found |= {f"o{item}" for items, (_, opens, _) in zip(near[1:], shown) if opens for item in items}
    found |= {f"1{a} {b}" for one, two in zip(near, near[1:]) for a in one for b in two}
    found |= {f"2{a} {b}" for one, two in zip(near[1:], near[3:-1]) for a in one for b in two}
    for at, one in enumerate(far):
        found |= {f"3{a} {b}" for two in far[at + 1 : at + 1 + FAR] for a in one for b in two}
        found |= {f"3{a} {end}" for a in one}
    ends = [[f"-{word[-size:]}" for size in ENDS if len(word) > size + 1] for word in words]
    for one, two, of_one, of_two in zip(words, words[1:], ends, ends[1:]):
        found |= {f"e{one} {b}" for b in of_two} | {f"e{a} {two}" for a in of_one}
    stems = [word[:STEM] + "-" if len(word) > STEM else word for word in words]
    for at, one in enumerate(stems):
        found |= {f"s{one} {two}" for two in stems[at + 1 : at + 1 + FAR]}
    row = "_" + "_".join([*words, end])
    found |= {"x" + row[at : at + ACROSS] for at in range(len(row) - ACROSS + 1) if "_" in row[at + 1 : at + ACROSS - 1]}
    for word in words:
        edged = f"_{word}_"
        for size in (3, 4, 5):
            found |= {"c" + edged[at : at + size] for at in range(len(edged) - size + 1)}
    return sorted(found)
