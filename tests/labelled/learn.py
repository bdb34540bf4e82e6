"""Learns the weights that src/content/weighing weighs with, and writes them.

    pip install scikit-learn==1.9.1                     # with numpy 2.4.6 and scipy 1.17.1 the files come out byte for byte
    python tests/labelled/learn.py [wording|intentions] [en|es]   # cross-validates, then writes; both of both without a word

`wording`: src/content/lint/weights.*.tsv from wording.*.tuning.tsv and, as good examples, every text in src/content.
`intentions`: src/preparation/reflection/weights.*.tsv from intentions.*.tuning.tsv, and what it reads in these as
intentions.*.read.tsv, which a test compares with what the server answers. It reads no held-out file. What it needs beside
are the classes of words, src/content/weighing/words.*.tsv, and for intentions src/preparation/reflection/words.*.tsv.
"""

import sys
import tomllib
from math import isqrt

import numpy as np
import scipy.sparse as sparse
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from reading import ROOT, Classes, features, passages, said, sentences

SEED = 7


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


def rarity(counts, power):
    """How often features are seen, and how easily a rare one is given its weight."""
    seen = np.asarray(counts.sum(0)).ravel()
    return seen, np.where(seen > 0, np.log((1 + counts.shape[0]) / (1 + seen)) + 1, 0.0) ** power


def lean(counts, pressing, power):
    """How much easier a feature is given its weight that is seen on one side more than on the other."""
    one, other = (np.asarray(counts[pressing == side].sum(0)).ravel() + 1.0 for side in (1, 0))
    return (np.abs(np.log(one / one.sum()) - np.log(other / other.sum())) + 0.1) ** power


def dearest(force, lengths, room):
    """Which features are worth their bytes, most forceful for their length first."""
    order = np.argsort(-force / lengths, kind="stable")
    kept = np.zeros(len(force), bool)
    kept[order[np.cumsum(lengths[order]) <= room]] = True
    return kept & (force > 0)


class Corpus:
    """Rows of features, and whose they are: what is read together of the labelled texts first, then of further texts."""

    def __init__(self, rows, classes, often):
        found = [sorted(set().union(*(features(s, shown, classes) for s, shown in row))) for row in rows]
        self.roots = np.sqrt([len(row) for row in found])
        vectors = CountVectorizer(analyzer=lambda row: row, binary=True, min_df=often)
        self.counts = vectors.fit_transform(found).tocsr().astype(float)
        self.names = vectors.get_feature_names_out()
        self.lengths = np.array([len(name.encode()) + 1 for name in self.names])

    def rows(self, train, rare):
        """What a model learns from, and what it was scaled by."""
        rows = sparse.diags(1 / self.roots[train]) @ self.counts[train] @ sparse.diags(rare)
        scale = np.sqrt(rows.multiply(rows).sum(1)).mean()
        return (rows / scale).tocsr(), scale


def learned(corpus, train, labels, room, rare, leaning, hold=1.0):
    """Weights of features and where zero is: learnt on all, then again on those that are kept."""
    seen, rare = rarity(corpus.counts[train], rare)
    rare = rare * lean(corpus.counts[train], labels, leaning)
    rows, scale = corpus.rows(train, rare)
    model = LinearSVC(C=hold, tol=1e-4, random_state=SEED, max_iter=5_000)
    weights = model.fit(rows, labels).coef_.ravel() * rare
    kept = dearest(np.abs(weights) * np.sqrt(seen), corpus.lengths, room)
    model.fit((rows @ sparse.diags(kept.astype(float))).tocsr(), labels)
    return model.coef_.ravel() * rare * kept, scale, model.intercept_[0]


def write(path, thresholds, names, rows):
    lines = ["\t".join(["threshold", *map(str, thresholds)])]
    for what, row in rows:
        for weight in sorted(set(row[row != 0].tolist())):
            lines.append("\t".join([what, str(weight), *names[row == weight]]))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{path.name}: {sum(np.count_nonzero(row) for _, row in rows)} weights, {path.stat().st_size} bytes")


