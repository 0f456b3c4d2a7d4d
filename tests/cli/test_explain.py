"""explain: composed lines with their stages and the ends that were not taken.

The goldens stand in explain/: 01.md is the article, lines.txt and lines.json what is printed. To
write them anew: BANXIN_UPDATE=1 BANXIN=build/banxin python3 tests/cli/test_explain.py
"""

import json
import os
import pathlib
import unittest

from support import ARTICLE, Case

GOLDENS = pathlib.Path(__file__).resolve().parent / "explain"
SAMPLE = (GOLDENS / "01.md").read_text(encoding="utf-8")
HAN = "一二三四五六七八九十一二三四五六七八九"  # 19 of the 20 that a first line holds
LOOSE = HAN + "（" + "甲乙丙丁戊己" * 9 + "\n\n" + HAN[1:] + "12345" + "甲乙丙丁戊己" * 9 + "\n"


class Explained(Case):
    def lines(self, *arguments):
        """The objects that --format json prints."""
        out = self.succeeds("explain", "--format", "json", *arguments).out
        return [json.loads(line) for line in out.splitlines()]

    def second_article(self, issue, text):
        self.write(self.top / issue / "02.md", "---\ntitle: 二\n---\n\n" + text)

    def compare(self, name, text):
        if os.environ.get("BANXIN_UPDATE"):
            (GOLDENS / name).write_text(text, encoding="utf-8")
        self.assertEqual(text, (GOLDENS / name).read_text(encoding="utf-8"))


class Goldens(Explained):
    def test_text(self):
        self.compare("lines.txt", self.succeeds("explain", self.issue("01", article=SAMPLE)).out)

    def test_json(self):
        issue = self.issue("01", article=SAMPLE)
        self.compare("lines.json", self.succeeds("explain", "--format=json", issue).out)

    def test_both_tell_of_the_same_lines(self):
        issue = self.issue("01", article=SAMPLE)
        text = self.succeeds("explain", issue).out
        heads = [line for line in text.splitlines() if not line.startswith(" ")]
        lines = self.lines(issue)
        self.assertEqual(
            [head.split("  ")[0] for head in heads],
            [f"{line['file']}:{line['line']}:{line['column']}" for line in lines],
        )
        for line in lines:
            self.assertIn(f"\n    {line['text']}\n", text)


class Widths(Explained):
    LAYOUT = """name: widths
page: {width: 320pt, height: 420pt}
grid: {size: 10.5pt, pitch: 17pt, characters: 10, lines: 20, columns: 2, gap: 2em, top: 40pt, inside: 40pt}
colors: {black: grey(100)}
fonts: {song: {han: Noto Serif CJK SC, western: Noto Serif CJK SC}}
styles:
  body: {font: song, size: 10.5pt, color: black, align: justify, indent: 2em}
  title: {extends: body, size: 20pt, leading: 28pt, indent: 0, lines: [3, 5]}
article: {head: [{text: "{article.title}", style: title}]}
masters:
  plain:
    - {kind: flow, name: upper, left: 0, right: 0, top: 0, height: 9 lines}
    - {kind: flow, name: lower, left: 0, right: 0, columns: 1, top: 10 lines, bottom: 0}
pages: {inside: plain}
"""

    def test_an_article_is_told_of_once(self):
        """Where its frames differ in width an article is set again; only what stands on pages is shown."""
        self.write(self.top / "layouts" / "widths" / "layout.yaml", self.LAYOUT)
        issue = self.issue("01", article="---\ntitle: 题\n---\n\n" + "\n\n".join(["一二三四五六七八九十" * 12] * 4))
        publication = self.top / "issues" / "publication.yaml"
        publication.write_text(publication.read_text(encoding="utf-8").replace("biweekly", "widths"),
                               encoding="utf-8")
        body = [line["text"] for line in self.lines(issue) if line["style"] == "body"]
        self.assertEqual("".join(body), "一二三四五六七八九十" * 48)
        self.assertGreater(len({len(text) for text in body}), 3)


