"""Rules of the page, its grid and its heads (typography.md PD, GR, HD) on whole pages: each case cites its rule."""

import re
import struct
import unittest
import zlib

from support import Case

LAYOUT = """\
name: rules
page: {%(page)s}
grid: {size: 10.5pt, pitch: 17pt, characters: 22, lines: 40, columns: 2%(grid)s}
colors: {black: grey(100), red: "cmyk(0, 100, 90, 0)"}
fonts:
  song: {han: Noto Serif CJK SC, western: Noto Serif CJK SC}
  hei: {han: Noto Sans CJK SC Bold, western: Noto Sans CJK SC Bold}
styles:
  body: {font: song, size: 10.5pt, color: black, align: justify, indent: 2em, orphans: 2, widows: 2}
  heading-2: {extends: body, font: hei, size: 14pt, align: center, indent: 0, lines: [2, 3], keep-next: 2%(head)s}
  heading-3: {extends: body, font: hei, align: start, indent: 2em, lines: [1, 2], keep-next: 2}
  caption: {extends: body, size: 8pt, align: start, indent: 0}
  strong: {size: 14pt}
  note: {extends: body, size: 8.5pt, leading: 12.75pt, indent: 0}
  title: {extends: body, font: hei, size: 20pt, leading: 28pt, align: start, indent: 0, span: columns, lines: [3, 5]}
article: {head: [{text: "{article.title}", style: title}]}
%(more)s
masters:
  inside:
    - {kind: flow, left: 0, right: 0, top: 0, bottom: 0%(frame)s}
pages: {inside: inside}
"""
A4 = "width: 210mm, height: 297mm"
MM, PITCH = 72 / 25.4, 17
LINE = "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑"  # 22 characters
TEXT = re.compile(r'(?m)^text ([\d.-]+),([\d.-]+) w ([\d.]+) "(.*?)" ([\d.]+) \S+ "(.*?)"')


def png(width, height):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