class Wording:
    """What presses on a reader: whole sentences, what is quoted left out, one kind each."""

    KINDS = ["directive", "interpreting", "praising", "promising", "demanding_outcome", "pathologizing"]
    FOLDS = 5
    BYTES, KINDS_BYTES = 800_000, 120_000  # of names in a file
    SCALE, KINDS_SCALE = 1_000, 50         # of the heaviest weight
    FALSE_ALARMS = {"en": 0.045, "es": 0.055}   # wanted when cross-validating: there, blind sentences are missed as often as flagged
    RARE, KINDS_RARE, LEAN = 3.0, 2.0, 0.3 # powers: how much the rare, and what leans to one side, is favoured

    def __init__(self, language):
        self.language = language
        self.tuning = labelled(ROOT / "tests" / "labelled" / f"wording.{language}.tuning.tsv")
        rows = [(at, label, s) for at, (label, text) in enumerate(self.tuning) for s in sentences(text)]
        self.tuned = len(rows)
        rows += [(-1, "good", s) for text in product(language) for s in sentences(text)]
        self.owner = np.array([row[0] for row in rows])
        self.label = np.array([row[1] for row in rows])
        self.pressing = (self.label != "good").astype(int)
        classes = Classes(ROOT / "src" / "content" / "weighing" / f"words.{language}.tsv")
        self.corpus = Corpus([[(row[2], said(row[2]))] for row in rows], classes, often=2)

    def fit(self, train):
        """Whole weights of features."""
        weights, _, _ = learned(self.corpus, train, self.pressing[train], self.BYTES, self.RARE, self.LEAN)
        return np.round(weights * self.SCALE / np.abs(weights).max()).astype(int)

    def scores(self, weights):
        """As weighing; the threshold takes the place of an intercept."""
        return (self.corpus.counts @ weights) / self.corpus.roots

    def cross(self):
        """The score of every labelled text by weights that were learnt without it."""
        labels = [label for label, _ in self.tuning]
        held = np.zeros(len(self.label))
        for train, _ in StratifiedKFold(self.FOLDS, shuffle=True, random_state=SEED).split(labels, labels):
            inside = (self.owner < 0) | np.isin(self.owner, train)
            held[~inside] = self.scores(self.fit(inside))[~inside]
        best = np.full(len(self.tuning), -np.inf)
        np.maximum.at(best, self.owner[: self.tuned], held[: self.tuned])
        return best

    def fit_kinds(self):
        """For each kind, whole weights that tell it from the others."""
        pressing = self.pressing == 1
        seen, rare = rarity(self.corpus.counts[pressing], self.KINDS_RARE)
        model = LinearSVC(C=1.0, tol=1e-4, random_state=SEED, max_iter=5_000)
        model.fit(self.corpus.rows(pressing, rare)[0], self.label[pressing])
        weights = model.coef_[[list(model.classes_).index(kind) for kind in self.KINDS]] * rare
        weights = np.round(weights * self.KINDS_SCALE / np.abs(weights).max()).astype(int)
        force = (np.abs(weights) * np.sqrt(seen)).ravel()
        kept = dearest(force, np.tile(self.corpus.lengths, len(self.KINDS)), self.KINDS_BYTES)
        return weights * kept.reshape(weights.shape)

    def learn(self):
        language = self.language
        pressing = np.array([label != "good" for label, _ in self.tuning])
        held = self.cross()
        plain = np.sort(held[~pressing])[::-1]
        threshold = int(np.ceil(plain[int(self.FALSE_ALARMS[language] * len(plain))])) + 1
        weights, kinds = self.fit(np.ones(len(self.label), bool)), self.fit_kinds()
        highest = self.scores(weights)[self.tuned :].max()
        flagged = held > threshold
        print(f"{language}: threshold {threshold}, product texts at most {highest:.1f}")
        print(f"{language}: cross-validated {flagged[pressing].mean():.3f} found, {flagged[~pressing].mean():.3f} flagged")
        for kind in self.KINDS:
            of = np.array([label == kind for label, _ in self.tuning])
            print(f"    {kind}: {flagged[of].mean():.3f}")
        path = ROOT / "src" / "content" / "lint" / f"weights.{language}.tsv"
        write(path, [threshold], self.corpus.names, [("pressing", weights), *zip(self.KINDS, kinds)])


