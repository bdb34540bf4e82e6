"""Learns the weights of src/content/lint/weighing and writes src/content/lint/weights.{en,es}.tsv.

    pip install scikit-learn==1.9.1   # with numpy 2.4.6 and scipy 1.17.1 the files come out byte for byte
    python tests/labelled/learn.py    # cross-validates, then writes

It reads the tuning files, the classes of words (src/content/lint/words.*.tsv) and, as good examples, every text in
src/content; never a held-out file. `sentences` and `features` say the same as reading.rs and weighing: what changes
there changes here, and the weights are learnt again.
"""

import sys
import tomllib
from pathlib import Path

import numpy as np
import scipy.sparse as sparse
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

ROOT = Path(__file__).resolve().parents[2]
KINDS = ["directive", "interpreting", "praising", "promising", "demanding_outcome", "pathologizing"]
FOLDS, SEED = 5, 7
BYTES, KINDS_BYTES = 800_000, 120_000  # of names in a file
SCALE, KINDS_SCALE = 1_000, 50         # of the heaviest weight
FALSE_ALARMS = {"en": 0.045, "es": 0.055}   # wanted when cross-validating: there, blind sentences are missed as often as flagged
FAR = 20                               # words between the two of a far pair
ENDS, STEM, ACROSS = (2, 3), 5, 6      # letters of an ending, of a stem, of a piece across words
RARE, KINDS_RARE, LEAN = 3.0, 2.0, 0.3 # powers: how much the rare, and what leans to one side, is favoured
SAME = {"\u2019": "'", "\u2018": "'", "\u02bc": "'"}
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
        if letter.isalnum() or (letter == "'" and word is not None):
            if word is None:
                word, opens = ["", opens, quoted], False
            word[0] += letter
            continue
        if word is not None:
            sentence.words.append((word[0].rstrip("'"), word[1], word[2]))
            word = None
        if letter in ".?!…":
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

    def __init__(self, language):
        self.words, self.stems, self.ends, self.known = {}, {}, {}, {}
        path = ROOT / "src" / "content" / "lint" / f"words.{language}.tsv"
        for line in path.read_text(encoding="utf-8").splitlines():
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


def features(sentence, classes):
    """As weighing: what is only shown between quotes is left out, unless the whole sentence is."""
    shown = [word for word in sentence.words if not word[2]] or sentence.words
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


def labelled(path):
    return [tuple(line.split("\t", 1)) for line in path.read_text(encoding="utf-8").splitlines() if line]


def texts(value, key=""):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner, key)
    elif isinstance(value, str) and " " in value and key not in ("number", "source", "checked_in"):
        yield value


def product(language):
    files = sorted((ROOT / "src" / "content" / language).glob("*.toml"))
    return [text for file in files for text in texts(tomllib.loads(file.read_text(encoding="utf-8")))]


class Corpus:
    """Sentences as rows: those of the tuning file first, then those of the product's own texts."""

    def __init__(self, language):
        self.tuning = labelled(ROOT / "tests" / "labelled" / f"wording.{language}.tuning.tsv")
        classes = Classes(language)
        rows = [(at, label, s) for at, (label, text) in enumerate(self.tuning) for s in sentences(text)]
        self.tuned = len(rows)
        rows += [(-1, "good", s) for text in product(language) for s in sentences(text)]
        self.owner = np.array([row[0] for row in rows])
        self.label = np.array([row[1] for row in rows])
        self.pressing = (self.label != "good").astype(int)
        found = [features(row[2], classes) for row in rows]
        self.roots = np.sqrt([len(row) for row in found])
        vectors = CountVectorizer(analyzer=lambda row: row, binary=True, min_df=2)
        self.counts = vectors.fit_transform(found).tocsr().astype(float)
        self.names = vectors.get_feature_names_out()
        self.lengths = np.array([len(name.encode()) + 1 for name in self.names])


def rarity(counts, power):
    """How often features are seen, and how easily a rare one is given its weight."""
    seen = np.asarray(counts.sum(0)).ravel()
    return seen, np.where(seen > 0, np.log((1 + counts.shape[0]) / (1 + seen)) + 1, 0.0) ** power


def lean(counts, pressing):
    """How much easier a feature is given its weight that is seen on one side more than on the other."""
    one, other = (np.asarray(counts[pressing == side].sum(0)).ravel() + 1.0 for side in (1, 0))
    return (np.abs(np.log(one / one.sum()) - np.log(other / other.sum())) + 0.1) ** LEAN


def rows_of(corpus, train, rare):
    rows = sparse.diags(1 / corpus.roots[train]) @ corpus.counts[train] @ sparse.diags(rare)
    return (rows / np.sqrt(rows.multiply(rows).sum(1)).mean()).tocsr()


