"""Pictures among the text (FG) and vertical islands on the page (VT)."""

import re
import subprocess
import unittest

import test_islands

EM, PITCH, HAN = test_islands.EM, test_islands.PITCH, test_islands.HAN


class OnPages(test_islands.Islands):
    def pages(self, body, pictures=(("a", 200, 80),)):
        """Pages as lists of (kind, x, y, w, h or text), and the messages."""
        issue = self.dump(body)
        for name, w, h in pictures:
            (self.top / issue / "images" / (name + ".png")).write_bytes(test_islands.png(w, h))
        result = self.succeeds("check", "--dump-pages", "-", issue)
        pages = []
        for page in re.split(r"(?m)^page ", result.out)[1:]:
            items = []
            for line in page.splitlines():
                text = re.match(r'text (\S+),(\S+) w (\S+) ".*?" \S+ \S+ "(.*?)"(.*)', line)
                image = re.match(r"image (\S+),(\S+) (\S+)x(\S+) ", line)
                if text:
                    x, y, w = (float(v) for v in text.groups()[:3])
                    items.append(("upright" if "upright" in text[5] else "text", x, y, w, text[4]))
                elif image:
                    items.append(("image", *(float(v) for v in image.groups())))
            pages.append(items)
        return pages, result.err

    def find(self, pages, what):
        """(page, item) of the first picture, or of the first line that has the text."""
        for n, page in enumerate(pages):
            for item in page:
                if item[0] == what or (item[0] == "text" and what in item[4]):
                    return n, item
        self.fail(f"{what} is on no page")