class Intentions:
    """What demands of a session: passages with all their words, of one kind or of several."""

    KINDS = ["outcome", "content", "time", "intensity", "ending", "worth"]
    FOLDS = 10
    BYTES, KINDS_BYTES = 600_000, 14_000   # of names in a file: for what presses, and for each kind
    SCALE = 1_000                          # of the heaviest weight
    RARE, LEAN, HOLD = 3.0, 0.3, 3.0       # powers as above, and how closely a model holds to what it saw
    KINDS_RARE, KINDS_LEAN, KINDS_HOLD = 2.0, 0.0, 1.0
    OTHERS = 20                            # one in so many texts of the other language is taken
    SURE = -0.2                            # by how much a further kind is surer than not

    def __init__(self, language):
        self.language = language
        other = {"en": "es", "es": "en"}[language]
        folder = ROOT / "tests" / "labelled"
        self.tuning = labelled(folder / f"intentions.{language}.tuning.tsv")
        rows = [(at, label, row) for at, (label, text) in enumerate(self.tuning) for row in passages(text)]
        self.tuned = len(rows)
        # Nothing is said of what is written in another language.
        others = [text for _, text in labelled(folder / f"intentions.{other}.tuning.tsv")]
        rows += [(-1, "open", row) for text in others[:: self.OTHERS] for row in passages(text)]
        self.owner = np.array([row[0] for row in rows])
        self.pressing = np.array([row[1] != "open" for row in rows]).astype(int)
        self.kinds = np.array([[kind in row[1].split(",") for kind in self.KINDS] for row in rows]).astype(int)
        words = [ROOT / "src" / place / f"words.{language}.tsv" for place in ("content/weighing", "preparation/reflection")]
        self.corpus = Corpus([[(s, s.words) for s in row[2]] for row in rows], Classes(*words), often=3)

    def fit(self, train):
        """Whole weights, of what presses and of each kind, and the thresholds at which each is as likely as not."""
        corpus, pressing = self.corpus, self.pressing[train]
        models = [learned(corpus, train, pressing, self.BYTES, self.RARE, self.LEAN, self.HOLD)]
        for kind in self.kinds[train].T:
            models.append(learned(corpus, train, kind, self.KINDS_BYTES, self.KINDS_RARE, self.KINDS_LEAN, self.KINDS_HOLD))
        # One scale for all, so that kinds can be compared.
        finest = self.SCALE / max(np.abs(weights).max() / scale for weights, scale, _ in models)
        rows = [np.round(weights / scale * finest).astype(int) for weights, scale, _ in models]
        return np.array(rows), np.array([-zero * finest for _, _, zero in models]), finest

    def scores(self, weights):
        return (self.corpus.counts @ weights.T) / self.corpus.roots[:, None]

    def cross(self):
        """By how much every labelled row exceeds the thresholds by weights that were learnt without it."""
        labels = [label for label, _ in self.tuning]
        held = np.zeros((len(self.owner), 1 + len(self.KINDS)))
        strata = [label.split(",")[0] for label in labels]
        for train, _ in StratifiedKFold(self.FOLDS, shuffle=True, random_state=SEED).split(labels, strata):
            inside = (self.owner < 0) | np.isin(self.owner, train)
            weights, zeros, finest = self.fit(inside)
            held[~inside] = ((self.scores(weights) - zeros) / finest)[~inside]
        return held[: self.tuned]

    def read(self, beyond):
        """As kinds in src/preparation/reflection: of what presses the kind that exceeds most, and all that exceed at all."""
        shown = beyond[:, 1:] > 0
        shown[np.arange(len(shown)), beyond[:, 1:].argmax(1)] = True
        shown &= beyond[:, :1] > 0
        found = np.zeros((len(self.tuning), len(self.KINDS)), bool)
        np.logical_or.at(found, self.owner[: len(shown)], shown)
        return found

    def told(self, what, found):
        labels = np.array([[kind in label.split(",") for kind in self.KINDS] for label, _ in self.tuning])
        for name, one, other in [("demand or not", labels.any(1), found.any(1)), ("kinds", labels, found)]:
            both = (one & other).sum()
            print(f"{self.language}: {what}, {name}: precision {both / other.sum():.3f}, recall {both / one.sum():.3f}")

    def learn(self):
        held = self.cross()
        pressing = self.pressing[: self.tuned] == 1
        # Where as many are overlooked as are wrongly found.
        level = np.sort(held[:, 0])[::-1][pressing.sum()]
        held[:, 0] -= level
        held[:, 1:] -= self.SURE
        self.told("cross-validated", self.read(held))
        weights, zeros, finest = self.fit(np.ones(len(self.owner), bool))
        thresholds = np.round(zeros + np.array([level] + [self.SURE] * len(self.KINDS)) * finest).astype(int)
        path = ROOT / "src" / "preparation" / "reflection" / f"weights.{self.language}.tsv"
        write(path, thresholds, self.corpus.names, list(zip(["pressing", *self.KINDS], weights)))
        beyond = self.whole(weights) - thresholds
        foreign = beyond[self.tuned :, 0] > 0
        found = self.read(beyond[: self.tuned])
        self.told("on its own texts", found)
        print(f"{self.language}: {foreign.mean():.3f} of another language found")
        path = ROOT / "tests" / "labelled" / f"intentions.{self.language}.read.tsv"
        lines = [",".join(kind for kind, has in zip(self.KINDS, row) if has) or "open" for row in found]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def whole(self, weights):
        """The scores in whole numbers, exactly as weighing has them."""
        sums = (self.corpus.counts.astype(int) @ weights.T) * 1_000
        roots = np.array([isqrt(count * 1_000_000) for count in np.round(self.corpus.roots**2).astype(int).tolist()])
        return np.sign(sums) * (np.abs(sums) // roots[:, None])


if __name__ == "__main__":
    asked = sys.argv[1:]
    for what, task in [("wording", Wording), ("intentions", Intentions)]:
        for language in ("en", "es"):
            if all(word in (what, language) for word in asked):
                task(language).learn()