def dearest(force, lengths, room):
    """Which features are worth their bytes, most forceful for their length first."""
    order = np.argsort(-force / lengths, kind="stable")
    kept = np.zeros(len(force), bool)
    kept[order[np.cumsum(lengths[order]) <= room]] = True
    return kept & (force > 0)


def fit(corpus, train):
    """Whole weights of features: learnt on all, then again on those that are kept."""
    labels = corpus.pressing[train]
    seen, rare = rarity(corpus.counts[train], RARE)
    rare = rare * lean(corpus.counts[train], labels)
    rows = rows_of(corpus, train, rare)
    model = LinearSVC(C=1.0, tol=1e-4, random_state=SEED, max_iter=5_000)
    weights = model.fit(rows, labels).coef_.ravel() * rare
    kept = dearest(np.abs(weights) * np.sqrt(seen), corpus.lengths, BYTES)
    weights = model.fit((rows @ sparse.diags(kept.astype(float))).tocsr(), labels).coef_.ravel() * rare * kept
    return np.round(weights * SCALE / np.abs(weights).max()).astype(int)


def scores(corpus, weights):
    """As weighing; the threshold takes the place of an intercept."""
    return (corpus.counts @ weights) / corpus.roots


def by_text(corpus, values):
    best = np.full(len(corpus.tuning), -np.inf)
    np.maximum.at(best, corpus.owner[: corpus.tuned], values[: corpus.tuned])
    return best


def cross(corpus):
    """The score of every labelled text by weights that were learnt without it."""
    labels = [label for label, _ in corpus.tuning]
    held = np.zeros(len(corpus.label))
    for train, _ in StratifiedKFold(FOLDS, shuffle=True, random_state=SEED).split(labels, labels):
        inside = (corpus.owner < 0) | np.isin(corpus.owner, train)
        weights = fit(corpus, inside)
        held[~inside] = scores(corpus, weights)[~inside]
    return by_text(corpus, held)


def fit_kinds(corpus):
    """For each kind, whole weights that tell it from the others."""
    pressing = corpus.pressing == 1
    seen, rare = rarity(corpus.counts[pressing], KINDS_RARE)
    model = LinearSVC(C=1.0, tol=1e-4, random_state=SEED, max_iter=5_000)
    model.fit(rows_of(corpus, pressing, rare), corpus.label[pressing])
    weights = model.coef_[[list(model.classes_).index(kind) for kind in KINDS]] * rare
    weights = np.round(weights * KINDS_SCALE / np.abs(weights).max()).astype(int)
    force = (np.abs(weights) * np.sqrt(seen)).ravel()
    kept = dearest(force, np.tile(corpus.lengths, len(KINDS)), KINDS_BYTES)
    return weights * kept.reshape(weights.shape)


def write(corpus, language, threshold, weights, kinds):
    lines = [f"threshold\t{threshold}"]
    for what, row in [("pressing", weights), *zip(KINDS, kinds)]:
        for weight in sorted(set(row[row != 0].tolist())):
            lines.append("\t".join([what, str(weight), *corpus.names[row == weight]]))
    path = ROOT / "src" / "content" / "lint" / f"weights.{language}.tsv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    told = corpus.pressing == 1
    right = (np.array(KINDS)[(corpus.counts[told] @ kinds.T).argmax(1)] == corpus.label[told]).mean()
    print(f"{language}: {np.count_nonzero(weights)} features, {path.stat().st_size} bytes, kind {right:.3f} on its own data")


def learn(language):
    corpus = Corpus(language)
    pressing = np.array([label != "good" for label, _ in corpus.tuning])
    held = cross(corpus)
    plain = np.sort(held[~pressing])[::-1]
    threshold = int(np.ceil(plain[int(FALSE_ALARMS[language] * len(plain))])) + 1
    weights = fit(corpus, np.ones(len(corpus.label), bool))
    highest = scores(corpus, weights)[corpus.tuned :].max()
    flagged = held > threshold
    print(f"{language}: threshold {threshold}, product texts at most {highest:.1f}")
    print(f"{language}: cross-validated {flagged[pressing].mean():.3f} found, {flagged[~pressing].mean():.3f} flagged")
    for kind in KINDS:
        of = np.array([label == kind for label, _ in corpus.tuning])
        print(f"    {kind}: {flagged[of].mean():.3f}")
    write(corpus, language, threshold, weights, fit_kinds(corpus))
    return held


if __name__ == "__main__":
    for language in sys.argv[1:] or ("en", "es"):
        learn(language)
