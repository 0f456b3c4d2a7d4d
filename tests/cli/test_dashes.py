"""—— and …… in every Chinese face of fonts/fonts.yaml, as they come off the printer (FT-06). The fonts
and programs come with the packages of .packages."""

import re
import subprocess
import unittest

from support import ROOT, Case

DPI = 1200
SIZE = 20  # pt
ARTICLE = "---\nsection: 栏目\ntitle: 线\nsource: 试刊\n---\n\n甲——乙……丙\n"


def chinese_faces():
    """Names of the faces whose families have a Chinese name."""
    catalogue = (ROOT / "fonts" / "fonts.yaml").read_text(encoding="utf-8")
    for family in catalogue.split("- family: ")[1:]:
        name = family.split("\n", 1)[0]
        aliases = re.search(r"aliases: \[(.*)\]", family)
        if aliases and re.search("[一-鿿]", aliases.group(1)):
            for weight in re.findall(r"weight: (.*)", family):
                yield name if weight == "Regular" else f"{name} {weight}"


def layout_with(face):
    """The sample layout with its body in a face, large."""
    text = (ROOT / "layouts" / "biweekly" / "layout.yaml").read_text(encoding="utf-8")
    text, roles = re.subn(r"(\n  song: \{han:) [^,]*, western: [^,]*,", rf"\1 {face}, western: {face},",
                          text)
    text, sizes = re.subn(r"(\n  body: \{font: song,)", rf"\1 size: {SIZE}pt, leading: 30pt,", text)
    assert roles == sizes == 1
    return text


class Page:
    """Part of a page of a PDF as grey samples; positions are in pt from its upper left corner."""

    def __init__(self, pdf, page, x, y, w, h):
        def pixels(pt):
            return round(pt * DPI / 72)

        out = subprocess.run(
            ["pdftoppm", "-gray", "-r", str(DPI), "-f", str(page), "-l", str(page), "-cropbox",
             "-x", str(pixels(x)), "-y", str(pixels(y)), "-W", str(pixels(w)), "-H", str(pixels(h)),
             str(pdf)],
            check=True, capture_output=True, timeout=120).stdout
        head, size, _, data = out.split(b"\n", 3)
        assert head == b"P5"
        self.width, self.height = map(int, size.split())
        self.rows = [data[y * self.width:(y + 1) * self.width] for y in range(self.height)]

    def columns(self):
        """For every column of pixels the rows that have ink."""
        return [[y for y in range(self.height) if self.rows[y][x] < 128] for x in range(self.width)]


class Dashes(Case):
    def run_of(self, dump):
        """Page, and x and baseline of the line of the article."""
        page = 0
        for line in dump.splitlines():
            if line.startswith("page "):
                page = int(line.split()[1])
            found = re.match(r'text ([\d.]+),([\d.]+) w .* "甲——乙……丙"', line)
            if found:
                return page, float(found.group(1)), float(found.group(2))
        self.fail("the line is not there")

    def set_in(self, face):
        (self.top / "layouts" / "biweekly" / "layout.yaml").write_text(layout_with(face), "utf-8")
        dump = self.succeeds("check", self.folder, "--dump-pages", "-").out
        pdf = self.top / "test.pdf"
        self.succeeds("build", self.folder, "-o", pdf)
        page, x, baseline = self.run_of(dump)
        bleed = 3 * 72 / 25.4
        return pdf, page, x + bleed, baseline + bleed

    def expect_dash(self, pdf, page, x, baseline):
        at = Page(pdf, page, x + SIZE, baseline - SIZE, 2 * SIZE, 1.1 * SIZE)
        columns = at.columns()
        longest = max(len(run) for run in "".join("x" if c else " " for c in columns).split())
        self.assertGreaterEqual(longest, 1.95 * SIZE * DPI / 72)
        edge = int(0.1 * SIZE * DPI / 72)
        heights = {len(c) for c in columns[edge:-edge]}
        self.assertLessEqual(max(heights) - min(heights), 2, "the dash has a notch")

    def expect_dots(self, pdf, page, x, baseline):
        at = Page(pdf, page, x + 4 * SIZE, baseline - SIZE, 2 * SIZE, 1.1 * SIZE)
        columns = at.columns()
        dots = "".join("x" if c else " " for c in columns).split()
        self.assertEqual(len(dots), 6)
        ink = [y for c in columns for y in c]
        height = 1 - (min(ink) + max(ink)) / 2 / (SIZE * DPI / 72)
        self.assertGreater(height, 0.25)
        self.assertLess(height, 0.5)

    def test_every_chinese_face(self):
        self.folder = self.issue("1", article=ARTICLE)
        (self.top / "fonts" / "fonts.yaml").write_bytes((ROOT / "fonts" / "fonts.yaml").read_bytes())
        faces = list(chinese_faces())
        self.assertGreaterEqual(len(faces), 10)
        for face in faces:
            with self.subTest(face=face):
                place = self.set_in(face)
                self.expect_dash(*place)
                self.expect_dots(*place)
                text = subprocess.run(["pdftotext", "-f", str(place[1]), "-l", str(place[1]),
                                       str(place[0]), "-"], check=True, capture_output=True)
                self.assertIn("甲——乙……丙", text.stdout.decode("utf-8"))


if __name__ == "__main__":
    unittest.main()
