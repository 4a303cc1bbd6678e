"""What a summariser says of its own work, which is no part of the text.

In go the blocks of an outline, out come blocks where such paragraphs are remarks. Only whole
paragraphs at the beginning or the end of a text are looked at; orders and questions elsewhere are
text like any other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportkit.importing.outline import Block, Heading, Paragraph, Remark, plain

KIND = "talk of the summariser"
BEFORE, AFTER = 8, 4
"""Blocks at the beginning and at the end that are looked at."""
LONGEST = 400
"""Characters."""
_WORK = (
    r"(?:web ?pages?|pages?|articles?|search results?|sources?|documents?|results?|information|"
    r"text|summary|summaries|overview|briefing|report|analysis|synthesis|summari[sz]e|analy[sz]e|"
    r"consolidate[d]?)"
)
_HERE = r"(?:Here is|Here['’]s|Here are|Below is|Below are|The following is)"
_OPENINGS = [
    rf"(?:I['’]ll|I will|I['’]m going to|I am going to|I['’]ve|I have|Let me)\b.*\b{_WORK}\b",
    rf"(?:Sure|Certainly|Of course|Absolutely|Okay|OK|Great)[,!.:].*\b{_WORK}\b",
    r"(?:Sure|Certainly|Of course|Absolutely)[,!.]? (?:here|I)\b.*",
    rf"{_HERE} (?:a|an|the|your|my)\b.*\b{_WORK}\b.*[:.]",
    r"(?:Ich werde|Ich habe|Lassen Sie mich|Hier ist|Gerne[,!.])\b.*"
    r"(?:Webseiten|Artikel|Seiten|Zusammenfassung|Überblick|Analyse)",
    r"(?:我将|我会|让我|以下是|好的[，,!！]).*(?:网页|文章|总结|摘要|概述|分析)",
    r"(?:Я (?:проанализирую|изучу|подготов)|Вот |Давайте ).*(?:страниц|стат|сводк|обзор|резюме)",
]
_CLOSINGS = [
    r"(?:Would you like|Do you want) me to\b.*\?",
    r"(?:Let me know|Please let me know|Feel free to|I hope (?:this|that))\b.*",
    r"(?:If you['’]d like|If you would like|If you want|If you need)\b.*"
    r"\b(?:I can|let me know|just ask)\b.*",
    r"Is there anything (?:else|specific)\b.*\?",
    r"(?:Möchten Sie|Soll ich|Ich hoffe|Lassen Sie mich wissen)\b.*",
    r"(?:如果您需要|如需|希望这).*",
]
_OPENING = re.compile("|".join(f"(?:{pattern})" for pattern in _OPENINGS), re.DOTALL)
_CLOSING = re.compile("|".join(f"(?:{pattern})" for pattern in _CLOSINGS), re.DOTALL)


def set_apart(blocks: Sequence[Block]) -> list[Block]:
    """`blocks` with what the summariser says as remarks."""
    out = list(blocks)
    spoken = [at for at in range(min(BEFORE, len(out))) if _says(out[at], _OPENING)]
    spoken += [at for at in range(max(len(out) - AFTER, 1), len(out)) if _says(out[at], _CLOSING)]
    for at in spoken:
        out[at] = _remark(out[at])
    if spoken and spoken[0] < BEFORE and _is_prompt(blocks[: spoken[0]]):
        out[: spoken[0]] = [_remark(block) for block in out[: spoken[0]]]
    return out


def _says(block: Block, pattern: re.Pattern[str]) -> bool:
    if not isinstance(block, Paragraph):
        return False
    text = plain(block.items)
    return len(text) <= LONGEST and pattern.match(text) is not None


def _is_prompt(blocks: Sequence[Block]) -> bool:
    """Whether it is what was typed into the summariser: a few short lines without a sentence."""
    texts = [plain(block.items) for block in blocks if isinstance(block, Paragraph | Heading)]
    return len(texts) == len(blocks) <= 3 and all(
        len(text.split()) <= 12 and text[-1] not in ".!:" and text == text.lower() for text in texts
    )


def _remark(block: Block) -> Remark:
    text = plain(block.items) if isinstance(block, Paragraph | Heading) else ""
    return Remark(KIND, text, block.lines)
