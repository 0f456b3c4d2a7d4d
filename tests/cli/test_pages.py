"""Pages as a whole: threads, jumps, footnotes, pictures."""

import re
import subprocess
import unittest

from support import Case

TEXT = "\n\n".join(["一二三四五六七八九十，甲乙丙丁戊己庚辛壬癸。" * 6] * 12)


class Pages(Case):
    def change_layout(self, *changes):
        path = next((self.top / "layouts").glob("*/layout.yaml"))
        text = path.read_text(encoding="utf-8")
        for old, new in changes:
            self.assertIn(old, text)
            text = text.replace(old, new, 1)
        path.write_text(text, encoding="utf-8")

    def pages(self, issue):
        """The dump, by page."""
        out = self.succeeds("check", "--dump-pages", "-", issue).out
        return re.split(r"(?m)^page ", out)[1:]

    def text(self, page):
        return "".join(re.findall(r'(?m)^text .*?" \S+ \S+ "(.*?)"', page))

    def says(self, wanted, page):
        self.assertTrue(wanted in self.text(page), f"{wanted} is not on the page")


class Jumps(Pages):
    """NP-13: both ends name the other's page and lead there."""

    FRONT = """  front:
    - {kind: flow, name: lead, thread: lead, left: 0, right: 0, top: 0, height: 12 lines}
    - {kind: flow, name: main, left: 0, right: 0, top: %s lines, bottom: 0}
  inside:
"""

    def jumping(self, top, text=TEXT):
        issue = self.issue("01", article="---\ntitle: 甲篇\n---\n\n" + text)
        (self.top / issue / "02.md").write_text(
            "---\ntitle: 乙篇\n---\n\n" + TEXT * 3, encoding="utf-8")
        self.change_layout(
            ("pages: {first: cover, inside: inside, last: back}",
             "pages: {first: front, inside: inside}\n"
             "threads: [{name: lead, articles: 1}]\n"
             "jump: {to: {text: '（下转第{page}版）', style: credit}, "
             "from: {text: '（上接第{page}版）', style: credit}}"),
            ("  inside:\n", self.FRONT % top),
        )
        return issue

    def check_ends(self, top):
        pages = self.pages(self.jumping(top))
        goes_on = [i for i, page in enumerate(pages) if "（上接第1版）" in self.text(page)]
        self.assertEqual(1, len(goes_on))
        self.assertGreater(goes_on[0], 0)
        self.says(f"（下转第{goes_on[0] + 1}版）", pages[0])
        self.assertRegex(pages[0], rf"(?m)^link \S+ \S+ page {goes_on[0] + 1} ")
        self.assertRegex(pages[goes_on[0]], r"(?m)^link \S+ \S+ page 1 ")
        text = "".join(self.text(page) for page in pages)
        self.assertEqual(12 * 6 * 4, text.count("癸"))

    def test_no_room_for_others_on_the_first_page(self):
        self.check_ends(40)

    def test_after_the_article_that_fills_the_first_page(self):
        self.check_ends(14)


    def jump_and_last_line(self, text):
        """Baselines of （下转 and of the text over it or before it."""
        page = self.pages(self.jumping(14, text))[0]
        lines = [(float(x), float(y), said) for x, y, said in re.findall(
            r'(?m)^text ([\d.]+),([\d.]+) .*?" \S+ \S+ "(.*?)"', page)]
        x, y = next((x, y) for x, y, said in lines if said.startswith("（下转"))
        column = [b for a, b, said in lines
                  if x - 210 < a < x and b <= y + 1 and said[0] in "一二三四五六七八九十"]
        return y, max(column)

    def test_in_the_last_line_where_that_leaves_two_em(self):
        jump, last = self.jump_and_last_line("\n\n".join(["一二三四五。"] * 60))
        self.assertAlmostEqual(jump, last, delta=2)  # smaller text on the same em box

    def test_on_a_line_of_its_own_under_a_full_line(self):
        jump, last = self.jump_and_last_line(TEXT)
        self.assertGreater(jump, last + 10)


