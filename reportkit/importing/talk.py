"""What a summariser says of its own work, which is no part of the text.

In go the blocks of an outline, out come blocks where such paragraphs are remarks. Only whole
paragraphs at the beginning or the end of a text are looked at; orders and questions elsewhere are
text like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportkit.importing.outline import Block, Field, Heading, Paragraph, Remark, plain

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
    r"(?:(?:Please )?let me know|Feel free to \w+) if (?:you['’]d|you would|you want|you need) .*",
    r"I hope this (?:\w+ )?(?:helps|is helpful)\b.*",
    r"(?:If you['’]d like|If you would like|If you want|If you need)\b.*"
    r"\b(?:I can|let me know|just ask)\b.*",
    r"(?:Soll ich|Möchten Sie, dass ich)\b.*\?",
    r"Ich hoffe, (?:das|dies|diese \w+) hilft\b.*",
    r"(?:如果您需要|如需|希望这).*",
]
_WEAK_CLOSINGS = [
    r"(?:Let me know|Please let me know|Feel free to|I hope (?:this|that))\b.*",
    r"Is there anything (?:else|specific)\b.*\?",
    r"(?:Möchten Sie|Ich hoffe|Lassen Sie mich wissen)\b.*",
]
"""People write so too: only a text that began with talk ends with it so."""
_OPENING = re.compile("|".join(f"(?:{pattern})" for pattern in _OPENINGS), re.DOTALL)
_CLOSING = re.compile("|".join(f"(?:{pattern})" for pattern in _CLOSINGS), re.DOTALL)
_ANY_CLOSING = re.compile(
    "|".join(f"(?:{pattern})" for pattern in (*_CLOSINGS, *_WEAK_CLOSINGS)), re.DOTALL
)


def set_apart(blocks: Sequence[Block]) -> list[Block]:
    """`blocks` with what the summariser says as remarks."""
    out = list(blocks)
    opened = list(_opened(blocks))
    closing = _ANY_CLOSING if opened else _CLOSING
    for at in (*opened, *_closed(blocks, closing)):
        out[at] = _remark(out[at])
    if opened and _is_prompt(blocks[: opened[0]]):
        out[: opened[0]] = [_remark(block) for block in out[: opened[0]]]
    return out


def _opened(blocks: Sequence[Block]) -> Iterator[int]:
    """Where talk opens a text: before any paragraph of it but a prompt."""
    for at, block in enumerate(blocks[:BEFORE]):
        if _says(block, _OPENING):
            yield at
        elif not isinstance(block, Heading | Remark | Field) and not _is_prompt([block]):
            return


def _closed(blocks: Sequence[Block], pattern: re.Pattern[str]) -> Iterator[int]:
    """Where talk ends a text: no paragraph of it follows."""
    for at in range(len(blocks) - 1, max(len(blocks) - AFTER, 1) - 1, -1):
        if not _says(blocks[at], pattern):
            return
        yield at


def _says(block: Block, pattern: re.Pattern[str]) -> bool:
    if not isinstance(block, Paragraph):
        return False
    text = plain(block.items)
    return len(text) <= LONGEST and pattern.match(text) is not None


def _is_prompt(blocks: Sequence[Block]) -> bool:
    """Whether it is what was typed into the summariser: a few short lines without a sentence."""
    texts = [plain(block.items) for block in blocks if isinstance(block, Paragraph | Heading)]
    return len(texts) == len(blocks) <= 3 and all(
        len(text.split()) <= 12 and not text.endswith((".", "!", ":")) and text == text.lower()
        for text in texts
    )


def _remark(block: Block) -> Remark:
    text = plain(block.items) if isinstance(block, Paragraph | Heading) else ""
    return Remark(KIND, text, block.lines)
