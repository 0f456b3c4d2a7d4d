"""fit: issues brought to the number of pages that they are to have (NP-24), with fillers (NP-22).

The layout is plain: one column of 20 characters and 20 lines, so that lines can be counted by hand:
a title takes one line, each paragraph of 20 n − 2 Han takes n.
"""

import json
import unittest

from support import ISSUE, Case

HAN = "甲乙丙丁戊己庚辛壬癸"
LAYOUT = """name: plain
page: {width: 320pt, height: 500pt}
grid: {size: 10pt, pitch: 17pt, characters: 20, lines: 20, columns: 1, top: 40pt, inside: 40pt}
colors: {black: grey(100)}
fonts: {song: {han: Model, western: Model}}
styles:
  body: {font: song, size: 10pt, color: black, align: justify, indent: 2em, orphans: 1, widows: 1}
  title: {extends: body, indent: 0}
article:
  head: [{text: "{article.title}", style: title}]
  gap: 0
%smasters: {inside: [{kind: flow, name: flow, left: 0, right: 0, top: 0, bottom: 0}]}
pages: {inside: inside}
"""
SHRINK = "fit: {give: [%s], pitch: [15pt, 20pt], size: [9pt, 11pt], marks: [banjiao]%s}\n"


def lines(n):
    """A paragraph of n lines."""
    return (HAN * (2 * n))[: 20 * n - 2]


def text(*paragraphs):
    return "\n\n".join(lines(n) for n in paragraphs) + "\n"


class Fitting(Case):
    def layout(self, fit=""):
        model = (self.top / "layouts" / "biweekly").parent / "plain"
        catalogue = (self.top / "fonts" / "fonts.yaml").read_text(encoding="utf-8")
        name = "Noto Serif CJK SC"
        self.assertIn(name, catalogue)
        self.write(model / "layout.yaml", (LAYOUT % fit).replace("Model", name))

    def set(self, body, more="", fit="", fillers=()):
        """An issue of one article with so many lines under its title."""
        self.layout(fit)
        issue = self.issue("f", article="---\ntitle: 题\n---\n\n" + body)
        settings = ISSUE % (1, 1) + "layout: plain\n" + more
        self.write(self.top / issue / "issue.yaml", settings)
        for i, n in enumerate(fillers):
            item = f"---\ntitle: 补白{i}\n---\n\n{lines(n)}\n"
            self.write(self.top / issue / "fillers" / f"{i}.md", item)
        return issue

    def fit(self, issue, status=0):
        result = self.fails(status, "fit", "--format", "json", issue)
        return json.loads(result.out), result.objects()

    def remedies(self, told):
        return [(step["remedy"], step["reached"]) for step in told["steps"]]


class Table(Fitting):
    def test_articles_and_frames_are_counted(self):
        told, diags = self.fit(self.set(text(10, 14)))
        article = told["articles"][0]
        self.assertEqual([article["lines"], article["first_page"], article["last_page"]], [25, 1, 2])
        self.assertEqual(article["characters"], 10 * 20 - 2 + 14 * 20 - 2)
        self.assertEqual([(f["page"], f["used"], f["free"]) for f in told["frames"]],
                         [(1, 20, 0), (2, 5, 15)])
        self.assertNotIn("wanted", told)
        self.assertEqual(diags, [])

    def test_in_words(self):
        issue = self.set(text(10, 14))
        out = self.succeeds("fit", issue, env={"BANXIN_LANG": "zh"}).out
        self.assertIn("第 2 版还空 15 行，约 300 字；删去 5 行，约 100 字，可以少一版。", out)
        self.assertIn("稿件", out)
        out = self.succeeds("fit", issue).out
        self.assertIn("Page 2 has 15 lines free, about 300 characters; with 5 lines less, about 100 "
                      "characters, there is a page less.", out)
        self.assertNotRegex(out.replace("题", ""), "[一-鿿]")

    def test_nothing_is_told_of_what_cannot_be_laid_out(self):
        issue = self.set(text(4))
        self.write(self.top / issue / "01.md", "---\n- no settings\n---\n\n字\n")
        result = self.fails(1, "fit", issue)
        self.assertEqual(result.out, "")
        self.assertIn("01.md:2", result.err)


