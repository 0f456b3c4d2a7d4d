"""layout: checked alone, and shown with its grid and frames."""

import re
import unittest

from support import Case


class Layout(Case):
    def test_check(self):
        self.assertIn("nothing is wrong", self.succeeds("layout", "check", "layouts/biweekly").out)

    NARROW = """name: narrow
page: {width: 320pt, height: 420pt}
grid: {size: 10pt, pitch: 16pt, characters: %d, lines: 20}
colors: {black: grey(100)}
fonts: {song: {han: Noto Serif CJK SC, western: Noto Serif CJK SC}}
styles: {body: {font: song, color: black, indent: %s}}
article: {head: [{text: "{article.title}", style: body}]}
masters: {plain: [{kind: flow, left: 0, right: 0, top: 0, bottom: 0}]}
pages: {inside: plain}
"""

    def test_check_notes_a_wide_indent_in_narrow_columns(self):
        """PG-01: from 16 characters on an indent of 2em is usual."""
        for characters, indent, noted in ((15, "2em", True), (16, "2em", False), (15, "1em", False)):
            self.write(self.top / "layouts" / "narrow" / "layout.yaml", self.NARROW % (characters, indent))
            result = self.succeeds("layout", "check", "layouts/narrow")
            self.assertEqual("[indent-wide]" in result.err, noted)

    def test_check_counts_what_is_doubtful(self):
        self.write(self.top / "layouts/mine/layout.yaml", "name: mine\nextends: biweekly\ngrid: {size: 小四}\n")
        result = self.succeeds("layout", "check", "layouts/mine")
        self.assertRegex(result.out, r"^layouts/mine: \d+ styles, \d+ fonts, 1 warning\n$")
        self.assertIn("stand `lines: 37` with `pitch: 19pt`", result.err)

    def test_check_names_what_is_wrong(self):
        self.write(self.top / "layouts/mine/layout.yaml", "name: mine\nextends: biweekly\nstyles: {body: {algin: end}}\n")
        result = self.fails(1, "layout", "check", "layouts/biweekly", "layouts/mine")
        self.assertIn("layouts/mine/layout.yaml:3:17: error: unknown key `algin`", result.err)
        self.assertIn("layouts/biweekly: ", result.out)
        self.assertNotIn("layouts/mine: ", result.out)

    def test_check_knows_classes_and_stages(self):
        self.write(self.top / "layouts/mine/layout.yaml",
                   "name: mine\nextends: biweekly\ncomposition:\n  classes: {foo: \"，\"}\n"
                   "  widths: {han: 1/2}\n  stages: {stop: S6}\n")
        result = self.fails(1, "layout", "check", "layouts/mine")
        for line, what in (4, "there is no character class `foo`"), (5, "`han` is no class of marks"), (
                6, "marks do not give way in stage `S6`"):
            self.assertRegex(result.err, r"layouts/mine/layout.yaml:%d:\d+: error: %s" % (line, what))
        self.assertNotIn("nothing is wrong", result.out)

    def test_show(self):
        issue = self.issue("2025-01")
        for operand in (issue, "layouts/sheet"):
            result = self.succeeds("layout", "show", operand)
            name = operand.split("/")[1] + ".html"
            self.assertIn("out/" + name, result.out)
            html = (self.top / "out" / name).read_text(encoding="utf-8")
            used, drawn = set(re.findall(r'href="#g(\d+)', html)), set(re.findall(r'id="g(\d+)', html))
            self.assertEqual(used, drawn)
            for aid in ("type", "grid", "frames"):
                self.assertIn('class="over %s"' % aid, html)
            self.assertRegex(html, r">flow [\d.]+×[\d.]+ mm<")

    def test_show_folds(self):
        """On the back of the sheet on the other side."""
        self.write(self.top / "layouts/mine/layout.yaml",
                   "name: mine\nextends: biweekly\npage: {width: 600pt, height: 840pt, fold-x: 200pt, fold-y: 420pt}\n")
        article = "---\ntitle: 题\n---\n\n" + "一字一行，一行一页。" * 900 + "\n"
        self.succeeds("layout", "show", self.issue("2025-01", article=article), "--layout", "mine")
        html = (self.top / "out" / "2025-01.html").read_text(encoding="utf-8")
        self.assertEqual(re.findall(r'd="M([\d. ]+[VH][\d.]+)"', html)[:4],
                         ["200 0V840", "0 420H600", "400 0V840", "0 420H600"])

    def test_wrong_usage(self):
        self.fails(2, "layout", "draw", "layouts/biweekly")
        self.fails(2, "layout", "show", "layouts/biweekly")  # no issue to show it with
        self.fails(2, "layout", "show", "a", "b")
        self.fails(2, "layout", "check")


if __name__ == "__main__":
    unittest.main()
