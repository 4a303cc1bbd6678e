"""Code, or other text whose lines and spaces count."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from pydantic import AfterValidator, Field, model_validator

from reportkit.model import checks
from reportkit.model.node import Inline, Node, Prose, Text


class Code(Node):
    """Code, or other text whose lines and spaces count."""

    noun: ClassVar[str] = "a piece of code"
    shorthand: ClassVar[str | None] = "text"

    text: Prose | None = Field(
        None, description="The lines, after `|`; nothing in them is Markdown."
    )
    file: Annotated[Text, AfterValidator(checks.a_file_of_the_project)] | None = Field(
        None, description="A file with the lines, instead of `text`; it is printed as it is."
    )
    language: Text | None = Field(
        None, description="What the code is written in, such as `python`; it stands above."
    )
    caption: Inline | None = Field(None, description="What the code is; it stands above.")

    @model_validator(mode="after")
    def _has_lines(self) -> Self:
        if bool(self.text) == bool(self.file):
            what = "has `text` and `file`" if self.text else "has neither `text` nor `file`"
            raise checks.Fault("RK0206", what, "give it one of the two")
        return self


class CodeBlock(Node):
    """Code, or other text whose lines and spaces count. A plain string is its text."""

    noun: ClassVar[str] = "a code block"

    code: Code = Field(description="The code.")