class Shrinking(Fitting):
    def test_three_lines_too_many(self):
        """23 lines into one page of 20: 340pt by 23 lines is a pitch of 14.78pt, less than 15; by
        22 with a smaller size it is enough."""
        issue = self.set(text(10, 12), "pages: 1\n", SHRINK % ("pitch, size", ""))
        told, diags = self.fit(issue)
        self.assertEqual(self.remedies(told), [("pitch", False), ("size", True)])
        self.assertEqual(told["frames"][0]["lines"], 22)
        self.assertEqual(len(told["frames"]), 1)
        self.assertEqual([d["code"] for d in diags], ["fit-used"])

    def test_only_as_much_as_is_needed(self):
        issue = self.set(text(10, 10), "pages: 1\n", SHRINK % ("pitch", ""))
        told, _ = self.fit(issue)
        self.assertEqual(told["frames"][0]["lines"], 21)

    def test_the_first_that_is_enough_is_used_alone(self):
        body = text(20)
        told, _ = self.fit(self.set(body, "pages: 1\n", SHRINK % ("size, pitch", "")))
        self.assertEqual(self.remedies(told), [("size", True)])
        told, _ = self.fit(self.set(body, "pages: 1\n", SHRINK % ("pitch, size", "")))
        self.assertEqual(self.remedies(told), [("pitch", True)])

    def test_what_is_not_named_does_not_give(self):
        told, _ = self.fit(self.set(text(10, 10), "pages: 1\n", SHRINK % ("marks", "")), 1)
        self.assertEqual(self.remedies(told), [("marks", False)])

    def test_marks_give(self):
        """32 stops: 66 em are 4 lines, 50 em are 3, so that 21 lines become 20."""
        body = "甲。乙。丙。丁。戊。己。庚。辛。" * 4 + "\n\n" + text(16)
        told, _ = self.fit(self.set(body, "pages: 1\n", SHRINK % ("marks, pitch", "")))
        self.assertEqual(self.remedies(told), [("marks", True)])

    def test_the_layout_may_ask_and_the_issue_overrides(self):
        asked = "fit: {pages: 1, give: [pitch], pitch: [15pt, 17pt]}\n"
        told, _ = self.fit(self.set(text(10, 10), "", asked))
        self.assertEqual(told["wanted"], 1)
        told, diags = self.fit(self.set(text(10, 10), "pages: 2\n", asked))
        self.assertEqual([told["wanted"], told["steps"], diags], [2, [], []])


class Missing(Fitting):
    FIT = SHRINK % ("pitch", "")

    def test_the_lines_told_are_those_to_cut(self):
        """With a pitch of 15pt a page takes 22 lines: 30 are 8 too many."""
        issue = self.set(text(15, 14), "pages: 1\n", self.FIT)
        told, diags = self.fit(issue, 1)
        self.assertEqual([told["reached"], told["over"]], [False, 8])
        self.assertEqual([d["code"] for d in diags], ["fit-missed"])
        self.assertIn("8 lines too many, about 160 characters", diags[0]["message"])
        told, _ = self.fit(self.set(text(15, 6), "pages: 1\n", self.FIT))
        self.assertTrue(told["reached"])
        told, _ = self.fit(self.set(text(15, 7), "pages: 1\n", self.FIT), 1)
        self.assertEqual(told["over"], 1)

    def test_the_pages_are_those_without_remedies_and_the_build_says_so(self):
        issue = self.set(text(15, 14), "pages: 1\n", self.FIT)
        result = self.succeeds("build", issue)
        self.assertIn("[fit-missed]", result.err)
        self.assertIn("2 pages", result.out)

    def test_too_few(self):
        """10 lines of 20 on the first page: for a second one 11 more are needed."""
        told, diags = self.fit(self.set(text(9), "pages: 2\n"), 1)
        self.assertEqual(told["over"], -11)
        self.assertIn("11 lines too few", diags[0]["message"])

    def test_in_words(self):
        issue = self.set(text(15, 14), "pages: 1\n", self.FIT)
        out = self.fails(1, "fit", issue, env={"BANXIN_LANG": "zh"}).out
        self.assertIn("要 1 版，照常排是 2 版。", out)
        self.assertIn("行距 15.45pt（原 17pt），每栏 22 行（原 20 行）：到了限度，还不够", out)
        self.assertIn("超出 8 行，约 160 字", out)
        out = self.fails(1, "fit", issue).out
        self.assertIn("  pitch 15.45pt instead of 17pt, 22 lines a column instead of 20: as far as it may", out)
        self.assertIn("8 lines too many, about 160 characters: cut so much", out)


