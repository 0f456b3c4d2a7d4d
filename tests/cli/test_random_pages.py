"""Random issues through the whole program: nothing is lost, nothing lies over anything, everything
stands on the grid, columns balance, and what could not be had is reported.

What is on the pages is read from the dump, what was reported from the diagnostics and from `explain
--pages`. Kinds of text are told apart by their sizes, which differ for this."""

import json
import random
import re
import struct
import unittest
import zlib

from support import Case

DOCUMENTS = 200
PITCH, SIZE, LEFT, TOP = 17, 10.5, 40, 40
NOTE, CAPTION, CELL, MARK, HEAD, TITLE = "8.5", "8", "9", "6.825", "12", "20"
TEXT = ("10.5", HEAD, TITLE)
HAN = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜金生丽水玉出昆冈"

LAYOUT = """\
name: random
page: {{width: {width}pt, height: {height}pt}}
grid: {{size: 10.5pt, pitch: 17pt, characters: {characters}, lines: {lines}, columns: {columns},
  gap: 2em, top: 40pt, inside: 40pt}}
colors: {{black: grey(100)}}
fonts: {{song: {{han: Noto Serif CJK SC, western: Noto Serif CJK SC}}}}
styles:
  body: {{font: song, size: 10.5pt, color: black, align: justify, indent: 2em, orphans: 2, widows: 2}}
  heading-2: {{extends: body, size: 12pt, align: start, indent: 0, lines: [2, 3], keep-next: 2, span: {span}}}
  quote: {{extends: body, left: 2em}}
  list: {{extends: body, indent: 0}}
  bullet: {{extends: list, size: 5pt}}
  caption: {{extends: body, size: 8pt, align: start, indent: 0}}
  table-head: {{extends: body, size: 9pt, align: start, indent: 0}}
  table-cell: {{extends: body, size: 9pt, align: start, indent: 0}}
  note: {{extends: body, size: 8.5pt, leading: 12.75pt, indent: -1.5em, left: 1.5em}}
  note-mark: {{size: 0.65em, shift: 0.35em}}
  title: {{extends: body, size: 20pt, leading: 28pt, indent: 0, align: start, span: {title}, lines: [3, 5]}}
article:
  head: [{{text: "{{article.title}}", style: title}}]
  gap: {gap}
  gap-stretch: {stretch}
  least-lines: {least}
  balance: {balance}
list: {{bullets: ["■"], bullet-style: bullet}}
notes: {{mark: plain, place: {place}, distance: 4pt}}
masters:
  plain:
{frames}
pages: {{inside: plain}}
"""


def png(width, height):
    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))
    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