class Figures(OnPages):
    def test_captions(self):
        """FG-01: below, no wider than the picture, an em between number and title."""
        pages, err = self.pages('![图](images/a.png "图1 图题")\n\n' + HAN * 10)
        _, image = self.find(pages, "image")
        _, caption = self.find(pages, "图1")
        self.assertEqual(caption[4], "图1　图题")
        self.assertGreater(caption[2], image[2] + image[4])
        pages, _ = self.pages('![图](images/a.png "' + HAN * 2 + '")\n\n' + "文" * 100)
        _, image = self.find(pages, "image")
        lines = [i for i in pages[1] if i[0] == "text" and i[4][0] in HAN and image[2] + image[4] < i[2] < image[2] + 200]
        self.assertGreater(len(lines), 1)
        for line in lines:
            self.assertGreaterEqual(line[1], image[1] - 0.01)
            self.assertLessEqual(line[1] + line[3], image[1] + image[3] + 0.01)

    def test_notes_of_captions(self):
        """FN-10, FG-01: a picture's notes stand under its caption and credit, counted by themselves, not among the
        article's; text goes on below them."""
        self.layout(("  columns: 2", "  columns: 1"), ("  characters: 22", "  characters: 46"))
        text = ("头[^9]。\n\n![图](images/a.png \"图题[^1]\"){place=here credit=\"某摄\"}\n\n后来的话。" + HAN * 9 +
                "\n\n[^9]: 文注。\n[^1]: 图注甲。\n")
        pages, err = self.pages(text)
        self.assertNotIn("note", err)
        at = {words: self.find(pages, words)[1] for words in ("图题", "某摄", "图注甲", "后来的话", "文注")}
        order = [at[words][2] for words in ("图题", "图注甲", "后来的话", "文注")]
        self.assertEqual(order, sorted(set(order)))
        self.assertLess(at["某摄"][2], at["图注甲"][2])
        marks = [i[4] for page in pages for i in page if i[0] == "text" and ")" in i[4]]
        self.assertEqual(marks, ["a)", "a)"])
        plain, _ = self.pages(text.replace("题[^1]", "题"))
        self.assertGreater(at["后来的话"][2] - at["图题"][2],
                           self.find(plain, "后来的话")[1][2] - self.find(plain, "图题")[1][2])
        self.assertEqual(sum("①" in i[4] for page in pages for i in page if i[0] == "text"), 2)

    def test_notes_of_a_group(self):
        """FN-10, FG-05: of each picture and of all of them, under the common caption."""
        text = ('![一](images/a.png "甲[^1]") ![二](images/a.png \'乙[^2]\'){caption="组图[^1]" place=here}\n\n' + HAN * 9 +
                "\n\n[^1]: 注其一。\n[^2]: 注其二。\n")
        pages, err = self.pages(text)
        self.assertNotIn("note", err)
        got = [i[4] for i in pages[1] if i[0] == "text" and ("a)" in i[4] or "b)" in i[4] or "注其" in i[4])]
        self.assertEqual(got, ["(a) 甲", "a)", "(b) 乙", "b)", "a)", "a)", "注其一。", "b)", "注其二。"])
        _, err = self.pages('![一](images/a.png "甲[^1]乙")\n\n' + HAN + "\n\n[^1]: 注。\n")
        self.assertIn("stands at its end", err)

    def test_after_the_mention(self):
        """FG-04: on the page of its mention or later; in the text, between the paragraphs, none parted."""
        for n in (5, 40, 70, 95, 150):
            for wish in ("", "{columns=all}", "{place=top}", "{place=foot}", "{place=here}"):
                with self.subTest(n=n, wish=wish):
                    body = "\n\n".join([HAN * 3] * (n // 3) + ["见图处。", "![图](images/a.png)" + wish, "以后的话。"] + [HAN * 2] * 9)
                    pages, _ = self.pages(body)
                    mention, line = self.find(pages, "见图处")
                    page, image = self.find(pages, "image")
                    self.assertGreaterEqual(page, mention)
                    if wish == "{place=here}":
                        after, behind = self.find(pages, "以后的话")
                        order = [(n, item[1] > 300, item[2]) for n, item in
                                 ((mention, line), (page, image), (after, behind))]
                        self.assertEqual(order, sorted(order))

    def test_between_paragraphs(self):
        """FG-04: at a column's head a picture stands between paragraphs, where that costs less than it weighs."""
        body = "\n\n".join([HAN * 2] * 6 + ["![图](images/a.png){place=top}"] + [("第%d段" % i) + HAN * 6 for i in range(9)])
        parted = []
        for old, new in (("article:\n", "weights: {figure-split: 0}\narticle:\n"), ("split: 0", "split: 400")):
            self.layout((old, new))
            pages, _ = self.pages(body, [("a", 200, 120)])
            page, image = self.find(pages, "image")
            below = min((i for i in pages[page] if i[0] == "text" and i[2] > image[2] and
                         abs(i[1] - image[1]) < 3 * EM), key=lambda i: i[2])
            parted.append(not below[4].startswith("第"))
        self.assertEqual(parted, [True, False])

    def test_group(self):
        """FG-05: in one height beside one another, (a), (b) under each, the caption under all; each is a figure of
        its own, and the group one of the numbered."""
        self.layout(("article:\n", 'figures: {caption: "图{n}　"}\narticle:\n'))
        pages, err = self.pages('![图](images/a.png "其一") ![图](images/b.png)\n'
                                '![图](images/c.png "其三"){caption="组图" columns=all}\n\n' + HAN * 10,
                                [("a", 300, 200), ("b", 200, 200), ("c", 100, 200)])
        images = [i for i in pages[1] if i[0] == "image"]
        self.assertEqual(len(images), 3)
        for one, next_one in zip(images, images[1:]):
            self.assertAlmostEqual(one[2], next_one[2], places=2)
            self.assertAlmostEqual(one[4], next_one[4], places=2)
            self.assertAlmostEqual(one[1] + one[3] + EM, next_one[1], places=1)
        self.assertAlmostEqual(images[2][1] + images[2][3] - images[0][1], 46 * EM, places=1)
        foot = images[0][2] + images[0][4]
        labels = [self.find(pages, text)[1] for text in ("(a)", "(b)", "(c)")]
        for label, image in zip(labels, images):
            self.assertAlmostEqual(label[1], image[1], places=1)
            self.assertGreater(label[2], foot)
        texts = "".join(i[4] for i in pages[1] if i[0] == "text")
        self.assertIn("其三", texts)
        self.assertGreater(self.find(pages, "图1　组图")[1][2], labels[0][2])
        _, err = self.pages('![图](images/a.png) ![图](images/a.png){crop=1:1}\n\n一。', [("a", 300, 200)])
        self.assertNotIn("error", err)

    def test_resolution(self):
        """FG-07: of what is printed, after cropping."""
        _, err = self.pages("![图](images/a.png){columns=all width=100% crop=3:1}\n\n" + HAN * 9, [("a", 483, 300)])
        self.assertIn(f"only {test_islands.PPI} ppi", err)
        _, err = self.pages("![图](images/a.png){columns=all height=10 fitting=cover}\n\n" + HAN * 9, [("a", 100, 300)])
        self.assertIn(f"only {int(test_islands.PPI * 100 / 483)} ppi", err)


class InVerticalText(OnPages):
    POEM = "> [!竖排]\n> 空山新雨后天气晚来秋\n> 明月松间照清泉石上流\n\n"

    def island(self, wish="", title=' "图题"', pictures=(("a", 200, 80),)):
        text = self.POEM.rstrip("\n") + "\n>\n> ![图](images/a.png" + title + ")" + wish + "\n\n" + HAN * 9
        pages, err = self.pages(text, pictures)
        _, image = self.find(pages, "image")
        return pages, image, [i for i in pages[1] if i[0] == "upright"], err

    def test_upright(self):
        """VT-08: a picture stands at the left of the lines before it, no higher than they are, its caption in vertical
        lines at its own left; with them it takes whole lines."""
        pages, image, lines, err = self.island()
        self.assertNotIn("error", err)
        self.assertEqual([i[4] for i in lines], ["空山新雨后天气晚来秋", "明月松间照清泉石上流", "图题"])
        poem, second, caption = lines
        pitch = poem[1] - second[1]
        self.assertGreater(second[1], image[1] + image[3])
        self.assertLess(caption[1], image[1])
        self.assertLess(abs(caption[2] - image[2]), EM)
        self.assertLessEqual(image[4], 10 * EM + 0.01)
        self.assertGreaterEqual(image[2], poem[2] - EM)
        self.assertAlmostEqual(image[3] / image[4], 200 / 80, places=1)
        self.assertGreater(pitch, EM)

    def test_caption_at_the_right(self):
        """VT-08: where the layout says so."""
        self.layout(("article:\n", "figures: {vertical-caption: right}\narticle:\n"))
        _, image, lines, _ = self.island()
        self.assertGreater(lines[-1][1], image[1] + image[3])
        self.assertGreater(lines[1][1], lines[-1][1])

    def test_place_and_size(self):
        """VT-08: the author's height, and head or foot of the lines."""
        for place, at in (("top", 0), ("foot", 1)):
            _, image, lines, _ = self.island("{place=%s height=3}" % place, pictures=(("a", 60, 80),))
            self.assertAlmostEqual(image[4], 3 * PITCH, places=1)
            top = min(i[2] for i in lines[:2])
            self.assertEqual(image[2] - top > 5 * EM, bool(at))

    def test_credit(self):
        """FG-03: at the foot of the lines beside the picture, an em above their end."""
        _, image, lines, _ = self.island('{credit="某摄"}', title="")
        self.assertEqual(lines[-1][4], "某摄")
        self.assertLess(lines[-1][1], image[1])
        self.assertGreater(lines[-1][2], image[2] + image[4] / 3)

    def test_what_cannot_be(self):
        for wish, said in (("{wrap=left}", "takes whole lines"), ("{bleed=page}", "does not bleed"),
                           ("{columns=2}", "stands in one column")):
            _, image, _, err = self.island(wish)
            self.assertIn(said, err)
            self.assertLess(image[4], 20 * EM)
        pages, err = self.pages(self.POEM.rstrip("\n") + "\n>\n> ![一](images/a.png) ![二](images/a.png)\n\n" + HAN)
        self.assertIn("several pictures as one figure are not set in vertical text", err)
        self.assertIn("leave an empty line between them", err)
        _, err = self.pages(self.POEM.rstrip("\n") + "\n>\n> - 项\n\n" + HAN)
        self.assertIn("only lines of text, tables and pictures", err)


class Vertical(test_islands.Islands):
    def setUp(self):
        super().setUp()
        self.layout(("  columns: 2", "  columns: 1"), ("  characters: 22", "  characters: 46"))

    def upright(self, body):
        out = self.succeeds("check", "--dump-pages", "-", self.dump(body)).out
        found = re.findall(r'(?m)^text (\S+),(\S+) w \S+ ".*?" \S+ \S+ "(.*?)"(.*)$', out)
        return [(float(x), float(y), t, "upright" in rest) for x, y, t, rest in found]

    def test_from_right_to_left(self):
        """VT-01: lines from top to bottom, one beside another from the right; what the column has no room for
        stands below, from the right again."""
        verse = "\n".join("> " + HAN[i % 10] + "地玄黄" for i in range(40))
        lines = [i for i in self.upright(HAN + "\n\n> [!竖排]\n" + verse + "\n\n" + HAN) if i[3]]
        self.assertEqual(len(lines), 40)
        rows = sorted({y for _, y, _, _ in lines})
        self.assertGreater(len(rows), 1)
        self.assertGreater(rows[1] - rows[0], 4 * EM)
        for row in rows:
            xs = [x for x, y, _, _ in lines if y == row]
            self.assertEqual(xs, sorted(xs, reverse=True))
        self.assertEqual([y for _, y, _, _ in lines], sorted(y for _, y, _, _ in lines))

    def test_quotation_marks(self):
        """VT-03: corner brackets are shown, the author's marks are copied, in one line of text."""
        issue = self.dump("> [!竖排]\n> 说“甲‘乙’”了\n\n" + HAN)
        pdf = self.top / "o.pdf"
        self.succeeds("build", issue, "-o", str(pdf))
        text = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, check=True, text=True).stdout
        self.assertIn("说“甲‘乙’”了", text)

    def test_furniture(self):
        """VT-11: running heads and folios stay horizontal on a page with vertical text."""
        lines = self.upright("> [!竖排]\n> 天地玄黄\n\n" + HAN * 200)
        self.assertTrue(any(up for _, _, _, up in lines))
        for text in ("试刊", "题", "2"):
            found = [up for _, _, t, up in lines if t.startswith(text)]
            self.assertTrue(found and not any(found), text)

    def test_off_the_grid_and_on_it(self):
        """VT-12: a frame of whole em; the text after it is on the grid again."""
        for n in (3, 4, 7):
            lines = self.upright(HAN + "\n\n> [!竖排]\n> " + "天" * n + "\n\n" + HAN)
            body = [y for _, y, t, up in lines if not up and t.startswith(HAN[:4])]
            self.assertAlmostEqual((body[-1] - body[0]) / PITCH % 1, 0, places=2)
            self.assertGreaterEqual(body[-1] - body[0], n * EM)


if __name__ == "__main__":
    unittest.main()