class Pages(Explained):
    def test_text(self):
        issue = self.issue("01", article=SAMPLE)
        self.compare("pages.txt", self.succeeds("explain", "--pages", issue).out)

    def test_json_adds_up(self):
        """What the columns hold and lack is as high as the article's part of them."""
        issue = self.issue("01", article=SAMPLE * 1 + "\n\n".join(["", *[HAN * 5] * 40]))
        frames = self.lines("--pages", issue)
        self.assertGreater(len(frames), 1)
        for frame in frames:
            used = 0
            for part in frame["articles"]:
                self.assertEqual(used, part["top"])
                used += part["gap"] + part["head"] + part["lines"]
                for column in part["columns"]:
                    holds = [column[key] for key in ("lines", "notes", "above", "white")]
                    self.assertEqual(sum(holds), part["lines"])
            self.assertEqual(used + frame["white"], frame["lines"])
        ends = [c["end"] for f in frames for a in f["articles"] for c in a["columns"]]
        self.assertEqual("last", ends[-1])
        self.assertIn("full", ends)


    def test_costs_add_up(self):
        """What each part cost is made of the layout's weights; so is what all frames cost."""
        issue = self.issue("01", article="---\ntitle: 题\n---\n\n" + "\n\n".join([HAN * 5] * 60))
        self.second_article(issue, "\n\n".join(["一二三四" * 30] * 30))
        frames = self.lines("--pages", issue)
        total = 0
        for frame in frames:
            total += frame["white_cost"]
            for part in frame["articles"]:
                self.assertEqual(part["cost"], sum(part["costs"].values()))
                total += part["cost"] + part["gap_cost"]
        self.assertNotIn("thread", frames[0])
        thread = frames[-1]["thread"]
        self.assertEqual(thread["cost"], sum(thread["costs"].values()))
        self.assertEqual(thread["cost"], total + thread["costs"]["page"])
        self.assertEqual(thread["costs"]["page"], 100 * (len(frames) - 1))
        self.assertEqual(thread["without-bounds"], 0)

    def test_pictures(self):
        """Where pictures stand, the column that mentions them, and which come later."""
        text = "\n\n".join([HAN * 5] * 12)
        pictures = "".join(f"\n\n![图{i}](images/a.svg){{place=top}}" for i in range(3))
        issue = self.issue("01", article=f"---\ntitle: 题\n---\n\n{text}{pictures}\n\n{text}")
        self.write(self.top / issue / "images" / "a.svg",
                   '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100">'
                   '<rect width="200" height="100"/></svg>')
        frames = self.lines("--pages", issue)
        pictures = [p for f in frames for a in f["articles"] for p in a["pictures"]]
        self.assertEqual({"head"}, {p["at"] for p in pictures if p["at"] != "later"})
        self.assertEqual({29, 31, 33}, {p["from"]["line"] for p in pictures if p["at"] == "head"})
        for p in pictures:
            self.assertIn(p["mention"], (0, 1, 2))
        out = self.succeeds("explain", "--pages", issue).out
        self.assertRegex(out, r"    picture 01.md:29: head of column \d, lines \d+ to \d+; mentioned")

    def test_places_of_columns(self):
        """A column reaches as far as its last line of text, though a credit comes from the head."""
        issue = self.issue("01", article=SAMPLE)
        for frame in self.lines("--pages", issue):
            for part in frame["articles"]:
                for column in part["columns"]:
                    self.assertLessEqual(column["from"]["line"], column["to"]["line"])


class Selection(Explained):
    def test_article_by_number_and_by_file(self):
        issue = self.issue("01")
        self.second_article(issue, "第二篇。\n")
        for name in ["2", "02.md", "issues/01/02.md"]:
            lines = self.lines(issue, "--article", name)
            self.assertEqual({line["article"] for line in lines}, {2})
            self.assertEqual([line["text"] for line in lines], ["二", "第二篇。"])
        both = self.lines(issue)
        self.assertEqual([line["article"] for line in both], sorted(l["article"] for l in both))
        self.assertEqual({line["article"] for line in both}, {1, 2})

    def test_order_is_the_issues(self):
        issue = self.issue("01")
        self.second_article(issue, "第二篇。\n")
        with open(self.top / issue / "issue.yaml", "a", encoding="utf-8") as file:
            file.write("articles: [02.md, 01.md]\n")
        self.assertEqual(self.lines(issue)[0]["text"], "二")
        self.assertEqual(self.lines(issue, "--article", "1")[-1]["text"], "第二篇。")

    def test_no_such_article(self):
        issue = self.issue("01")
        for name in ["0", "2", "03.md", "99999999999999999999"]:
            result = self.fails(2, "explain", issue, "--article", name)
            self.assertIn(f"there is no article {name} in issues/01, which has 1", result.err)
            self.assertEqual(result.out, "")

    def test_line_of_the_source(self):
        text = ARTICLE % 1 + "\n上一行源文\n下一行源文。\n"
        issue = self.issue("01", article=text)
        at = text.splitlines().index("上一行源文") + 1
        for number in [at, at + 1]:
            self.assertEqual([line["text"] for line in self.lines(issue, "--line", number)],
                             ["上一行源文下一行源文。"])
        for line in self.lines(issue, "--line", "7"):
            self.assertEqual(line["line"], 7)

    def test_nothing_comes_from_there(self):
        result = self.succeeds("explain", self.issue("01"), "--line", "1")
        self.assertEqual(result.out, "")
        self.assertIn("no composed line comes from there", result.err)

    def test_furniture(self):
        issue = self.issue("01", article=SAMPLE)
        own = self.lines(issue)
        everything = self.lines(issue, "--all")
        self.assertEqual([line for line in everything if line in own], own)
        furniture = [line for line in everything if line not in own]
        self.assertIn("running-head", {line["style"] for line in furniture})
        self.assertNotIn("running-head", {line["style"] for line in own})
        self.assertIn("  furniture, running-head, line 1 of 1\n",
                      self.succeeds("explain", "--all", issue).out)

    def test_each_line_is_told_of_once(self):
        issue = self.issue("01", article=SAMPLE)
        seen = [json.dumps(line) for line in self.lines(issue, "--all")]
        self.assertEqual(len(seen), len(set(seen)))
        cells = [line["text"] for line in self.lines(issue, "--line", "10")]
        self.assertEqual(cells, ["甲", "乙"])

    def test_lines_are_those_of_the_pages(self):
        issue = self.issue("01")
        pages = self.succeeds("check", issue, "--dump-pages", "-").out
        for line in self.lines(issue):
            self.assertIn(line["text"], pages)