class Document:
    """One made-up issue: its files, and what must come of it."""

    def __init__(self, seed):
        self.r = r = random.Random(seed)
        self.columns = r.choice([1, 2, 2, 3, 4])
        self.characters = r.randint(11, 18)
        self.lines = r.randint(30, 46)
        self.em = self.columns * self.characters + 2 * (self.columns - 1)
        self.half, self.lower = 1000, self.characters  # where a lower frame begins, and its measure
        self.even = r.random() < 0.5
        self.place = r.choice(["column", "column", "article"])
        self.paragraphs, self.captions, self.cells, self.notes, self.heads = [], [], [], [], []
        self.articles = [self.article(i) for i in range(r.randint(1, 4))]

    def text(self, least, most):
        """Han, with marks that do not end lines badly."""
        words = []
        for _ in range(self.r.randint(least, most)):
            words.append("".join(self.r.choices(HAN, k=self.r.randint(3, 9))))
        return "，".join(words) + "。"

    def note(self, notes):
        name = f"n{len(notes) + 1}"
        notes.append((name, self.text(1, self.r.choice([2, 12]))))
        return f"[^{name}]"

    def paragraph(self, out, notes, start=""):
        text = self.text(1, self.r.choice([3, 30]))
        noted = text
        if self.r.random() < 0.15 and not start:
            at = self.r.choice([m.start() for m in re.finditer("[，。]", text)])
            noted = text[:at] + self.note(notes) + text[at:]
        out.append(start + noted)
        self.paragraphs.append((self.number, self.line(out), text))

    def line(self, out):
        """The source line of the last block: four lines of head, one empty line between."""
        return 4 + sum(block.count("\n") + 2 for block in out[:-1]) + 1

    def heading(self, out, notes):
        text = "".join(self.r.choices(HAN, k=self.r.randint(2, 14)))
        out.append("## " + text)
        self.paragraphs.append((self.number, self.line(out), text))
        self.heads.append(text)
        self.paragraph(out, notes)

    def picture(self, out, _notes):
        caption = self.text(1, 2)[:-1]
        name = f"images/{self.r.choice(['wide', 'high'])}.png"
        wishes = self.r.choice(["", "", "{columns=all}", "{columns=2 width=100%}", "{width=40%}",
                                "{crop=3:1 focus=0%,100%}", "{place=top}", "{place=foot}",
                                "{wrap=left width=25%}", "{wrap=right width=20%}"])
        out.append(f'![图]({name} "{caption}"){wishes}')
        self.captions.append(caption)

    def table(self, out, _notes):
        rows = [["".join(self.r.choices(HAN, k=self.r.randint(1, 4))) for _ in range(2)]
                for _ in range(self.r.randint(2, 9))]
        lines = [f"| {a} | {b} |" for a, b in rows]
        out.append("\n".join([lines[0], "| --- | --- |"] + lines[1:]))
        self.cells.append(("".join(rows[0]), "".join("".join(row) for row in rows[1:])))

    def listing(self, out, notes):
        self.paragraph(out, notes, "- ")

    def quote(self, out, notes):
        self.paragraph(out, notes, "> ")

    def article(self, number):
        self.number = number
        out, notes = [], []
        title = "".join(self.r.choices(HAN, k=self.r.randint(3, 12)))
        self.paragraphs.append((number, 2, title))
        kinds = [self.paragraph, self.heading, self.picture, self.table, self.listing, self.quote]
        self.paragraph(out, notes)
        for _ in range(self.r.randint(0, 22)):
            self.r.choices(kinds, [10, 3, 1, 1, 2, 2])[0](out, notes)
        self.notes += [text for _, text in notes]
        out += [f"[^{name}]: {text}" for name, text in notes]
        return f"---\ntitle: {title}\n---\n\n" + "\n\n".join(out) + "\n"

    def frames(self):
        """One frame, or two under each other, at times with other columns."""
        frame = "    - {kind: flow, name: %s, left: 0, right: 0, top: %s, %s}"
        if self.r.random() < 0.6:
            return frame % ("flow", "0", "bottom: 0")
        self.half = half = self.lines // 2
        lower = frame % ("lower", f"{half} lines", "bottom: 0")
        if self.r.random() < 0.6:
            n = self.r.choice([n for n in (1, 2, 3, 4) if n == 1 or self.em >= 13 * n])
            self.lower = (self.em - 2 * (n - 1)) // n
            lower = lower.replace("right: 0", f"width: {n * self.lower + 2 * (n - 1)}em, columns: {n}")
        return "\n".join([frame % ("upper", "0", f"height: {half - 1} lines"), lower])

    def layout(self):
        r = self.r
        width = self.columns * self.characters * SIZE + (self.columns - 1) * 2 * SIZE + 2 * LEFT
        return LAYOUT.format(
            width=width, height=self.lines * PITCH + 2 * TOP, characters=self.characters,
            lines=self.lines, columns=self.columns, gap=r.randint(0, 2), stretch=r.randint(0, 3),
            least=r.randint(1, 3), balance="even" if self.even else "last", place=self.place,
            span=r.choice(["column", "column", "columns"]) if self.columns > 1 else "column",
            title="2" if self.columns > 2 and r.random() < 0.4 else "columns", frames=self.frames())


class Item:
    """A run of text on a page."""

    def __init__(self, page, match):
        x, y, w, _font, size, text = match.groups()
        self.page, self.size, self.text = page, size, text
        self.x, self.y, self.w, self.em = float(x), float(y), float(w), float(size)

    def over(self, other):
        """Whether two lie over each other; blanks of marks may reach over an edge."""
        if abs(self.y - other.y) < 0.01:
            across = (self.em + other.em) / 2
        else:
            across = 0.02
        top, foot = self.y - 0.88 * self.em, self.y + 0.12 * self.em
        other_top, other_foot = other.y - 0.88 * other.em, other.y + 0.12 * other.em
        return (self.x + across < other.x + other.w - self.blank() and
                other.x + across < self.x + self.w - other.blank() and
                top + 0.02 < other_foot and other_top + 0.02 < foot)

    def blank(self):
        return self.em / 2


