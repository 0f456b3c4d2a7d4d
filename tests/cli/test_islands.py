"""What stands in a column beside or across its lines: text beside pictures, vertical texts."""

import re
import struct
import subprocess
import unittest
import zlib

from support import Case

EM, PITCH, COLUMN = 10.5, 17, 46 * 10.5  # of the layout biweekly, with one column, in pt
PPI = 360
HAN = "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸"


def png(width, height):
    """A white picture of so many pt at 360 ppi."""

    def chunk(kind, data):
        crc = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc)

    w, h = int(width * PPI / 72), int(height * PPI / 72)
    metre = round(PPI / 0.0254)
    rows = (b"\0" + b"\xff" * ((w + 7) // 8)) * h
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", w, h, 1, 0, 0, 0, 0))
        + chunk(b"pHYs", struct.pack(">IIB", metre, metre, 1))
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


class Islands(Case):
    def layout(self, *changes):
        path = self.top / "layouts" / "biweekly" / "layout.yaml"
        text = path.read_text(encoding="utf-8")
        for old, new in changes:
            self.assertIn(old, text)
            text = text.replace(old, new, 1)
        path.write_text(text, encoding="utf-8")

    def wrap(self, side, columns=1):
        if columns == 1:
            self.layout(("  columns: 2", "  columns: 1"), ("  characters: 22", "  characters: 46"))
        self.layout(("article:\n", f"figures: {{place: here, wrap: {side}}}\narticle:\n"))

    def dump(self, body):
        issue = self.issue("01", article="---\ntitle: 题\n---\n\n" + body + "\n")
        (self.top / issue / "images").mkdir(exist_ok=True)
        return issue

    def lines(self, issue):
        """(x, y, width, text) of the body's lines, and the picture's rectangle."""
        out = self.succeeds("check", "--dump-pages", "-", issue).out
        body = re.findall(r'(?m)^text ([\d.]+),([\d.]+) w ([\d.]+) "Noto Serif CJK SC" 10.5 \S+ "(.*?)"', out)
        image = re.search(r"(?m)^image ([\d.]+),([\d.]+) ([\d.]+)x([\d.]+)", out)
        self.assertTrue(image)
        page = [(float(x), float(y), float(w), t) for x, y, w, t in body]
        return [line for line in page if set(line[3]) <= set(HAN)], [float(v) for v in image.groups()]

    def picture(self, em, body, height=60):
        issue = self.dump("![图](images/a.png)\n\n" + body)
        (self.top / issue / "images" / "a.png").write_bytes(png((em + 24) * EM, height))
        return self.lines(issue)


class Wishes(Islands):
    """What an article says of its picture goes before what the layout says."""

    def place(self, wishes, width=300, height=120, body=HAN * 40):
        """The picture's rectangle and what is seen of it, the texts, and the messages."""
        issue = self.dump(f'![图](images/a.png "图题"){wishes}\n\n' + body)
        (self.top / issue / "images" / "a.png").write_bytes(png(width, height))
        result = self.succeeds("check", "--dump-pages", "-", issue)
        rects = re.search(r"(?m)^image (\S+),(\S+) (\S+)x(\S+) .*?(?: seen (\S+),(\S+) (\S+)x(\S+)|$)",
                          result.out).groups()
        numbers = [float(v) if v else None for v in rects]
        texts = re.findall(r'(?m)^text (\S+),(\S+) w (\S+) ".*?" \S+ \S+ "(.*?)"', result.out)
        self.texts = {t: (float(x), float(y), float(w)) for x, y, w, t in texts}
        return numbers[:4], numbers[4:], result.err

    COLUMN2 = 22 * EM
    BOTH = 46 * EM

    def test_columns(self):
        rect, _, _ = self.place("")
        self.assertAlmostEqual(rect[2], self.COLUMN2, places=1)
        for wish in ("{columns=2}", "{columns=all}", "{columns=9}"):
            rect, _, _ = self.place(wish, width=600)
            self.assertAlmostEqual(rect[2], self.BOTH, places=1)

    def test_width(self):
        rect, _, _ = self.place("{width=50%}")
        self.assertAlmostEqual(rect[2], self.COLUMN2 / 2, places=1)
        rect, _, _ = self.place("{columns=2 width=100%}", width=100, height=40)
        self.assertAlmostEqual(rect[2], self.BOTH, places=1)

    def test_small_pictures_are_enlarged(self):
        """To what the layout asks for, as far as pixels allow; the article goes before the layout."""
        self.layout(("article:\n", "figures: {least-width: 80, least-ppi-line: 180}\narticle:\n"))
        for wish, width, becomes in (("", 100, self.COLUMN2 * 0.8), ("", 60, 120), ("", 200, 200),
                                     ("{width=20%}", 100, self.COLUMN2 / 5)):
            with self.subTest(wish=wish, width=width):
                rect, _, _ = self.place(wish, width=width, height=width / 2)
                self.assertAlmostEqual(rect[2], becomes, places=1)
                self.assertAlmostEqual(rect[3], becomes / 2, places=0)

    def test_crop(self):
        """The part around the focus, as wide as the column; nothing is stretched."""
        rect, seen, _ = self.place("{crop=2:1 focus=0%,100%}", width=300, height=300)
        self.assertAlmostEqual(seen[2], self.COLUMN2, places=1)
        self.assertAlmostEqual(seen[3], self.COLUMN2 / 2, places=1)
        self.assertAlmostEqual(rect[2], rect[3], places=1)
        self.assertAlmostEqual(rect[1] + rect[3], seen[1] + seen[3], places=1)
        rect, seen, _ = self.place("{crop=1:1 focus=0%,0%}", width=300, height=150)
        self.assertAlmostEqual(seen[2], seen[3], places=1)
        self.assertAlmostEqual(rect[2], 2 * rect[3], places=1)
        self.assertAlmostEqual(rect[0], seen[0], places=1)

    def test_height(self):
        """So many lines high: as wide as that makes it, or filling the column about its focus."""
        rect, seen, err = self.place("{height=5}", width=400, height=100)
        self.assertAlmostEqual(rect[2], self.COLUMN2, places=1)
        rect, seen, err = self.place("{height=5}", width=100, height=100)
        self.assertAlmostEqual(rect[3], 5 * PITCH, places=1)
        self.assertAlmostEqual(rect[2], rect[3], places=1)
        for wish in ("{height=5 fitting=cover focus=0%,100%}", "{height=5 width=50% fitting=cover focus=0%,100%}"):
            rect, seen, err = self.place(wish, width=100, height=100)
            self.assertAlmostEqual(seen[2], self.COLUMN2 / (2 if "50%" in wish[:20] else 1), places=1)
            self.assertAlmostEqual(seen[3], 5 * PITCH, places=1)
            self.assertAlmostEqual(rect[2], rect[3], places=1)
            self.assertAlmostEqual(rect[2], max(seen[2:]), places=1)
            self.assertAlmostEqual(rect[1] + rect[3], seen[1] + seen[3], places=1)
        issue = self.dump("![图](images/a.png){height=150}")
        (self.top / issue / "images" / "a.png").write_bytes(png(300, 120))
        self.assertIn("leaves its column no room", self.fails(1, "check", issue).err)

    BLEED, PAPER = 8.504, (595.276, 841.89)

    def test_bleed_of_a_page(self):
        """PD-09, FG-07: to trim and bleed on all sides, on a page of its own without its furniture; what
        it is printed at counts, not its column."""
        rect, seen, err = self.place("{bleed=page focus=0%,0%}", body=HAN * 150)
        for got, wanted in zip(seen, (-self.BLEED, -self.BLEED, self.PAPER[0] + 2 * self.BLEED,
                                      self.PAPER[1] + 2 * self.BLEED)):
            self.assertAlmostEqual(got, wanted, delta=0.01)
        self.assertAlmostEqual(rect[0], seen[0], places=2)
        self.assertAlmostEqual(rect[3], seen[3], places=2)
        self.assertRegex(err, rf"only {int(300 * PPI / rect[2])} ppi")
        self.assertIn("no room for a caption", err)
        self.assertNotIn("图题", self.texts)
        out = self.succeeds("check", "--dump-pages", "-", "issues/01").out
        page = next(p for p in re.split(r"(?m)^(?=page )", out) if "\nimage " in p)
        self.assertNotIn("\ntext ", page)
        others = [p for p in re.split(r"(?m)^(?=page )", out) if p.startswith("page") and "inside" in p]
        self.assertTrue(any("\ntext " in p for p in others))

    def test_bleed_of_sides(self):
        """Left and right to the bleed, its own shape kept; its caption stays in the type area."""
        rect, seen, err = self.place("{bleed=sides}", width=600, height=200)
        seen = rect if seen[0] is None else seen
        self.assertAlmostEqual(seen[0], -self.BLEED, delta=0.01)
        self.assertAlmostEqual(seen[2], self.PAPER[0] + 2 * self.BLEED, delta=0.01)
        self.assertAlmostEqual(seen[2], 3 * seen[3], delta=0.1)
        self.assertGreater(self.texts["图题"][0], 50)
        self.assertGreater(self.texts["图题"][1], seen[1] + seen[3])

    def test_bleed_above(self):
        """Up to the bleed where nothing stands above; else to the sides, which is said."""
        rect, seen, err = self.place("{bleed=top}", body=HAN * 10)
        self.assertIn("[not-set]", err)
        self.assertIn("cannot bleed as it should", err)
        self.assertGreater((rect if seen[1] is None else seen)[1], 0)
        issue = self.dump(HAN * 200 + "\n\n![图](images/a.png){bleed=top height=20}\n\n" + HAN * 20)
        (self.top / issue / "images" / "a.png").write_bytes(png(600, 200))
        out = self.succeeds("check", "--dump-pages", "-", issue).out
        seen = [float(v) for v in re.search(r"seen (\S+),(\S+) (\S+)x(\S+)", out).groups()]
        self.assertAlmostEqual(seen[1], -self.BLEED, delta=0.01)
        first = min(float(y) for y in re.findall(r"(?m)^text \S+,(\S+)", out[out.index("\nimage"):out.index("\npage 5")]))
        self.assertGreater(first, seen[1] + seen[3])

    def test_place_and_wrap(self):
        top, _, _ = self.place("{place=top}")
        foot, _, _ = self.place("{place=foot}")
        self.assertGreater(foot[1], top[1] + 20)
        self.place("{wrap=left width=50%}", body=HAN * 8)
        self.assertTrue(any(x > top[0] + self.COLUMN2 / 2 for x, _, _ in self.texts.values()))

    def test_notes_under_pictures(self):
        """FN-07: at the foot of their column, under a picture that stands at its foot; one that spans others too
        stands under them."""
        self.layout(("article:\n", "weights: {figure-split: 0}\narticle:\n"))  # in the column of the note
        for wish, below in (("{place=foot}", True), ("{columns=2 place=foot}", False)):
            with self.subTest(wish=wish):
                rect, _, _ = self.place(wish, width=600, body=HAN[:9] + "[^a]。" + HAN * 60 + "\n\n[^a]: 注文")
                note = self.texts["注文"]
                if below:
                    self.assertGreater(note[1] - 9, self.texts["图题"][1])
                    self.assertLess(note[1] - self.texts["图题"][1], 3 * PITCH)
                else:
                    self.assertLess(note[1], rect[1])

    def test_credit(self):
        """FG-03: at the right, an em from the edge, in the caption's last line or below it."""
        rect, _, _ = self.place('{credit="甲 摄"}')
        x, y, w = self.texts["甲 摄"]
        size = 8.5
        self.assertAlmostEqual(x + w + size, rect[0] + rect[2], delta=size / 2)
        self.assertEqual(y, self.texts["图题"][1])
        long = "摄影" * 12
        self.place('{credit="' + long + '"}')
        self.assertGreater(self.texts[long][1], self.texts["图题"][1])

    def test_numbers(self):
        """FG-02: numbered in each article when the layout says so."""
        self.layout(("article:\n", 'figures: {caption: "图{n}　"}\narticle:\n'))
        self.place("")
        self.assertTrue(any(t.startswith("图1") for t in self.texts), self.texts)

    def test_contradiction(self):
        issue = self.dump("![图](images/a.png){columns=2 place=here}")
        (self.top / issue / "images" / "a.png").write_bytes(png(300, 120))
        err = self.fails(1, "check", issue).err
        self.assertIn("01.md:5:", err)
        self.assertIn("a picture over several columns stands at their head or foot", err)


class Drawings(Islands):
    """SVG pictures are drawn in inks, once however often they stand there."""

    SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="{w}pt" height="60pt" viewBox="0 0 20 10">
<rect width="20" height="10" fill="#fff" stroke="black"/>
<circle cx="5" cy="5" r="4" fill="device-cmyk(0 1 1 0)" opacity="0.5"/>{more}</svg>"""

    def build(self, more="", w=120):
        issue = self.dump("![图](images/a.svg)\n\n" + HAN + "\n\n![图](images/a.svg)")
        self.write(self.top / issue / "images" / "a.svg", self.SVG.format(w=w, more=more))
        pdf = self.top / "out.pdf"
        result = self.succeeds("build", issue, "-o", str(pdf))
        plain = subprocess.run(["qpdf", "--qdf", "--object-streams=disable", str(pdf), "-"],
                               capture_output=True, check=True).stdout
        return result, plain

    def test_drawn(self):
        result, plain = self.build()
        self.assertEqual(result.err, "")
        self.assertEqual(plain.count(b"/Subtype /Form"), 1)
        self.assertEqual(len(re.findall(rb"/I\d+ Do", plain)), 2)
        middle = plain.index(b"/Subtype /Form")
        form = plain[plain.rindex(b" obj\n", 0, middle):plain.index(b"endstream", middle)]
        self.assertIn(b"/BBox [ 0 0 120 60 ]", re.sub(rb"\s+", b" ", form))
        self.assertIn(b"0 1 1 0 k", form)
        self.assertIn(b"0 0 0 1 K", form)
        self.assertRegex(form, rb"/ca 0?\.5")
        self.assertIsNone(re.search(rb"\b(rg|RG|g|G)\n", form))

    def test_size(self):
        """Its own size as far as there is room: no number of pixels asks for more."""
        issue = self.dump("![图](images/a.svg)")
        for w, set_to in ((120, 120), (2000, 22 * EM)):
            self.write(self.top / issue / "images" / "a.svg", self.SVG.format(w=w, more=""))
            result = self.succeeds("check", "--dump-pages", "-", issue)
            width = re.search(r"(?m)^image \S+,\S+ (\S+)x", result.out).group(1)
            self.assertAlmostEqual(float(width), set_to, places=0)
            self.assertNotIn("image-coarse", result.err)

    def test_lost(self):
        result, _ = self.build(more="\n<image href='b.png'/>")
        self.assertIn("01.md:5:1: warning", result.err)
        self.assertIn("not drawn: a picture in it (line 4) [image-part]", result.err)

    def test_bad(self):
        issue = self.dump("![图](images/a.svg)")
        self.write(self.top / issue / "images" / "a.svg", "<svg viewBox='0 0 1 1'><g>\n</svg>")
        self.assertIn("line 2 is no XML: mismatched tag", self.fails(1, "check", issue).err)


class Wraps(Islands):
    """GR-09: a gap of an em and more, whole em, eight and more."""

    def test_right(self):
        self.wrap("right")
        lines, image = self.picture(10, HAN * 8)
        left = min(x for x, _, _, _ in lines)
        self.assertAlmostEqual(image[0] + image[2], left + COLUMN, places=2)
        beside, below = lines[:4], lines[4:]
        self.assertEqual([round(w / EM, 3) for _, _, w, _ in beside], [9, 11, 11, 11])  # indent 2
        self.assertEqual([round(w / EM, 3) for _, _, w, _ in below[:2]], [46, 46])
        for k, (x, y, w, _) in enumerate(lines[:6]):
            self.assertAlmostEqual(x, left + (2 * EM if k == 0 else 0), places=2)
            self.assertAlmostEqual(y, lines[0][1] + k * PITCH, places=2)
        for x, _, w, _ in beside:
            self.assertGreaterEqual(image[0] - x - w, EM - 0.01)
        self.assertLess(image[1] + image[3], below[0][1] - EM)
        self.assertEqual("".join(t for _, _, _, t in lines), HAN * 8)

    def test_left(self):
        self.wrap("left")
        lines, image = self.picture(10.4, HAN * 8)
        left = min(x for x, _, _, _ in lines)
        self.assertAlmostEqual(image[0], left, places=2)
        for k, (x, _, w, _) in enumerate(lines[:4]):
            self.assertAlmostEqual(x + w, left + COLUMN, places=2)
            self.assertAlmostEqual(w / EM, 8 if k == 0 else 10, places=3)
        self.assertAlmostEqual(lines[4][0], left, places=2)

    def test_too_wide(self):
        """The picture and the gap leave 6 em: the text goes on below it."""
        self.wrap("right")
        lines, image = self.picture(15, HAN * 8)
        self.assertEqual([round(w / EM) for _, _, w, _ in lines[:3]], [44, 46, 46])
        self.assertGreater(lines[0][1] - EM, image[1] + image[3])
        lines, image = self.picture(13, HAN * 8)
        self.assertEqual([round(w / EM) for _, _, w, _ in lines[:3]], [6, 8, 8])

    def test_no_room_beside(self):
        """A share of a narrow column that leaves no 8 em: the picture stands alone, as wide as one column, though
        the layout gives its pictures two."""
        self.layout(("  columns: 2", "  columns: 3"), ("  characters: 22", "  characters: 14"), ("article:\n", "figures: {columns: 2}\narticle:\n"))
        issue = self.dump(HAN * 4 + "\n\n![图](images/a.png){wrap=right width=45%}\n\n" + HAN * 20)
        (self.top / issue / "images" / "a.png").write_bytes(png(3000, 600))
        lines, image = self.lines(issue)
        self.assertAlmostEqual(image[2], 14 * EM, places=2)
        self.assertIn(round(image[0], 2), {round(x, 2) for x, _, w, _ in lines if w > 13 * EM})

    def test_several_paragraphs(self):
        self.wrap("right")
        lines, _ = self.picture(10, HAN[:10] + "\n\n" + HAN[:8] + "\n\n" + HAN * 6)
        self.assertEqual([len(t) for _, _, _, t in lines[:6]], [8, 2, 8, 9, 46, 46])

    def test_too_little_text(self):
        """What follows that is no plain text begins below the picture."""
        self.wrap("right")
        lines, image = self.picture(10, HAN[:8] + "\n\n- " + HAN[:6])
        self.assertGreater(lines[1][1] - EM, image[1] + image[3])
        lines, image = self.picture(10, "> " + HAN[:6] + "\n\n" + HAN[:7])
        self.assertGreater(lines[-1][1] - EM, image[1] + image[3])

    def test_no_column_ends_beside(self):
        self.wrap("right", 2)
        for n in range(36, 44):
            body = "\n\n".join([HAN[:6]] * n)
            issue = self.dump(body + "\n\n![图](images/a.png)\n\n" + HAN * 8)
            (self.top / issue / "images" / "a.png").write_bytes(png(10 * EM, 60))
            lines, image = self.lines(issue)
            beside = [line for line in lines if 100 < line[2] < 120]
            self.assertEqual(len(beside), 3, n)
            for x, y, w, _ in beside:
                self.assertTrue(image[1] - 1 < y < image[1] + image[3] + PITCH, n)
                self.assertLess(x + w, image[0])


    def test_moves_down_rather_than_leave_white(self):
        """A picture that would leave a column's foot white moves down in the text after it: at the head of the next
        column, and columns as level as without it. Where too little text follows, it stays."""
        self.wrap("right", 2)
        for before in (4, 6, 9):
            with self.subTest(before=before):
                body = "\n\n".join([HAN[:20]] * before) + "\n\n![图](images/a.png)\n\n"
                issue = self.dump(body + HAN * 16)
                (self.top / issue / "images" / "a.png").write_bytes(png(10 * EM, 10 * PITCH))
                lines, image = self.lines(issue)
                left, right = (sorted(y for x, y, _, _ in lines if (x < 250) == side) for side in (True, False))
                self.assertLess(abs(left[-1] - right[-1]), 2.5 * PITCH, (left, right))
                self.assertLess(image[1] - min(left), 1)
                self.assertGreater(image[0], 300)
                self.assertEqual("".join(t for _, _, _, t in lines), HAN[:20] * before + HAN * 16)

    def test_stays_where_too_little_follows(self):
        self.wrap("right", 2)
        issue = self.dump("\n\n".join([HAN[:20]] * 4) + "\n\n![图](images/a.png)\n\n" + HAN[:30] + "\n\n## 题")
        (self.top / issue / "images" / "a.png").write_bytes(png(10 * EM, 10 * PITCH))
        lines, image = self.lines(issue)
        beside = [line for line in lines if line[3] == HAN[:30][:9]]
        self.assertEqual(len(beside), 1)
        self.assertAlmostEqual(beside[0][1] - EM, image[1], delta=3)


class Vertical(Islands):
    """VT-12: texts of a frame from right to left, an island in a column."""

    def test_frame(self):
        self.layout(("  back:\n    - {kind: text, name: title",
                     "  back:\n    - {kind: text, name: down, left: 0, width: 8em, top: 0, height: 20em,"
                     " direction: vertical, position: top, texts: [{text: \"{slogan}\", style: back-slogan},"
                     " {text: \"{theme}\", style: back-line}]}\n    - {kind: text, name: title"))
        out = self.succeeds("check", "--dump-pages", "-", self.issue("01")).out
        down = re.findall(r'(?m)^text ([\d.]+),[\d.]+ .* "(.*?)" upright', out)
        self.assertEqual([t for _, t in down], ["一字一行", "行与行之间"])
        self.assertGreater(float(down[0][0]), float(down[1][0]))

    def test_island(self):
        issue = self.dump(HAN + "\n\n> [!竖排]\n> 天地\n> 玄黄三\n\n" + HAN)
        out = self.succeeds("check", "--dump-pages", "-", issue).out
        lines = re.findall(r'(?m)^text ([\d.]+),([\d.]+) .* "(\w+)"( upright)?', out)
        body = [(float(x), float(y), t) for x, y, t, up in lines if t.startswith(HAN[:3])]
        island = [(float(x), float(y), t) for x, y, t, up in lines if up]
        self.assertEqual([t for _, _, t in island], ["天地", "玄黄三"])
        self.assertGreater(island[0][0], island[1][0])
        self.assertEqual(island[0][1], island[1][1])
        self.assertAlmostEqual((body[1][1] - body[0][1]) / PITCH % 1, 0, places=2)


if __name__ == "__main__":
    unittest.main()