class Recto(Pages):
    """HD-11: on a page with an odd number; what is left over before it stays blank."""

    def starts(self, begin):
        issue = self.issue("01", article="---\ntitle: 甲篇\n---\n\n一二三四五。\n")
        for file, name in (("02", "乙篇"), ("03", "丙篇")):
            (self.top / issue / f"{file}.md").write_text(
                f"---\ntitle: {name}\nbegin: {begin}\n---\n\n一二三四五。\n", encoding="utf-8")
        return [[name for name in ("甲篇", "乙篇", "丙篇") if f'"{name}"' in page]
                for page in self.pages(issue)[1:]]

    def test_articles_that_begin_on_odd_pages(self):
        self.assertEqual([["甲篇"], ["乙篇"], [], ["丙篇"]],
                         self.starts("recto")[:4])

    def test_articles_that_begin_on_any_page(self):
        self.assertEqual([["甲篇"], ["乙篇"], ["丙篇"]], self.starts("page")[:3])


class Column(Pages):
    """HD-11: an article begins at the head of the next column; what is left of the last one stays blank."""

    def places(self, begin, lines, span="column"):
        """Page, x and y of the titles, in a layout of two columns of 42 lines."""
        path = self.top / "layouts" / "biweekly" / "layout.yaml"
        path.write_text(re.sub(r"(  title: .*?span: )columns", rf"\g<1>{span}", path.read_text(encoding="utf-8"),
                               count=1), encoding="utf-8")
        paragraph = "一二三四五。\n\n"
        issue = self.issue("01", article="---\ntitle: 甲篇\n---\n\n" + paragraph * lines[0])
        for file, name, n in (("02", "乙篇", lines[1]), ("03", "丙篇", lines[2])):
            (self.top / issue / f"{file}.md").write_text(
                f"---\ntitle: {name}\nbegin: {begin}\n---\n\n{paragraph * n}", encoding="utf-8")
        found = {}
        for number, page in enumerate(self.pages(issue)[1:], 2):
            for x, y, name in re.findall(r'(?m)^text ([\d.]+),([\d.]+) .*?" 20 \S+ "(.篇)"', page):
                found[name] = (number, float(x), float(y))
        return [found[name] for name in ("甲篇", "乙篇", "丙篇")]

    def test_at_the_heads_of_columns(self):
        first, second, third = self.places("column", (10, 20, 5))
        self.assertEqual([2, 2, 3], [first[0], second[0], third[0]])
        self.assertEqual([first[2]] * 2, [second[2], third[2]])  # all at the top
        self.assertEqual(first[1], third[1])
        self.assertGreater(second[1], first[1] + 200)

    def test_after_one_that_takes_two_columns(self):
        first, second, third = self.places("column", (60, 10, 5))
        self.assertEqual([2, 3, 3], [first[0], second[0], third[0]])
        self.assertGreater(third[1], second[1] + 200)

    def test_one_after_the_other_else(self):
        first, second, third = self.places("anywhere", (10, 20, 5))
        self.assertEqual([first[:2]] * 2, [second[:2], third[:2]])
        self.assertLess(first[2], second[2])

    def test_a_head_across_all_columns(self):
        self.assertEqual(self.places("anywhere", (10, 20, 5), "columns"),
                         self.places("column", (10, 20, 5), "columns"))


