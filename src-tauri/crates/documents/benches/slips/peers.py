"""Sets the same slips with the typesetters Python has installed; prints a name and CPU milliseconds for each.

Called by the benchmark: peers.py CONTENT.tsv FONT_FOLDER. A typesetter that is not installed is passed over.
"""

import io
import os
import sys
import time


def slips(path):
    found = []
    for row in open(path, encoding="utf-8"):
        kind, *cells = row.rstrip("\n").split("\t")
        if kind == "S":
            found.append((cells, []))
        else:
            found[-1][1].append(cells)
    return found


def with_typst(content, fonts):
    import typst

    def quoted(text):
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

    out = ['#set page(width: 210mm, height: 148.5mm, margin: 12mm)', '#set text(font: "Noto Sans SC", size: 9pt)']
    for (number, room, name, words, total), lines in content:
        out.append(f'#align(center, text(18pt, weight: "bold", "缴费通知单")) #{quoted(number)} #{quoted(room)} #{quoted(name)}')
        cells = ", ".join(quoted(cell) for line in lines for cell in line)
        out.append(f"#table(columns: (1.4fr, 3.4fr, 1fr, 1fr, 1fr), {cells})")
        out.append(f"#{quoted(words)} #h(1fr) #{quoted(total)} #pagebreak(weak: true)")
    return typst.compile("\n".join(out).encode(), font_paths=[fonts])


def with_reportlab(content, fonts):
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.pagesizes import A5, landscape
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table

    pdfmetrics.registerFont(TTFont("Body", os.path.join(fonts, "400Regular", "NotoSansSC_400Regular.ttf")))
    style = ParagraphStyle("body", fontName="Body", fontSize=9, leading=13, wordWrap="CJK")
    story = []
    for (number, room, name, words, total), lines in content:
        story.append(Paragraph(f"缴费通知单 {number} {room} {name}", style))
        story.append(Table([[Paragraph(cell, style) for cell in line] for line in lines]))
        story.append(Paragraph(f"{words} {total}", style))
        story.append(PageBreak())
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=landscape(A5)).build(story)
    return out.getvalue()


def main():
    content = slips(sys.argv[1])
    for name, make in (("typst", with_typst), ("reportlab", with_reportlab)):
        start = time.process_time()
        try:
            make(content, sys.argv[2])
        except ImportError:
            continue
        print(name, round((time.process_time() - start) * 1000), flush=True)


main()
