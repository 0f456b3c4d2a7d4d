"""Text in SVG pictures: set in the project's fonts, text in the PDF and in the preview."""

import random
import re
import subprocess
import unittest

from support import Case

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="200pt" height="100pt" viewBox="0 0 200 100">\n%s\n</svg>'


class DrawnText(Case):
    def dump(self, inside, wishes="", ok=True):
        """The pages with such a picture, and what was said."""
        issue = self.issue("01", article="---\ntitle: 题\n---\n\n一段话。\n\n![图](images/a.svg)%s\n" % wishes)
        (self.top / issue / "images").mkdir(exist_ok=True)
        self.write(self.top / issue / "images" / "a.svg", SVG % inside)
        result = self.succeeds("check", "--dump-pages", "-", issue)
        self.image = [float(v) for v in re.search(r"(?m)^image (\S+),(\S+) (\S+)x(\S+)", result.out).groups()]
        self.texts = {}
        for line in result.out.splitlines():
            found = re.match(r'text (\S+),(\S+) w (\S+) "(.*?)" (\S+) (\S+) "(.*?)"(.*)', line)
            if found:
                x, y, w = (float(v) for v in found.groups()[:3])
                self.texts[found[7]] = (x - self.image[0], y - self.image[1], w, found[4], found[5], found[6], found[8])
        self.issue_path = issue
        return result

    def at(self, text, x, y):
        self.assertIn(text, self.texts)
        self.assertAlmostEqual(self.texts[text][0], x, delta=0.01)
        self.assertAlmostEqual(self.texts[text][1], y, delta=0.01)

    def test_places_and_anchors(self):
        """At its point, by its anchor; each character at its own when it has one; as part of the figure."""
        result = self.dump('<text x="20" y="30" font-size="10">起点</text>'
                           '<text x="100" y="50" font-size="10" text-anchor="middle">中点</text>'
                           '<text x="190" y="70" font-size="10" text-anchor="end">终点</text>'
                           '<text x="10 40" y="90 80" font-size="10">甲乙</text>')
        self.assertEqual(result.err, "")
        self.at("起点", 20, 30)
        self.at("中点", 90, 50)
        self.at("终点", 170, 70)
        self.at("甲", 10, 90)
        self.at("乙", 40, 80)
        self.assertIn("<Figure>", self.texts["起点"][6])

    def test_scaled_with_the_picture(self):
        self.dump('<text x="20" y="30" font-size="10">起点</text>', "{width=100%}")
        scale = self.image[2] / 200
        self.at("起点", 20 * scale, 30 * scale)
        self.assertAlmostEqual(float(self.texts["起点"][4]), 10 * scale, delta=0.01)

    def test_composed(self):
        """As any text is: a gap between Han and Western, two marks together in one and a half em."""
        self.dump('<text x="0" y="20" font-size="10">共12年</text><text x="0" y="40" font-size="10">甲（乙），丙</text>')
        line = [t for t in self.texts if t in ("共", "12", "年", "共12年")]
        end = max(self.texts[t][0] + self.texts[t][2] for t in line)
        self.assertGreater(end, 20 + 10 + 4)
        self.assertAlmostEqual(self.texts["甲（乙），丙"][2], 55, delta=0.1)

    def test_fonts(self):
        """By the layout's names, by what style sheets call them, by the catalogue's families."""
        self.dump('<text y="10" font-family="kai">一</text><text y="20" font-family="No Such, serif">二</text>'
                  '<text y="30" font-family="Noto Sans CJK SC" font-weight="bold">三</text>'
                  '<text y="40" font-family="\'P052\'">word</text>'
                  '<text y="50" font-family="SimHei" fill="#369">四</text>')
        faces = {t: v[3] for t, v in self.texts.items()}
        self.assertIn("WenKai", faces["一"])
        self.assertIn("Serif", faces["二"])
        self.assertIn("Sans CJK SC Bold", faces["三"])
        self.assertEqual(faces["word"], "P052")
        self.assertIn("Sans", faces["四"])
        self.assertEqual(self.texts["四"][5], "rgb51,102,153")

    def test_missing_family(self):
        result = self.dump('<text y="10">一</text>\n<text y="20" font-family="No Such">二</text>')
        self.assertIn("01.md:7:1: warning", result.err)
        self.assertIn("line 3 asks for a font that there is not: No Such [image-family]", result.err)
        self.assertIn("hint: name a family of fonts.yaml", result.err)
        self.assertIn("二", self.texts)

    def test_missing_character(self):
        issue = self.dump("<text/>") and self.issue_path
        self.write(self.top / issue / "images" / "a.svg", SVG % "<text>\U00012000</text>")
        self.assertIn("U+12000", self.run_program("check", issue).err)

    def test_turned(self):
        self.dump('<text transform="translate(30 80) rotate(-90)" font-size="10">向上</text>')
        self.at("向上", 30, 80)
        self.assertIn("matrix 0 -1 1 0", self.texts["向上"][6])

    def test_cropped(self):
        """What is cut off is left out; what the crop cuts through is named."""
        result = self.dump('<text x="10" y="50" font-size="10">左</text>\n<text x="95" y="50" font-size="10">两边</text>'
                           '<text x="150" y="50" font-size="10">右</text>', "{crop=1:1 focus=0%,0% width=30%}")
        self.assertIn("左", self.texts)
        self.assertNotIn("右", self.texts)
        self.assertNotIn("两边", self.texts)
        self.assertIn("text in line 3 is cut off by the crop", result.err)

    def test_in_the_pdf(self):
        """Text that is found, in embedded subsets, also when it is turned; colours of light are inks in print."""
        self.dump('<text x="20" y="30" font-size="10" fill="#c00">图里共12个字</text>'
                  '<text transform="translate(150 90) rotate(-60)" font-size="10" font-family="kai">斜着的Word字</text>')
        pdf = self.top / "o.pdf"
        for profile in ("plain", "screen"):
            self.succeeds("build", "--profile", profile, self.issue_path, "-o", str(pdf))
            run = lambda *a: subprocess.run(a, capture_output=True, check=True, text=True).stdout
            text = run("pdftotext", "-raw", str(pdf), "-")
            self.assertIn("图里共12个字", text)
            self.assertIn("斜着的Word字", text)
            fonts = [line.split() for line in run("pdffonts", str(pdf)).splitlines()[2:]]
            self.assertTrue(all(f[-5:-2] == ["yes", "yes", "yes"] for f in fonts), fonts)

    def test_turned_in_the_pdf(self):
        """Upwards from its point, leaning over to the left, as poppler sees it."""
        self.dump('<text transform="translate(100 80) rotate(-90)" font-size="10">甲乙丙丁</text>')
        pdf = self.top / "o.pdf"
        self.succeeds("build", self.issue_path, "-o", str(pdf))
        boxes = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, check=True, text=True).stdout
        found = re.search(r'xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">甲乙丙丁<', boxes)
        page = re.search(r'(?s).*<page width="(\S+)" height="(\S+)">.*?甲乙丙丁', boxes)
        bleed = (float(page[1]) - 595.276) / 2
        x0, y0, x1, y1 = (float(v) - bleed for v in found.groups())
        x, y = self.image[0] + 100, self.image[1] + 80
        self.assertAlmostEqual(y1, y, delta=0.5)
        self.assertAlmostEqual(y0, y - 40, delta=0.5)
        self.assertLess(x0, x)
        self.assertGreater(x1, x)
        self.assertLess(x1 - x, x - x0)

    def test_in_the_preview(self):
        """Drawn once, with the page's own text; browsers are not to draw it again."""
        self.dump('<text x="20" y="30" font-size="10" transform="rotate(9)">图里</text>')
        html = self.top / "o.html"
        self.succeeds("layout", "show", self.issue_path, "-o", str(html))
        shown = html.read_text(encoding="utf-8")
        self.assertIn(" matrix(", shown)
        import base64
        svg = base64.b64decode(re.search(r"data:image/svg\+xml;base64,([^\"]+)", shown)[1]).decode()
        self.assertIn("text{display:none!important}</style>", svg)
        self.assertLess(svg.index("</style>"), svg.index("<text"))
        import xml.etree.ElementTree
        xml.etree.ElementTree.fromstring(svg)

    def test_damaged(self):
        """Whatever stands in it, the pages are made or the picture is refused."""
        r = random.Random(7)
        whole = (SVG % ('<style>.a{font:bold 10px/2 "a",serif}</style><g transform="rotate(3)"><text class="a" x="1 2" '
                        'dy="1em -2" text-anchor="end">甲 b<tspan font-size="300%" y="1e5">，“乙”</tspan></text></g>')).encode()
        issue = self.dump("<text/>") and self.issue_path
        for i in range(40):
            b = bytearray(whole)
            for _ in range(r.randrange(1, 6)):
                at = r.randrange(60, len(b))
                b[at:at + r.randrange(3)] = bytes([r.choice(b'0123456789.-e% "\'<>/=xy\xe7\xff')]) * r.randrange(1, 3)
            (self.top / issue / "images" / "a.svg").write_bytes(bytes(b))
            self.assertIn(self.run_program("check", issue).status, (0, 1), bytes(b))


if __name__ == "__main__":
    unittest.main()