class Heads(Pages):
    def test_as_wide_as_the_widest_part(self):
        """HD-09: a head of parts over two columns and over three takes three: text stands at the fourth one's top."""
        text = "一二三四五六七八九十，甲乙丙丁戊己庚辛壬癸。" * 4
        issue = self.issue("01", article="---\ntitle: 题\nauthor: 某某\n---\n\n" + "\n\n".join([text] * 40))
        self.change_layout(
            ("title: {font: song-black, size: 20pt, color: black, align: start, indent: 0, span: columns",
             "title: {font: song-black, size: 20pt, color: black, align: start, indent: 0, span: 2"),
            ("author: {font: kai, size: 五号, color: black, align: start, indent: 0, span: columns",
             "author: {font: kai, size: 五号, color: black, align: start, indent: 0, span: 3"),
            ("{kind: flow, name: flow, left: 0, right: 0, top: 0, bottom: 0,",
             "{kind: flow, name: flow, left: 0, right: 0, top: 0, bottom: 0, columns: 4, gap: 1em,"))
        page = self.pages(issue)[1]
        lines = re.findall(r'(?m)^text ([\d.]+),([\d.]+) \S+ \S+ "Noto Serif CJK SC" 10.5 ', page)
        tops = {}
        for x, y in lines:
            column = int((float(x) - 56) // 123)
            tops[column] = min(float(y), tops.get(column, 999))
        self.assertEqual({0, 1, 2, 3}, set(tops))
        self.assertEqual(tops[1], tops[2])
        self.assertLess(tops[3], tops[2] - 50)


class Shape(Pages):
    """GR-11: what stands badly on a page is noted with page and place."""

    FRONT = """  front:
    - {kind: flow, name: west, thread: west, left: 0, width: 21em, columns: 1, top: 0, height: 30 lines}
    - {kind: flow, name: east, thread: east, left: 23em, width: 21em, columns: 1, top: %s lines, height: 22 lines}
    - {kind: flow, name: main, left: 0, width: 44em, columns: 1, top: 31 lines, bottom: 0}
  inside:
"""

    def said(self, top, each=1, west=0):
        """What is said of `each` articles in two frames side by side, or `west` in the first."""
        west = west or each
        text = "一二三四五六七八九十，甲乙丙丁戊己庚辛壬癸。" * 4
        issue = self.issue("01", article="---\ntitle: 一篇\n---\n\n" + text)
        for i in range(2, west + each + 1):
            (self.top / issue / f"{i:02}.md").write_text(
                f"---\ntitle: {'零一二三四'[i]}篇\n---\n\n{text}\n", encoding="utf-8")
        self.change_layout(
            ("pages: {first: cover, inside: inside, last: back}",
             "pages: {first: front, inside: inside}\n"
             f"threads: [{{name: west, articles: {west}}}, {{name: east, articles: {each}}}]"),
            ("  inside:\n", self.FRONT % top),
        )
        return self.succeeds("check", issue).err

    def test_heads_side_by_side(self):
        self.assertRegex(self.said(0), r"02\.md:2:8: note: on page 1 this head stands side by side "
                                       r"with the one at line 2 of 01\.md \[heads-beside\]")

    def test_heads_at_different_heights(self):
        self.assertNotIn("heads-beside", self.said(8))

    def test_a_white_line_from_head_to_foot(self):
        self.assertRegex(self.said(0, each=2), r"03\.md:2:8: note: a white line parts page 1 from head "
                                               r"to foot, left of this article \[page-parted\]")

    def test_fewer_articles_on_a_side(self):
        self.assertIn("1 fewer left of it, or 1 fewer right of it", self.said(0, each=2))

    def test_the_hint_is_followed(self):
        self.assertNotIn("page-parted", self.said(0, each=2, west=1))

    def test_one_article_on_each_side_is_no_parting(self):
        self.assertNotIn("page-parted", self.said(0))


class Measures(Jumps):
    """Text that goes on in columns of another width is set to that width from there on."""

    FRONT = """  front:
    - {kind: flow, name: lead, thread: lead, left: 0, width: 17em, columns: 1, top: 0, height: 12 lines}
    - {kind: flow, name: main, left: 0, width: 30em, columns: 1, top: %s lines, bottom: 0}
  inside:
"""

    def widths(self, page):
        """Of the lines in the size of the body, in em."""
        return [float(w) / 10.5 for w in re.findall(r'(?m)^text \S+ w (\S+) "[^"]*" 10.5 ', page)]

    def test_each_frame_has_lines_of_its_width(self):
        pages = self.pages(self.jumping(14))
        self.assertTrue(all(w < 30.6 for w in self.widths(pages[0])))
        self.assertTrue(any(w > 29 for w in self.widths(pages[0])))
        lead = [w for w in self.widths(pages[0]) if w < 17.6]
        self.assertGreaterEqual(len(lead), 8)
        for page in pages[1:]:
            self.assertTrue(all(w < 22.6 for w in self.widths(page)))
            self.assertTrue(any(w > 21 for w in self.widths(page)))


class Code(Pages):
    def test_blanks_are_copied_out(self):
        lines = ["def f(a,  b):", "    if a:", "        return b", " ", "  x   = 1"]
        issue = self.issue("01", article="---\ntitle: 码\n---\n\n```\n" + "\n".join(lines) + "\n```\n")
        self.succeeds("build", issue, "-o", self.top / "out.pdf")
        text = subprocess.run(["mutool", "draw", "-q", "-F", "txt", self.top / "out.pdf"],
                              capture_output=True, check=True, encoding="utf-8").stdout
        seen = [line for line in text.split("\n") if line]
        at = seen.index(lines[0])
        self.assertEqual(seen[at:at + len(lines)], lines)


if __name__ == "__main__":
    unittest.main()