class RandomPages(Case):
    TEXT_ITEM = re.compile(r'text (\S+),(\S+) w (\S+) (".*?") (\S+) \S+ "(.*?)"')
    IMAGE_ITEM = re.compile(r'image (?:.* seen )?(-?[\d.]+),(-?[\d.]+) ([\d.]+)x([\d.]+)')

    def make(self, d):
        self.write(self.top / "layouts" / "random" / "layout.yaml", d.layout())
        folder = self.top / "issues" / "01"
        for old in folder.glob("*.md"):
            old.unlink()
        for i, article in enumerate(d.articles):
            self.write(folder / f"{i + 1:02}.md", article)

    def read(self):
        result = self.succeeds("check", "--format", "json", "--dump-pages", "-", "issues/01")
        self.items, self.images, page = [], [], 0
        for line in result.out.splitlines():
            if line.startswith("page "):
                page = int(line.split()[1])
            elif match := self.TEXT_ITEM.match(line):
                self.items.append(Item(page, match))
            elif line.startswith("image "):
                numbers = self.IMAGE_ITEM.search(line).groups()
                self.images.append((page, *map(float, numbers)))
        self.reports = result.objects()

    def stream(self, *sizes):
        return "".join(i.text for i in self.items if i.size in sizes)

    def reported(self, code, article, line):
        name = f"{article + 1:02}.md"
        return any(r["code"] == code and r.get("file", "").endswith(name) and r.get("line") == line
                   for r in self.reports)

    def column(self, d, item):
        """A column's number in its page, which tells it from all others."""
        lower = item.y > TOP + d.half * PITCH
        measure = d.lower if lower else d.characters
        return int((item.x - LEFT + 0.1) // ((measure + 2) * SIZE)) + 100 * lower

    def check_nothing_lost(self, d):
        self.assertEqual("".join(p[2] for p in d.paragraphs), self.stream(*TEXT))
        notes = self.stream(NOTE)
        for note in d.notes:
            self.assertEqual(d.notes.count(note), notes.count(note), note)
        self.assertEqual(sum(map(len, d.notes)), len(re.sub(r"\d", "", notes)))
        self.assertEqual(sorted("".join(d.captions)), sorted(self.stream(CAPTION)))
        cells = self.stream(CELL)
        for head, rows in d.cells:
            self.assertIn(head, cells)
            for part in set(rows):
                self.assertIn(part, cells)
        least = sum(len(head) + len(rows) for head, rows in d.cells)
        self.assertGreaterEqual(len(cells), least)
        self.assertEqual(len(d.captions), len(self.images))

    def check_grid(self, d):
        """PG-02: nor does anything but whole lines stand between paragraphs."""
        first = None
        for i in self.items:
            if i.size != "10.5":
                continue
            first = i.y if first is None else first
            lines = (i.y - first) / PITCH
            self.assertLess(abs(lines - round(lines)) * PITCH, 0.01, i.text)

    def check_room(self, d):
        foot = TOP + d.lines * PITCH
        right = LEFT + (d.characters * d.columns + 2 * (d.columns - 1)) * SIZE
        for i in self.items:
            self.assertGreater(i.y - 0.88 * i.em, TOP - 0.1, i.text)
            self.assertLess(i.y + 0.12 * i.em, foot + 0.1, i.text)
            self.assertLessEqual(i.x + i.w, right + i.em / 2 + 0.1, i.text)

    def check_overlaps(self):
        by_page = {}
        for i in self.items:
            if i.size != MARK:
                by_page.setdefault(i.page, []).append(i)
        for items in by_page.values():
            items.sort(key=lambda i: i.y)
            for k, i in enumerate(items):
                for other in items[k + 1:]:
                    if other.y - other.em > i.y + 2:
                        break
                    self.assertFalse(i.over(other), f"“{i.text}” over “{other.text}”")
        for page, x, y, w, h in self.images:
            for i in by_page.get(page, []):
                apart = (i.x + i.w - i.blank() <= x + 0.1 or i.x >= x + w - 0.1 or
                         i.y + 0.12 * i.em <= y + 0.1 or i.y - 0.88 * i.em >= y + h - 0.1)
                self.assertTrue(apart, f"“{i.text}” over a picture")

    def paragraph_lines(self, d):
        """Each paragraph's lines as (page, column, y), and in which frame."""
        items = iter([i for i in self.items if i.size in TEXT])
        rest = ""
        for article, line, text in d.paragraphs:
            lines, size = [], None
            while text:
                if not rest:
                    item = next(items)
                    rest = item.text
                n = min(len(rest), len(text))
                text, rest = text[n:], rest[n:]
                size = item.size
                at = (item.page, self.column(d, item), item.y)
                if not lines or lines[-1] != at:
                    lines.append(at)
            yield article, line, size, lines

    def check_ends(self, d):
        """PG-07, PG-08, HD-05: at least two lines each side, a heading with two lines of text."""
        paragraphs = list(self.paragraph_lines(d))
        for k, (article, line, size, lines) in enumerate(paragraphs):
            if size == HEAD and d.span == "column":
                page, column, y = lines[-1]
                following = [at for at in paragraphs[k + 1][3] if at[:2] == (page, column) and at[2] > y]
                wanted = min(2, len(paragraphs[k + 1][3]))
                if not self.reported("keep-broken", article, line):
                    self.assertGreaterEqual(len(following), wanted, "a heading is left alone")
            if size != "10.5":
                continue
            parts = []
            for before, at in zip([None] + lines, lines):
                goes_on = before and before[:2] == at[:2] and at[2] - before[2] < 1.5 * PITCH
                if goes_on:
                    parts[-1] += 1
                else:
                    parts.append(1)
            flawed = len(parts) > 1 and (parts[0] < 2 or parts[-1] < 2)
            if flawed and len(lines) >= 3:
                self.assertTrue(self.reported("widow", article, line), f"lines {parts}, not reported")

    def check_balance(self, d):
        """GR-05, GR-06: at most one line of difference, or the reason why."""
        out = self.succeeds("explain", "--pages", "--format", "json", "issues/01").out
        bands = [b for line in out.splitlines() for b in json.loads(line)["articles"]]
        for band, following in zip(bands, bands[1:] + [{"begins": True}]):
            columns = band["columns"]
            if columns[-1]["end"] != "last" or not following["begins"]:
                continue  # a part that goes on fills its frame
            white = [c["white"] for c in columns]
            if not d.even:  # the last column is short by as much as a fair share leaves over
                allowed = [1] * (len(columns) - 1) + [len(columns)]
            else:
                allowed = [1] * len(columns)
            if all(w <= a for w, a in zip(white, allowed)):
                continue
            reasons = [c for c in columns if c["end"] in ("kept", "chosen") or "earlier" in c or
                       c["notes"] or
                       c["above"] or c["lines"] == 0]
            self.assertTrue(reasons, f"whites of {white} without a reason")

    def check_document(self, seed):
        d = Document(seed)
        layout = d.layout
        text = layout()
        d.layout = lambda: text
        d.span = re.search(r"span: (\w+)\}", text).group(1)
        self.make(d)
        self.read()
        self.check_nothing_lost(d)
        self.check_grid(d)
        self.check_room(d)
        self.check_overlaps()
        self.check_ends(d)
        self.check_balance(d)

    def test_random_documents(self):
        self.issue("01")
        publication = self.top / "issues" / "publication.yaml"
        publication.write_text(publication.read_text(encoding="utf-8").replace("biweekly", "random"),
                               encoding="utf-8")
        images = self.top / "issues" / "01" / "images"
        images.mkdir()
        (images / "wide.png").write_bytes(png(40, 24))
        (images / "high.png").write_bytes(png(30, 40))
        for seed in range(DOCUMENTS):
            with self.subTest(seed=seed):
                self.check_document(seed)


if __name__ == "__main__":
    unittest.main()
