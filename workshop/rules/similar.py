"""Lessons that may say the same, found by the letters they share.

Each lesson is a vector of its character n-grams weighed by TF-IDF (Salton & Buckley 1988), which
needs no list of words and no knowledge of the language; two are as similar as the cosine of their
angle. Clusters grow by average linkage (UPGMA, Sokal & Michener 1958) until none are similar
enough. It is a suggestion only: words decide, not sense.
"""

import math
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from heapq import heappop, heappush
from itertools import pairwise

from workshop.rules.text import in_form

SHORTEST_STEM, LONGEST_STEM = 3, 5
CUT = 0.31
"""Found by measuring on the labelled lessons of the tests: 96 of 100 suggestions are right and 84
of 100 that there are to make are made; from .26 on down and from .4 on up it is worse."""
MOST_COMPARED = 400
"""Lessons that are compared, so that the work has an end; those beyond wait for others to go."""

Groups = list[list[str]]
_Vector = dict[str, float]
_Shared = dict[int, float]
_IDEOGRAPHS = ("CJK UNIFIED", "CJK COMPAT", "HIRAGANA", "KATAKANA", "HANGUL")


def similar(lessons: Mapping[str, str], pause: Callable[[], None] = lambda: None) -> Groups:
    """Groups of two or more ids whose texts may say the same; id -> text goes in.

    Ids within a group and groups among each other are sorted. `pause` is called between small
    parts of the work, a few milliseconds each, for whoever must let others run meanwhile.
    """
    ids = sorted(lessons)[:MOST_COMPARED]
    vectors = _vectors([lessons[id_] for id_ in ids], pause)
    clusters = _clusters(_likeness(vectors, pause), pause)
    return sorted(sorted(ids[i] for i in one) for one in clusters if len(one) > 1)


def n_grams(text: str) -> Iterator[str]:
    """The pieces of a text: three to five characters within a word and its edges.

    An ideograph says as much as some letters do: where a script has no gaps between words and
    each sign is a syllable or more, pieces are one and two signs long.
    """
    for word in _words(text):
        if _is_wide(word[0]):
            yield from word
            yield from map("".join, pairwise(word))
            continue
        edged = f" {word} "
        for size in range(SHORTEST_STEM, LONGEST_STEM + 1):
            for start in range(max(1, len(edged) - size + 1)):
                yield edged[start : start + size]


def _words(text: str) -> Iterator[str]:
    """Runs of letters, signs and marks of one width; what only separates is left out."""
    word = ""
    for sign in in_form("NFKC", text).casefold():
        if _separates(sign) or (word and _is_wide(sign) != _is_wide(word[-1])):
            if word:
                yield word
            word = ""
        if not _separates(sign):
            word += sign
    if word:
        yield word


def _separates(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "PZC"


def _is_wide(sign: str) -> bool:
    return sign > "\u1100" and unicodedata.name(sign, "").startswith(_IDEOGRAPHS)


def _vectors(texts: list[str], pause: Callable[[], None]) -> list[_Vector]:
    counts: list[Counter[str]] = []
    spread: Counter[str] = Counter()
    for text in texts:
        counts.append(Counter(n_grams(text)))
        spread.update(counts[-1].keys())
        pause()
    vectors = []
    for count in counts:
        vectors.append(_weighed(count, spread, len(texts)))
        pause()
    return vectors


def _weighed(count: Counter[str], spread: Counter[str], texts: int) -> _Vector:
    """Scales a vector to length one.

    A piece that no other text has makes the vector longer and is left out.
    """
    weights = {
        piece: (1 + math.log(n)) * (1 + math.log((1 + texts) / (1 + spread[piece])))
        for piece, n in count.items()
    }
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {piece: w / length for piece, w in weights.items() if spread[piece] > 1}


def _likeness(vectors: list[_Vector], pause: Callable[[], None]) -> list[_Shared]:
    """For each text the cosine of its angle with each other one that shares anything with it."""
    having: dict[str, list[tuple[int, float]]] = defaultdict(list)
    likeness: list[_Shared] = []
    for i, vector in enumerate(vectors):
        sums = [0.0] * i
        for piece, weight in vector.items():
            for j, other in having[piece]:
                sums[j] += weight * other
            having[piece].append((i, weight))
            pause()
        likeness.append({j: value for j, value in enumerate(sums) if value})
        for j, value in likeness[i].items():
            likeness[j][i] = value
        pause()
    return likeness


def _clusters(likeness: list[_Shared], pause: Callable[[], None]) -> list[list[int]]:
    """Joins the two that are most alike on average, again and again, down to the cut."""
    members = {i: [i] for i in range(len(likeness))}
    sums = dict(enumerate(likeness))
    heap: list[tuple[float, int, int]] = []
    for j, shared in enumerate(likeness):
        for i, value in shared.items():
            if i < j and value >= CUT:
                heappush(heap, (-value, i, j))
        pause()
    while heap:
        pause()
        _, i, j = heappop(heap)
        if i not in members or j not in members:
            continue
        fresh = max(members) + 1
        members[fresh] = members.pop(i) + members.pop(j)
        _join(sums, i, j, fresh)
        for other, total in sums[fresh].items():
            average = total / (len(members[fresh]) * len(members[other]))
            if average >= CUT:
                heappush(heap, (-average, other, fresh))
    return list(members.values())


def _join(sums: dict[int, _Shared], i: int, j: int, fresh: int) -> None:
    """The new cluster takes over what its two parts have in common with all others."""
    first, second = sums.pop(i), sums.pop(j)
    sums[fresh] = {}
    for other in (first.keys() | second.keys()) - {i, j}:
        sums[other].pop(i, None)
        sums[other].pop(j, None)
        total = first.get(other, 0.0) + second.get(other, 0.0)
        sums[other][fresh] = sums[fresh][other] = total
