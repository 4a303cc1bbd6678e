"""The language of a text, where it does not say it, by its script and its smallest words."""

from __future__ import annotations

import re
from collections import Counter

_SAMPLE = 20_000
"""Characters that are looked at."""
_SMALL = {
    "en": "the and of to in that is for with as was are by on from",
    "de": "der die das und ist nicht mit von den für auf eine sich dem auch",
    "fr": "le la les des et est une dans que pour pas sur avec au du",
    "es": "el la los las y que en una por con del para es se al",
    "ru": "и в не на что с по это как из для его о был",
    "uk": "і в не на що з та це як для його про був є",
}


def guess(text: str) -> str:
    """`en`, `de`, … or "" where nothing tells."""
    sample = text[:_SAMPLE]
    kana = len(re.findall(r"[\u3040-\u30ff]", sample))
    han = len(re.findall(r"[\u4e00-\u9fff]", sample))
    arabic = len(re.findall(r"[\u0600-\u06ff]", sample))
    letters = len(re.findall(r"[^\W\d_]", sample)) or 1
    if (kana + han) * 5 > letters:
        return "ja" if kana * 10 > han else "zh"
    if arabic * 2 > letters:
        return "ar"
    counts = Counter(re.findall(r"[^\W\d_]+", sample.lower()))
    scores = {name: sum(counts[word] for word in small.split()) for name, small in _SMALL.items()}
    best, second = sorted(scores, key=lambda name: -scores[name])[:2]
    is_clear = scores[best] >= 3 and scores[best] > 1.3 * scores[second]
    return best if is_clear else ""
