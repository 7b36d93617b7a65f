"""Measure how often the right answer is guessed by somebody who doesn't read the situation.

A way of guessing gives every choice of a question a number and picks the largest; of several equal
ones, each is picked in equal shares. One way knows which words and word pairs other scenarios have
in right and in wrong texts: a naive Bayes classifier, tested with one scenario left out at a time.
Position isn't measured: the program orders choices by hashes, and no author can change that.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from heapq import nlargest
from itertools import chain, pairwise
from math import log
from typing import NamedTuple, TypeAlias

from answerable.checks import vocabulary
from answerable.checks.outline import Outline
from answerable.checks.parts import ITEM, REPLY, SOLUTION, TURN, Guessable
from answerable.i18n import root

ENOUGH = 10
"""The fewest scenarios, and the fewest questions of a kind, of which a share means something."""

MOST = 200
"""How many scenarios are measured at most. Of 200 questions, a share is exact to 3 or 4 points."""

MARGIN = 15
"""By how many percentage points a way of guessing may be better than chance."""

WORDS, LONGEST, SHORTEST, PROMISES, TIMES = "words", "longest", "shortest", "promises", "times"
"""The ways of guessing, each by what it looks at."""

_CLUES, _SCENARIOS = 10, 5
"""How many words and scenarios are named."""

_ALIKE = ((REPLY, TURN, ITEM), (SOLUTION,))
"""Kinds of questions whose words are learned together."""

_UNSEEN = 0.5
"""What is added to each count, so that no single word decides (additive smoothing)."""

_TOKEN = re.compile(r"\w+(?:'\w+)*|\?")
_NUMBER = re.compile(r"\d+")

_Score: TypeAlias = Callable[[str], float]


class Clue(NamedTuple):
    """A word or word pair, and how many right and wrong texts contain it."""

    words: str
    right: int
    wrong: int


class Guess(NamedTuple):
    """How many of `total` questions of one kind are answered right by one way of guessing, and by
    chance. Both numbers are sums of shares.

    `scenarios` are those in which this way is surest, and right. `clues` are what gives most away:
    for `WORDS`, if it is right more often than it may be.
    """

    kind: str
    way: str
    right: float
    chance: float
    total: int
    scenarios: Sequence[str]
    clues: Sequence[Clue] = ()

    @property
    def limit(self) -> float:
        """How many may be right."""
        return self.chance + MARGIN * self.total / 100


class _Pick(NamedTuple):
    """The share of a pick that is right, by how much it is surer of that than of the best wrong
    choice, and the share that chance gets.
    """

    scenario_id: str
    right: float
    lead: float
    chance: float


def guesses(outlines: Iterable[Outline], language: str) -> Iterator[Guess]:
    """Yield how far each way of guessing gets with each kind of question.

    The texts are in `language`. Nothing is measured in fewer than `ENOUGH` scenarios or questions.
    Of more than `MOST` scenarios, a sample is measured that changes little with the course. Which
    lesson fits isn't measured: each lesson is offered as a wrong one, too.
    """
    sample = sorted(outlines, key=lambda one: one.teaching.place)[:MOST]
    if len(sample) < ENOUGH:
        return
    looks = _looks(language)
    for kinds in _ALIKE:
        words = cache(_words)
        seen = {one.id: [each for each in one.asked if each.kind in kinds] for one in sample}
        learned = _Learned(chain.from_iterable(seen.values()), words)
        picks: defaultdict[tuple[str, str], list[_Pick]] = defaultdict(list)
        for name, own in seen.items():
            ways = {WORDS: learned.without(own), **looks}
            for one in own:
                for way, score in ways.items():
                    picks[one.kind, way].append(_pick(name, one, score))
        for (kind, way), made in picks.items():
            if len(made) >= ENOUGH:
                guess = _guess(kind, way, made)
                told = way == WORDS and guess.right > guess.limit
                yield guess._replace(clues=learned.clues()) if told else guess


def _guess(kind: str, way: str, picks: Sequence[_Pick]) -> Guess:
    sure = nlargest(_SCENARIOS, (one for one in picks if one.right == 1), lambda one: one.lead)
    return Guess(
        kind,
        way,
        sum(one.right for one in picks),
        sum(one.chance for one in picks),
        len(picks),
        list(dict.fromkeys(one.scenario_id for one in sure)),
    )


def _pick(scenario_id: str, question: Guessable, score: _Score) -> _Pick:
    right, wrong = (list(map(score, texts)) for texts in (question.right, question.wrong))
    best = max(*right, *wrong)
    hits, misses = right.count(best), wrong.count(best)
    chance = len(right) / (len(right) + len(wrong))
    return _Pick(scenario_id, hits / (hits + misses), max(right) - max(wrong), chance)


def _looks(language: str) -> Mapping[str, _Score]:
    """The ways of guessing that look at one thing only, and need to learn nothing."""
    looks: dict[str, _Score] = {LONGEST: len, SHORTEST: lambda text: -len(text)}
    code = root(language)
    if promises := vocabulary.PROMISES.get(code):
        looks[PROMISES] = lambda text: vocabulary.count(text, promises)
    times = vocabulary.TIMES.get(code, ())
    looks[TIMES] = lambda text: len(_NUMBER.findall(text)) + vocabulary.count(text, times)
    return looks


class _Learned:
    """In how many right and wrong texts each word and word pair occurs."""

    def __init__(self, asked: Iterable[Guessable], words: Callable[[str], Collection[str]]) -> None:
        self._words = words
        self._right, self._wrong = Counter[str](), Counter[str]()
        self._texts = [0, 0]
        for question in asked:
            for place, (texts, counts) in enumerate(
                ((question.right, self._right), (question.wrong, self._wrong))
            ):
                self._texts[place] += len(texts)
                for text in texts:
                    counts.update(words(text))

    def without(self, asked: Iterable[Guessable]) -> _Score:
        """Return a function that says how much surer it is that a text is right than wrong, as the
        logarithm of a ratio, to somebody who hasn't seen these questions.
        """
        own = _Learned(asked, self._words)
        right, wrong = (
            log(all_texts - own_texts + 2 * _UNSEEN)
            for all_texts, own_texts in zip(self._texts, own._texts, strict=True)
        )

        def score(text: str) -> float:
            total = 0.0
            for word in self._words(text):
                hits = self._right[word] - own._right[word]
                misses = self._wrong[word] - own._wrong[word]
                if hits or misses:
                    total += log((hits + _UNSEEN) / (misses + _UNSEEN)) + wrong - right
            return total

        return score

    def clues(self) -> Sequence[Clue]:
        """Return what gives most away; of a word and a word pair with it, only the better clue."""
        often = max(2, sum(self._texts) / 100)
        found = [
            Clue(word, hits, self._wrong[word])
            for word, hits in self._right.items()
            if hits + self._wrong[word] >= often
        ]
        found += [
            Clue(word, 0, misses)
            for word, misses in self._wrong.items()
            if misses >= often and word not in self._right
        ]
        best: list[Clue] = []
        for clue in sorted(found, key=lambda one: (-self._weight(one), one.words)):
            parts = {clue.words, *clue.words.split()}
            if not any(parts & {one.words, *one.words.split()} for one in best):
                best.append(clue)
            if len(best) == _CLUES:
                break
        return best

    def _weight(self, clue: Clue) -> float:
        """How much a clue tells over all texts: its mutual information with what is right."""
        texts = sum(self._texts)
        seen = clue.right + clue.wrong
        cells = (
            (clue.right, seen, self._texts[0]),
            (clue.wrong, seen, self._texts[1]),
            (self._texts[0] - clue.right, texts - seen, self._texts[0]),
            (self._texts[1] - clue.wrong, texts - seen, self._texts[1]),
        )
        return sum(n * log(n * texts / (row * column)) for n, row, column in cells if n)


def _words(text: str) -> Collection[str]:
    """Return the words of a text, the pairs of neighbours among them, and whether it asks."""
    words = _TOKEN.findall(text.casefold().replace("’", "'"))
    return {*words, *map(" ".join, pairwise(words))}