class Worst(Explained):
    def setUp(self):
        super().setUp()
        self.name = self.issue("01", article=ARTICLE % 1 + "\n" + LOOSE)

    def test_the_loosest_come_first_then_the_tightest(self):
        lines = self.lines(self.name, "--worst", "1000")
        gaps = [line["moves"].get("X3", {"each": 0})["each"] for line in lines]
        loose = [line["stage"] for line in lines].count("expanded")
        self.assertEqual({line["stage"] for line in lines[:loose]}, {"expanded"})
        self.assertEqual({line["stage"] for line in lines[loose:]}, {"reduced"})
        self.assertEqual(gaps[:loose], sorted(gaps[:loose], reverse=True))
        costs = [line["cost"] for line in lines[loose:]]
        self.assertEqual(costs, sorted(costs, reverse=True))
        self.assertGreater(loose, 1)
        self.assertGreater(len(costs), 1)
        every = self.lines(self.name)
        bad = [line for line in every if line["stage"] == "reduced" or "X3" in line["moves"]]
        self.assertEqual(len(bad), len(lines))
        self.assertLess(len(bad), len(every))

    def test_as_many_as_asked_for(self):
        two = self.lines(self.name, "--worst", "1")
        self.assertEqual([line["stage"] for line in two], ["expanded", "reduced"])
        self.assertEqual(two[0]["text"], HAN[1:])

    def test_headings(self):
        out = self.succeeds("explain", self.name, "--worst", "1").out
        self.assertRegex(out, r"^loosest lines:\nissues/01/01.md:")
        self.assertRegex(out, r"\ntightest lines:\nissues/01/01.md:")
        exact = self.issue("02", article="---\ntitle: 短\n---\n\n短。\n")
        self.assertEqual(self.succeeds("explain", exact, "--worst", "3").out,
                         "loosest lines: none\ntightest lines: none\n")

    def test_a_reported_loose_line_is_explained(self):
        text = "---\ntitle: 松\n---\n\n一二三" + "9" * 80 + "四五六\n"
        issue = self.issue("03", article=text)
        places = [f"{d['file']}:{d['line']}:{d['column']}"
                  for d in self.succeeds("check", "--format=json", issue).objects()
                  if d["code"] in ("line-loose", "line-overfull")]
        self.assertTrue(places)
        out = self.succeeds("explain", issue).out
        for place in places:
            self.assertIn(place + "  article 1, body", out)
        self.assertIn("no legal end in reach", out)


class Trouble(Explained):
    def test_an_issue_with_errors_shows_no_lines(self):
        result = self.fails(1, "explain", self.bad_issue("01"))
        self.assertEqual(result.out, "")
        self.assertIn("issues/01/01.md:3:1: error: unknown key `titel`", result.err)
        self.assertIn("no lines are shown", result.err)
        as_json = self.fails(1, "explain", "--format", "json", "issues/01")
        self.assertIn("unknown-key", [d["code"] for d in as_json.objects()])

    def test_no_issue(self):
        self.assertIn("[file-missing]", self.fails(1, "explain", "nirgends").err)

    def test_missing_fonts_are_the_environments_fault(self):
        for font in (self.top / "fonts").glob("*.ttf"):
            font.unlink()
        self.assertEqual(self.fails(3, "explain", self.issue("01")).out, "")

    def test_writes_no_files(self):
        issue = self.issue("01")
        before = self.files(".")
        self.succeeds("explain", issue)
        self.assertEqual(self.files("."), before)


if __name__ == "__main__":
    unittest.main()