class Multiples(Fitting):
    def test_that_is_there(self):
        told, diags = self.fit(self.set(text(30), "multiple: 2\n"))
        self.assertEqual([told["wanted"], told["reached"], diags], [2, True, []])

    def test_down_when_that_can_be_had(self):
        told, _ = self.fit(self.set(text(20, 22), "multiple: 2\n", SHRINK % ("pitch", "")))
        self.assertEqual([told["pages"], told["wanted"]], [3, 2])

    def test_up_when_it_cannot(self):
        """54 lines fill 2.7 pages; with 17 lines a page they take 4."""
        told, _ = self.fit(self.set(text(27, 27), "multiple: 2\n", SHRINK % ("pitch", "")))
        self.assertEqual([told["pages"], told["wanted"], told["reached"]], [3, 4, True])
        self.assertEqual(told["frames"][0]["lines"], 18)


class Fillers(Fitting):
    FIT = SHRINK % ("filler", "")

    def chosen(self, told):
        return [a["title"] for a in told["articles"] if a["filler"]]

    def test_those_that_fill_best(self):
        """10 lines are free; items take 1 + 5, 1 + 2, 1 + 6, 1 + 3: the last two but one make 10."""
        told, _ = self.fit(self.set(text(9), fit=self.FIT, fillers=(5, 2, 6, 4)))
        self.assertEqual(self.chosen(told), ["补白1", "补白2"])
        self.assertEqual(told["frames"][0]["free"], 0)

    def test_none_is_longer_than_what_is_free(self):
        told, diags = self.fit(self.set(text(16), fit=self.FIT, fillers=(5, 4, 3)))
        self.assertEqual([self.chosen(told), diags], [[], []])

    def test_they_fill_up_to_the_pages_wanted(self):
        told, _ = self.fit(self.set(text(15), "pages: 2\n", self.FIT, fillers=(8, 9, 9)))
        self.assertEqual([told["reached"], self.remedies(told)], [True, [("filler", True)]])

    def test_only_where_the_layout_lets_them(self):
        told, _ = self.fit(self.set(text(9), fillers=(5,)))
        self.assertEqual(self.chosen(told), [])

    def test_they_are_checked_like_articles(self):
        issue = self.set(text(9), fit=self.FIT, fillers=(5,))
        self.write(self.top / issue / "fillers" / "0.md", "---\ntitel: 短\n---\n\n文。\n")
        result = self.fails(1, "build", issue)
        self.assertIn("fillers/0.md:2:1: error: ", result.err)


class Same(Fitting):
    def test_any_number_of_threads_gives_the_same(self):
        issue = self.set(text(10, 12), "pages: 1\n", SHRINK % ("pitch, size", ""))
        dumps = []
        for jobs in (1, 4):
            self.succeeds("check", "-j", jobs, "--dump-pages", f"d{jobs}", issue)
            dumps.append((self.top / f"d{jobs}").read_bytes())
        self.assertEqual(dumps[0], dumps[1])


if __name__ == "__main__":
    unittest.main()
