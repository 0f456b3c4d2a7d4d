"""The furniture of a newsletter and of its pages (typography.md NP, PF) in the layouts that are shipped and in
layouts of our own, as the page dump has it."""

import re
import unittest

from support import Case

MM = 72 / 25.4
TEXT = "一字一行，一行一页。" * 40 + "\n"
GALLERY = ("biweekly", "magazine", "sheet", "bulletin", "briefing", "large-print")


class Text:
    """A line of the dump: where it begins on its page, how wide it is, its size, what it says, its element."""

    def __init__(self, found):
        self.x, self.y, self.width, self.size = (float(found[i]) for i in (1, 2, 3, 5))
        self.face, self.text, self.element = found[4], found[6], found[7]
        self.end = self.x + self.width


class Furniture(Case):
    LINE = re.compile(r'^text (\S+?),(\S+) w (\S+) "([^"]*)" (\S+) .*?"((?:[^"\\]|\\.)*)"(?: upright| turned)?(?: @\S.*?)?(?: (<\w+>))?$', re.M)

    def pages(self, layout="biweekly", articles=6, more="", issue_more="", article=None):
        """The texts of each page of an issue with so many articles."""
        issue = self.top / self.issue("2025-01")
        for n in range(articles):
            self.write(issue / ("%02d.md" % (n + 1)), article or "---\nsection: 栏%d\ntitle: 题目%d\n---\n\n%s" % (n // 2, n, TEXT * 3))
        text = (issue / "issue.yaml").read_text(encoding="utf-8")
        (issue / "issue.yaml").write_text(text + issue_more, encoding="utf-8")
        if more:
            self.write(self.top / "layouts/mine/layout.yaml", "name: mine\nextends: %s\n%s" % (layout, more))
        out = self.succeeds("check", "issues/2025-01", "--layout", "mine" if more else layout, "--dump-pages", "-").out
        self.pages_text = re.split(r"(?m)^page (?=\d)", out)[1:]
        return [[Text(m) for m in self.LINE.finditer(p)] for p in self.pages_text]

    def one(self, page, text):
        found = [t for t in page if t.text == text]
        self.assertEqual(len(found), 1, "%s among %s" % (text, [t.text for t in page]))
        return found[0]

    # ---- the publication ----

    def test_masthead(self):
        """NP-01: the name stands large on page 1 alone, at its left or in its middle, and takes a third of the
        type area and more."""
        for layout in GALLERY:
            with self.subTest(layout=layout):
                pages = self.pages(layout)
                largest = max(t.size for t in pages[0] if t.text in ("试刊", "试", "刊"))
                self.assertGreater(largest, 24)
                for page in pages[1:-1]:
                    self.assertFalse([t for t in page if t.size == largest and t.text == "试刊"])

    def test_issue_line(self):
        """NP-02: number, total, date, weekday; the weekday is reckoned (7 August 2025 is a Thursday)."""
        pages = self.pages("sheet")
        line = "".join(t.text for t in pages[0])
        for part in ("2025年第1期", "第1期", "8月7日", "星期四"):
            self.assertIn(part, line)

    def test_ear(self):
        """NP-08: beside the masthead, as high as it, so many columns wide; text keeps clear of it."""
        pages = self.pages("sheet")
        masthead = max(pages[0], key=lambda t: t.size if t.text == "试刊" else 0)
        ear = self.one(pages[0], "行与行之间")
        flow = [t for t in pages[0] if t.size == 9.5 and t.text.startswith("一字一行")]
        self.assertGreater(ear.x, masthead.end)
        self.assertLess(abs(ear.y - masthead.y), masthead.size)
        self.assertTrue(all(t.y > masthead.y for t in flow))

    CONTENTS = ("masters:\n  cover:\n    contents: unset\n    list: {kind: contents, left: 0, width: %dem, top: 0, height: 400pt,"
                " section: {text: '{section}', style: contents-section}, entry: {text: '{article.title}', style: entry},"
                " page-style: number, leader: ·, leader-pitch: 5pt}\nstyles:\n"
                "  entry: {font: song, size: 10pt, color: black, align: start, left: 1em, indent: -1em, leading: 20pt}\n"
                "  number: {font: hei, size: 10pt, color: black, align: end, leading: 20pt}\n")

    def test_contents(self):
        """NP-09: leaders of 2 em and more, whose dots stand half an em apart; numbers end with the frame to
        0.01 em; what runs over stands an em in."""
        for length in range(8, 24):
            with self.subTest(length=length):
                title = "题" * length
                pages = self.pages(articles=1, more=self.CONTENTS % 20, article="---\ntitle: %s\n---\n\n%s" % (title, TEXT))
                entry = [t for t in pages[0] if t.size == 10 and t.text and set(t.text) == {"题"}]
                self.assertEqual("".join(t.text for t in entry), title)
                self.assertEqual(len(entry) > 1, length > 15, "a title is parted only when it is too long")
                dots, number = [t for t in pages[0] if set(t.text) == {"·"}], self.one(pages[0], "2")
                left = entry[0].x
                self.assertAlmostEqual(number.end, left + 20 * 10.5, delta=0.1)
                self.assertEqual(len(dots), 1)
                self.assertGreaterEqual(dots[0].width, 20 - 5)
                self.assertGreaterEqual(number.x - entry[-1].end, 20)
                self.assertAlmostEqual(dots[0].width / len(dots[0].text), 5, delta=0.01)
                for over in entry[1:]:
                    self.assertAlmostEqual(over.x, left + 10, delta=0.01)

    def test_contents_by_sense(self):
        """HD-06 in the contents: a title that runs over is parted where its sense allows, into lines alike."""
        for title, lines in (("关于进一步加强安全生产工作的通知", ["关于进一步加强", "安全生产工作的通知"]),
                             ("湖边发布人工智能赋能制造业发展方案", ["湖边发布人工智能", "赋能制造业发展方案"])):
            with self.subTest(title=title):
                pages = self.pages(articles=1, more=self.CONTENTS % 20, article="---\ntitle: %s\n---\n\n%s" % (title, TEXT))
                self.assertEqual([t.text for t in pages[0] if t.size == 10 and t.text and t.text in title], lines)

    def test_section_tags(self):
        """NP-10: over the title, Hei, two characters loosened to 4 em, one grid line high."""
        pages = self.pages(more="styles: {section: {spread: 4em, tracking: 0, lines: [1]}}", articles=1, article="---\nsection: 简讯\ntitle: 题目\n---\n\n" + TEXT)
        tag = [t for t in pages[1] if t.text in ("简讯", "简", "讯") and t.element]
        title = self.one(pages[1], "题目")
        self.assertIn("Sans", tag[0].face)
        self.assertAlmostEqual(tag[-1].end - tag[0].x, 4 * 10.5, delta=0.01)
        self.assertLess(tag[0].y, title.y)
        fill = re.search(r"(?m)^fill (\S+?),(\S+) (\S+?)x(\S+) m100y90k8 <", self.pages_text[1]) or \
            re.search(r"(?m)^fill (\S+?),(\S+) (\S+?)x(\S+) m100y90k8", self.pages_text[1])
        self.assertLessEqual(float(fill[4]), 17.01)

    def test_bylines(self):
        """NP-11: names an em apart instead of 、, those of two characters as wide as those of three; what is no
        list of names stays."""
        for author, byline in (("张三、李四光", "张　三　李四光"), ("张三、李四", "张三　李四"), ("张三", "张三"),
                               ("欧阳修、王安石、苏轼", "欧阳修　王安石　苏　轼"), ("通讯员张三丰、某社", "通讯员张三丰、某社"),
                               ("本社、", "本社、")):
            with self.subTest(author=author):
                pages = self.pages(articles=1, article="---\ntitle: 题\nauthor: %s\n---\n\n%s" % (author, TEXT))
                self.assertIn(byline, [t.text for t in pages[1]])

    def test_end_mark(self):
        """NP-14: on the line of the last character, right behind it, at whatever measure."""
        for length in range(1, 25):
            article = "---\ntitle: 题\n---\n\n" + "文" * length + "。\n"
            pages = self.pages(articles=1, more="article: {end-mark: ■}\n", article=article)
            mark = next(t for t in pages[1] if t.text.endswith("■"))
            last = max((t for t in pages[1] if t is not mark and t.text.startswith("文") and t.y == mark.y), key=lambda t: t.end, default=mark)
            self.assertLessEqual(abs(mark.x - last.end) if last is not mark else 0, 10.5, length)
            self.assertTrue(last is not mark or mark.text != "\u2060■", length)

    def test_staff(self):
        """NP-15: one line at the right, roles an em apart."""
        frame = ("masters:\n  back:\n    staff: {kind: text, right: 0, width: 30em, bottom: 0, height: 16pt, texts: [{text: '{staff}', style: right}]}\n"
                 "styles: {right: {font: hei, size: 小五, color: black, align: end, leading: 14pt}}\n")
        pages = self.pages(more=frame, issue_more="staff:\n  - {role: 责任编辑, names: [张三, 李四光]}\n  - {role: 校对, names: [王五]}\n")
        line = [t for t in pages[-1] if t.size == 9 and "责任编辑" in t.text]
        self.assertEqual([t.text for t in line], ["责任编辑：张　三　李四光　校对：王五"])
        self.assertAlmostEqual(line[0].end, 210 * MM - 56.138, delta=0.01)

    def test_printed_by(self):
        """NP-18: between two rules at the type area's foot: who an em in on the left, when an em in on the right."""
        pages = self.pages("briefing")
        when = [t for t in pages[-1] if t.text.endswith("日印发")][-1]
        who = [t for t in pages[-1] if t.text == "编辑部" and t.y == when.y][-1]
        rules = [tuple(map(float, m)) for m in re.findall(r"(?m)^fill (\S+?),(\S+) (\S+?)x(\S+) k100", self.pages_text[-1])]
        rules = sorted(r for r in rules if r[2] > 400)
        left, width = rules[0][0], rules[0][2]
        self.assertAlmostEqual(who.x - left, 15.75, delta=0.01)
        self.assertAlmostEqual(left + width - when.end, 15.75, delta=0.01)
        over, under = max(r[1] for r in rules if r[1] < who.y), min(r[1] for r in rules if r[1] > who.y)
        self.assertLess(under - over, 40)
        self.assertEqual(who.y, when.y)

    def test_lead_story(self):
        """NP-21: the first article has the largest head, over more than one column, and begins at the left."""
        pages = self.pages("sheet")
        lead = max((t for t in pages[0] if t.text == "题目0"), key=lambda t: t.size)
        others = [t for page in pages for t in page if re.fullmatch("题目[1-5]", t.text)]
        body = [t for t in pages[0] if t.text.startswith("一字一行") and t.y > lead.y]
        self.assertTrue(others)
        self.assertGreater(lead.size, max(t.size for t in others))
        self.assertAlmostEqual(lead.x, min(t.x for t in body), delta=1)
        self.assertGreaterEqual(len({round(t.x / 20) for t in body}), 3)

    # ---- pages ----

    def test_folios(self):
        """PF-01, PF-02: none on page 1, which counts; left on even, right on odd pages. PF-08: artifacts."""
        for layout in ("biweekly", "briefing"):
            with self.subTest(layout=layout):
                pages = self.pages(layout)
                shown = "%d" if layout == "biweekly" else "— %d —"
                for n, page in enumerate(pages[1:-1] if layout == "biweekly" else pages[1:], 2):
                    folio = self.one([t for t in page if t.size > 9.5 and t.element == "" or t.element is None], shown % n)
                    middle = 210 * MM / 2
                    self.assertEqual(folio.x < middle, n % 2 == 0)
                    self.assertFalse(folio.element)
                if layout == "biweekly":
                    self.assertFalse([t for t in pages[0] if t.text == "1" and t.size == 10.5])

    def test_blank_pages(self):
        """PF-03: a page that is left white before an article on an odd page has neither number nor running head."""
        issue = self.top / self.issue("2025-01", article="---\ntitle: 甲\n---\n\n一二。\n")
        self.write(issue / "02.md", "---\ntitle: 乙\nbegin: recto\n---\n\n一二。\n")
        self.write(issue / "03.md", "---\ntitle: 丙\nbegin: recto\n---\n\n一二。\n")
        out = self.succeeds("check", "issues/2025-01", "--dump-pages", "-").out
        pages = [[Text(m).text for m in self.LINE.finditer(p)] for p in re.split(r"(?m)^page (?=\d)", out)[1:]]
        self.assertEqual(pages[3], [])
        for n in (2, 3, 5):
            self.assertIn(str(n), pages[n - 1])

    def test_running_heads(self):
        """PF-04: the publication on even pages, the section on odd ones, over a rule up to a line above the type area;
        none on page 1."""
        pages = self.pages()
        top = 24 * MM
        for n, page in enumerate(pages[1:-1], 2):
            heads = [t.text for t in page if t.y < top - 10 and t.size == 8.5]
            self.assertEqual(len(heads), 1)
            self.assertIn("试刊" if n % 2 == 0 else "栏", heads[0])
            rule = re.search(r"(?m)^fill (\S+?),(\S+) 483x0\.5", self.pages_text[n - 1])
            self.assertTrue(8.5 <= top - float(rule[2]) <= 17)
        self.assertFalse([t for t in pages[0] if t.size == 8.5 and t.y < top - 10])

    def test_short_running_heads(self):
        """PF-05: two characters loosened to 4 em."""
        pages = self.pages(more="styles: {running-head: {spread: 4em}}\nmasters: {inside: {head-left: {texts: [{text: '{title}', style: running-head}]}}}\n")
        head = [t for t in pages[1] if t.size == 8.5]
        self.assertAlmostEqual(head[-1].end - head[0].x, 4 * 8.5, delta=0.01)

    def test_spreads_mirror(self):
        """PF-06: what stands by inside and outside is as far from the spine on both pages."""
        frame = ("masters:\n  inside:\n    folio-left: unset\n    folio-right: unset\n"
                 "    mark: {kind: box, outside: -12mm, width: 6mm, top: 0, height: 6mm, fill: red}\ngrid: {inside: 25mm}\n")
        self.pages(more=frame)
        x = [float(re.search(r"(?m)^fill (\S+?),\S+ 17\.008x17\.008", p)[1]) for p in self.pages_text[1:3]]
        self.assertAlmostEqual(x[0], 210 * MM - (x[1] + 6 * MM), delta=0.01)

    def test_number_of_pages(self):
        """PF-07"""
        more = "masters: {inside: {folio-left: {texts: [{text: '第{page}版　共{pages}版', style: folio}]}}}\n"
        pages = self.pages(more=more)
        self.assertIn("第2版　共%d版" % len(pages), [t.text for t in pages[1]])


if __name__ == "__main__":
    unittest.main()
