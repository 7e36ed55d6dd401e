"""``python -m bot.channels.web.pdf``: reads a document as JSON (see ``printing.document``), writes its PDF."""

from __future__ import annotations

import json
import logging
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fpdf import FPDF

FONT = "DejaVu"
SIZE, SMALL, LARGE = 10.5, 9.0, 16.0  # points
MARGIN, INDENT, GAP = 20.0, 5.0, 2.5  # mm
LEAST_BELOW = 30.0  # mm: no question stands alone at the foot of a page
_BULLET = re.compile(r"^(?P<mark>-|\d{1,2}\.)\s+(?P<rest>.+)$")
_OTHER_MARKS = re.compile(r"__|--|~~")  # fpdf2 would underline or strike; our texts only know bold and links


def render(document: dict[str, Any]) -> bytes:
    """Return the PDF of a document: its language is tagged, pages are numbered, long words are broken."""
    pdf = _new_pdf(document)
    _write(pdf, document["title"], size=LARGE, style="B")
    for note in document["notes"]:
        _write(pdf, note, size=SMALL)
    for part in document["parts"]:
        if "heading" in part:
            if pdf.will_page_break(LEAST_BELOW):
                pdf.add_page()
            pdf.ln(GAP * 2)
            _write(pdf, part["heading"], style="B", size=SIZE + 1)
        else:
            _write_reply(pdf, part)
    return bytes(pdf.output())


def _new_pdf(document: dict[str, Any]) -> FPDF:
    from fpdf import FPDF  # slow, and nothing but a PDF needs it

    class Numbered(FPDF):
        def footer(self) -> None:
            self.set_y(-15)
            self.set_font(FONT, "", SMALL)
            self.cell(0, 5, document["page"].format(self.page_no(), "{nb}"), align="C")

    pdf = Numbered(format="A4")
    for style, file in (("", "DejaVuSans.ttf"), ("B", "DejaVuSans-Bold.ttf")):
        pdf.add_font(FONT, style, Path(document["fonts"]) / file)
    pdf.set_lang(document["language"])
    pdf.set_title(document["title"])
    pdf.set_creator("Fachlotse")
    pdf.set_margin(MARGIN)
    pdf.set_auto_page_break(True, MARGIN)
    pdf.add_page()
    return pdf


def _write_reply(pdf: FPDF, part: dict[str, Any]) -> None:
    pdf.ln(GAP)
    for line in part["text"].split("\n"):
        bullet = _BULLET.match(line.strip())
        if not line.strip():
            pdf.ln(GAP)
        elif bullet:
            mark = "•" if bullet["mark"] == "-" else bullet["mark"]
            _write(pdf, f"{mark} {bullet['rest']}", markdown=True, indent=INDENT)
        else:
            _write(pdf, line.strip(), markdown=True)
    for note in part["notes"]:
        _write(pdf, note, size=SMALL)
    if part["sources"]:
        _write(pdf, part["sources_title"], size=SMALL, style="B")
    for source in part["sources"]:
        _write(pdf, f"{source['title']}: {source['url']}", size=SMALL, indent=INDENT, link=source["url"])


def _write(
    pdf: FPDF,
    text: str,
    *,
    size: float = SIZE,
    style: str = "",
    markdown: bool = False,
    indent: float = 0,
    link: str = "",
) -> None:
    """Write a paragraph; only texts of ours are Markdown, never what a person typed."""
    pdf.set_font(FONT, style, size)
    pdf.set_x(MARGIN + indent)
    shown = _OTHER_MARKS.sub(r"\\\g<0>", text) if markdown else text
    target = link if link.startswith(("https://", "http://")) else ""
    pdf.multi_cell(
        0, size * 0.5, shown, markdown=markdown, link=target, align="L", new_x="LMARGIN", new_y="NEXT"
    )


def main() -> None:
    """Print the document on standard input to standard output."""
    # it warns of letters that no font has, and so would log what people typed
    logging.getLogger("fpdf").setLevel(logging.ERROR)
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    sys.stdout.buffer.write(render(json.load(sys.stdin.buffer)))


if __name__ == "__main__":
    main()