class PageRules(Case):
    def dump(self, text, **layout):
        values = {"page": A4, "grid": "", "head": "", "more": "", "frame": "", **layout}
        self.write(self.top / "layouts/rules/layout.yaml", LAYOUT % values)
        issue = self.issue("2025-01", article="---\ntitle: 题\n---\n\n" + text + "\n")
        return self.succeeds("check", issue, "--layout", "rules", "--dump-pages", "-").out

    def pages(self, text, **layout):
        """By page, the texts: x, y (baseline), width, font, size, text."""
        return [[(float(x), float(y), float(w), font, float(size), said) for x, y, w, font, size, said in TEXT.findall(page)]
                for page in re.split(r"(?m)^page ", self.dump(text, **layout))[1:]]

    def body(self, page):
        return [t for t in page if t[4] == 10.5]

    def columns(self, page):
        """Baselines of body text in the left and the right column."""
        middle = 210 * MM / 2
        return [sorted(t[1] for t in self.body(page) if (t[0] > middle) == right) for right in (False, True)]

    # ---- the page ----

    def test_type_area_first(self):
        """PD-01, PD-03: lines are whole characters long, 22 em of 五号 81.5 mm; the margins are what is left."""
        page = self.pages("\n\n".join([LINE * 3] * 20))[0]
        full = [t for t in self.body(page) if t[5] == LINE[2:] + LINE[:2] or len(t[5]) == 22]
        self.assertTrue(full)
        left, right = min(t[0] for t in full), max(t[0] for t in full)
        for x in (left, right):
            self.assertAlmostEqual({t[2] for t in full if t[0] == x}.pop() / MM, 81.5, delta=0.05)
        self.assertAlmostEqual(left / MM, 19.8, delta=0.05)
        self.assertAlmostEqual((right - left - 231) / MM, 7.4, delta=0.05)  # the gap of 2 em
        self.assertAlmostEqual((right + 231 - left) / MM, 170.4, delta=0.05)

    def test_small_text(self):
        """PD-03: body text under 六号 is warned of, and 六号 is not."""
        for size, said in (("7pt", True), ("六号", False)):
            self.write(self.top / "layouts/rules/layout.yaml", (LAYOUT % {
                "page": A4, "grid": "", "head": "", "more": "", "frame": ""}).replace("size: 10.5pt, pitch", f"size: {size}, pitch"))
            self.assertEqual(said, "[size-small]" in self.run_program("layout", "check", "layouts/rules").err)

    def test_pitch(self):
        """PD-04: lines nearer than one and a half times the size are warned of."""
        for pitch, said in (("15pt", True), ("16pt", False)):
            self.write(self.top / "layouts/rules/layout.yaml", (LAYOUT % {
                "page": A4, "grid": "", "head": "", "more": "", "frame": ""}).replace("pitch: 17pt", f"pitch: {pitch}"))
            self.assertEqual(said, "[pitch-tight]" in self.run_program("layout", "check", "layouts/rules").err)

    def test_binding(self):
        """PD-06: bound at the left, odd pages right: the inner margin is the left one of odd pages."""
        pages = self.pages("\n\n".join([LINE * 3] * 80), grid=", inside: 15mm")
        for number, page in enumerate(pages[:2], 1):
            left, right = min(t[0] for t in self.body(page)), max(t[0] + t[2] for t in self.body(page))
            inner = left if number == 1 else 210 * MM - right
            self.assertAlmostEqual(inner / MM, 15, delta=0.05)

    def test_column_gap(self):
        """PD-07: 2 em without a rule; a rule stands in the gap's middle."""
        text = "\n\n".join([LINE * 3] * 20)
        self.assertNotIn("\nfill ", self.dump(text))
        x, y, w, h = map(float, re.search(r"\nfill ([\d.]+),([\d.]+) ([\d.]+)x([\d.]+)", self.dump(
            text, frame=", column-rule: {thickness: 0.2mm, color: black}")).groups())
        self.assertAlmostEqual(w / MM, 0.2, delta=0.002)
        self.assertAlmostEqual(x + w / 2, 210 * MM / 2, delta=0.01)
        self.assertGreater(h, 5 * PITCH)

    def test_newspaper_formats(self):
        """PD-08: 对开 and 四开 by name; eight columns of 13 characters fill the type area of 350 × 490 mm."""
        for name, width, height in (("对开", 390, 550), ("四开", 275, 390), ("A5", 148, 210)):
            small = {"grid": ", gap: 0"} if name == "A5" else {}
            self.write(self.top / "layouts/rules/layout.yaml", (LAYOUT % {
                "page": f"format: {name}", "grid": "", "head": "", "more": "", "frame": "", **small}).replace(
                    "characters: 22, lines: 40", "characters: 18, lines: 30"))
            self.issue("2025-01", article="---\ntitle: 题\n---\n\n文。\n")
            out = self.succeeds("check", "issues/2025-01", "--layout", "rules", "--dump-pages", "-").out
            found = re.search(r"pages \d+ ([\d.]+)x([\d.]+)", out)
            self.assertAlmostEqual(float(found[1]) / MM, width, delta=0.01)
            self.assertAlmostEqual(float(found[2]) / MM, height, delta=0.01)
        page = (LAYOUT % {"page": "format: 对开", "grid": "", "head": "", "more": "", "frame": ""}).replace(
            "size: 10.5pt, pitch: 17pt, characters: 22, lines: 40, columns: 2",
            "size: 小五, pitch: 12.5pt, characters: 13, lines: 111, columns: 8, gap: 8pt, inside: 20mm, top: 30mm")
        self.write(self.top / "layouts/rules/layout.yaml", page.replace("size: 10.5pt, color", "size: 9pt, color"))
        self.issue("2025-01", article="---\ntitle: 题\n---\n\n" + (LINE * 30 + "\n\n") * 40)
        out = self.succeeds("check", "issues/2025-01", "--layout", "rules", "--dump-pages", "-").out
        body = [tuple(map(float, t[:3])) for t in TEXT.findall(out.split("\npage 2 ")[0]) if t[4] == "9"]
        full = [t for t in body if abs(t[2] - 13 * 9) < 0.01]
        self.assertEqual(8, len({x for x, _, _ in full}))
        self.assertAlmostEqual(max(x + w for x, _, w in full) - min(x for x, _, _ in full), 350 * MM, delta=1)
        self.assertAlmostEqual(max(y for _, y, _ in full) - min(y for _, y, _ in body) + 12.5, 490 * MM, delta=80)

    def test_format_beside_width(self):
        """PD-08: a page has a format or a width; the hint tells how one of another layout is taken out."""
        for page, wanted in ((f"format: A4, {A4}", "has both `format` and `width`"), ("height: 297mm", "has no `width`")):
            self.write(self.top / "layouts/rules/layout.yaml", LAYOUT % {
                "page": page, "grid": "", "head": "", "more": "", "frame": ""})
            self.assertIn(wanted, self.fails(1, "layout", "check", "layouts/rules").err)
        self.write(self.top / "layouts/child/layout.yaml",
                   "name: child\nextends: biweekly\npage: {format: 四开, width: unset, height: unset}\n")
        self.issue("2025-01")
        self.succeeds("check", "issues/2025-01", "--layout", "child")

    # ---- the grid ----

    def test_baselines(self):
        """GR-01, GR-07: line k of every column and page is at one height, and full columns end on the last one."""
        pages = self.pages("\n\n".join([LINE * 4] * 130))
        self.assertGreaterEqual(len(pages), 4)
        grid = [self.columns(page) for page in pages]
        lines = sorted({y for column in grid[1] for y in column})
        for k, y in enumerate(lines):
            self.assertAlmostEqual(y, lines[0] + k * PITCH, delta=0.01)
        self.assertEqual(len(lines), 40)
        for page in grid[1:-1]:
            for column in page:
                self.assertAlmostEqual(column[-1], lines[-1], delta=0.01)
                for y in column:
                    self.assertLess(min(abs(y - line) for line in lines), 0.01)

    def test_figure(self):
        """GR-02: a picture of 83 pt takes 85 pt where a line has 17: five lines of the grid."""
        self.issue("2025-01")
        (self.top / "issues/2025-01/a.png").write_bytes(png(2310, 830))
        text = "\n\n".join([LINE * 4] * 4) + "\n\n![图](a.png)\n\n" + "\n\n".join([LINE * 4] * 30)
        more = "figures: {place: here, distance: 0pt}"
        height = float(re.search(r"(?m)^image .*? ([\d.]+)x([\d.]+)", self.dump(text, more=more))[2])
        self.assertAlmostEqual(height, 83, delta=0.1)
        left, right = self.columns(self.pages(text, more=more)[0])
        lines = [round((b - a) / PITCH, 3) for a, b in zip(left, left[1:])]
        self.assertEqual([6.0], [n for n in lines if n != 1])  # five lines between
        for y in left + right:
            self.assertLess(abs((y - left[0]) / PITCH - round((y - left[0]) / PITCH)), 0.001)

    def test_large_character(self):
        """GR-03: a line with larger characters moves no line after it."""
        text = LINE * 2 + "**大**" + LINE * 3
        self.assertEqual(*([sorted(set(c)) for c in self.columns(self.pages(t)[0])] for t in (text + "一二三四五。", text.replace("**大**", "大") + "一二三四五。")))
        self.assertTrue(any(t[4] == 14 and t[5] == "大" for t in self.pages(text)[0]))

    def test_notes_at_the_foot(self):
        """GR-04: notes have a leading of their own, and the last line of theirs stands on the column's last line."""
        text = "\n\n".join([LINE * 4] * 60) .replace(LINE * 4, LINE + "[^1]" + LINE * 3, 1) + "\n\n[^1]: " + "注" * 60
        page = self.pages(text, more="notes: {place: column}")[0]
        notes = sorted({t[1] for t in page if t[4] == 8.5})
        self.assertGreaterEqual(len(notes), 2)
        for a, b in zip(notes, notes[1:]):
            self.assertAlmostEqual(b - a, 12.75, delta=0.01)
        self.assertAlmostEqual(notes[-1], self.columns(page)[1][-1], delta=0.01)

    # ---- heads ----

    def test_levels(self):
        """HD-02, HD-03, HD-04: a level more is a step larger and in a face of its own; high ones centred, low ones indented."""
        text = LINE + "\n\n## 二级标题\n\n" + LINE * 3 + "\n\n### 三级标题\n\n" + LINE * 40
        page = self.pages(text)[0]
        title, second, third, body = (next(t for t in page if t[5] == said) for said in ("题", "二级标题", "三级标题", LINE[:20]))
        self.assertTrue(title[4] > second[4] > third[4] >= body[4])
        self.assertTrue(title[3] == second[3] == third[3] != body[3])
        column = body[0] - 21
        self.assertAlmostEqual(second[0] - column, (231 - 4 * 14) / 2, delta=0.01)
        self.assertAlmostEqual(third[0] - column, 21, delta=0.01)

    def test_lines_of_a_head(self):
        """HD-01, HD-14: a head moves the text by whole lines, with a tag and a rule as much as without."""
        text = LINE * 3 + "\n\n## 标题\n\n" + LINE * 40
        plain = self.columns(self.pages(text)[0])
        between = max(b - a for a, b in zip(plain[0], plain[0][1:]))
        self.assertAlmostEqual(between, 3 * PITCH, delta=0.01)  # the head's two lines
        self.assertEqual(plain, self.columns(self.pages(
            text, head=", fill: red, fill-padding: [4pt, 2pt], rule-above: {thickness: 1pt, color: red}")[0]))

    def test_a_head_of_two_lines(self):
        """HD-01: `lines: [2, 3]`: one of two lines takes three."""
        left = self.columns(self.pages(LINE * 3 + "\n\n## " + "标题" * 12 + "\n\n" + LINE * 40)[0])[0]
        self.assertAlmostEqual(max(b - a for a, b in zip(left, left[1:])), 4 * PITCH, delta=0.01)

    def fills(self, text, **layout):
        """The painted boxes of the first page with text: x, y, width, height."""
        page = self.dump(text, **layout)
        return [tuple(map(float, f)) for f in re.findall(r"(?m)^fill ([\d.-]+),([\d.-]+) ([\d.]+)x([\d.]+)", page)]

    def test_rules_of_a_head(self):
        """HD-14: a rule above and one below stand at the edges of the head's two lines."""
        rules = ", rule-above: {thickness: 1pt, color: red}, rule-below: {thickness: 2pt, color: red}"
        above, below = sorted(self.fills(LINE * 3 + "\n\n## 标题\n\n" + LINE * 40, head=rules), key=lambda f: f[1])
        self.assertEqual([1, 2], [above[3], below[3]])
        self.assertAlmostEqual(below[1] + below[3] - above[1], 2 * PITCH, delta=0.01)

    def test_a_box_that_goes_on(self):
        """NP-20: it is closed half a line from where it begins and ends, and open where a column ends."""
        text = "::: 框\n" + "\n\n".join([LINE * 3] * 12) + "\n:::"
        left, right = sorted(self.fills(text, more="box: {fill: red, rule: none}"))
        self.assertAlmostEqual(left[1] - right[1], PITCH / 2, delta=0.01)
        self.assertAlmostEqual(left[1] + left[3] - right[1] - right[3], PITCH / 2, delta=0.01)

    def test_head_across_columns(self):
        """HD-09: the columns above it are ended and balanced, those below begin on one line."""
        text = "\n\n".join([LINE * 3] * 5) + "\n\n## 通栏的标题\n\n" + "\n\n".join([LINE * 3] * 5)
        page = self.pages(text, head=", span: columns")[0]
        head = next(t for t in page if t[5] == "通栏的标题")
        left, right = self.columns(page)
        above, below = ([[y for y in column if (y > head[1]) == under] for column in (left, right)] for under in (False, True))
        self.assertLessEqual(abs(len(above[0]) - len(above[1])), 1)
        self.assertEqual(below[0][0], below[1][0])
        self.assertGreater(below[0][0], max(above[0][-1], above[1][-1]) + PITCH)


if __name__ == "__main__":
    unittest.main()
