"""What a layout can say about looks: conditions, gradients, boxes, pictures to the bleed, masters,
sections, and the furniture of a newsletter (typography.md NP, PF), as the page dump has it."""

import re
import unittest

from support import Case

RED = "cmyk(0, 100, 90, 8)"
LAYOUT = """\
name: mine
extends: biweekly
colors: {spot: "spot(PANTONE 186 C, cmyk(0, 100, 81, 4))", tint: "spot(PANTONE 186 C, 30)"}
masters:
  cover:
%s
%s
"""
STAFF = """\
staff:
  - {role: 编辑, names: [张三, 李四光]}
  - {role: 校对, names: [王五]}
"""


# biweekly's own panel under the text
NO_PANEL = "".join("    close%s: unset\n" % part for part in ("", "-rule", "-number", "-text"))


class Looks(Case):
    def dump(self, frames="", more="", issue="issues/2025-01", layout="mine"):
        if not (self.top / "issues/2025-01").exists():
            self.issue("2025-01")
        frames = "".join("    - %s\n" % f for f in frames) if isinstance(frames, list) else frames
        self.write(self.top / "layouts/mine/layout.yaml", LAYOUT % (frames or "    qr: unset\n", more))
        return self.succeeds("check", issue, "--layout", layout, "--dump-pages", "-").out

    def wrong(self, frames="", more=""):
        self.issue("2025-01")
        frames = "".join("    - %s\n" % f for f in frames) if isinstance(frames, list) else frames
        self.write(self.top / "layouts/mine/layout.yaml", LAYOUT % (frames or "    qr: unset\n", more))
        return self.fails(1, "layout", "check", "layouts/mine").err

    def text(self, template, style="issue-line"):
        out = self.dump(["{kind: text, left: 0, right: 0, top: 0, height: 40pt, texts: [{text: '%s', style: %s}]}"
                         % (template, style)])
        page = out[: out.index("\npage 2 ")]
        return "".join(re.findall(r'^text .*? "((?:[^"\\]|\\.)*)"(?: |$)', re.sub(r'"[^"]*" [\d.]+ \S+ "', '"', page), re.M))

    # ---- conditions ----

    def test_conditions_on_frames(self):
        box = "{kind: box, left: 0, width: 10pt, top: 0, height: 10pt, fill: red, %s}"
        for condition, stands in (("if: theme", True), ("unless: theme", False), ("if: {theme}", True),
                                  ("if: '{cover}'", False), ("unless: [cover]", True),
                                  ("if: [theme, cover]", False), ("unless: [theme, cover]", False),
                                  ("if: theme, unless: cover", True)):
            with self.subTest(condition=condition):
                page = self.dump([box % condition]).split("\npage 2 ")[0]
                self.assertEqual("\nfill " in page, stands, page)

    def test_condition_misspelt(self):
        err = self.wrong(["{kind: box, left: 0, width: 9pt, top: 0, height: 9pt, fill: red, if: subtitle}"])
        self.assertIn("did you mean `article.subtitle`?", err)
        err = self.wrong(["{kind: box, left: 0, width: 9pt, top: 0, height: 9pt, fill: red, unless: themes}"])
        self.assertIn("did you mean `theme`?", err)
        err = self.wrong(more="  inside: {flow: {if: theme}}\n")
        self.assertIn("a flow frame cannot have a condition", err)

    def test_conditions_on_heads(self):
        head = "article: {head: [{text: '{article.title}', style: title}, {text: 无名氏, style: author, unless: article.author}]}"
        self.assertIn('"无名氏"', self.dump(more=head))
        self.write(self.top / "issues/2025-01/01.md", "---\ntitle: 题\nauthor: 张三\n---\n\n文。\n")
        self.assertNotIn('"无名氏"', self.dump(more=head))

    # ---- what does not fit ----

    def test_contents_and_contact_shrink(self):
        """Both are set at the greatest size at which they fit, down to the one that is allowed."""
        for frame, text in (("contents: {height: %dpt, bottom: unset, shrink: 1/2}", "第1期"),
                            ("contact: {height: %dpt, shrink: 1/2}", "编辑部")):
            with self.subTest(frame=frame):
                sizes = []
                for height in (200, 35 if "contents" in frame else 60):
                    page = self.dump("    qr: unset\n    " + frame % height + "\n").split("\npage 2 ")[0]
                    found = re.search(r'^text .*? "[^"]*" ([\d.]+) \S+ "%s' % text, page, re.M)
                    self.assertTrue(found, page)
                    sizes.append(float(found[1]))
                self.assertGreater(sizes[0], sizes[1])
                self.assertGreaterEqual(sizes[1], sizes[0] / 2)
        self.dump("    qr: unset\n    contents: {height: 60pt, bottom: unset, shrink: 9/10}\n")
        self.write(self.top / "layouts/mine/layout.yaml",
                   LAYOUT % ("    contents: {height: 35pt, bottom: unset, shrink: 9/10}\n", ""))
        err = self.fails(1, "check", "issues/2025-01", "--layout", "mine").err
        self.assertIn("higher than the frame", err)
        self.assertIn("`shrink: 0.72`", err)

    # ---- the white under the text ----

    def white(self, lines, frames):
        """What stands on page 2, whose text is an article of so many short paragraphs."""
        self.issue("2025-01")
        self.write(self.top / "issues/2025-01/01.md", "---\ntitle: 题\n---\n\n" + "一段。\n\n" * lines)
        more = "".join("    %s: %s\n" % (n, f) for n, f in frames.items())
        out = self.dump("    qr: unset\n    contents: unset\n    contact: unset\n", more="  inside:\n" + NO_PANEL + "    flow: {columns: 1, column-rule: unset}\n" + more
                        + "article: {head: []}\ngrid: {top: 100pt, lines: 20, pitch: 17pt}")
        page = out.split("\npage 2 ")[1].split("\npage 3 ")[0]
        return re.findall(r"^fill (\S+) (\S+) m100", page, re.M)

    def test_what_fills_the_white(self):
        box = "{kind: box, left: 0, width: 10pt, top: flow.end + 1 line, bottom: 0, fill: red%s}"
        for lines in (3, 8):
            x, y = self.white(lines, {"b": box % ""})[0][0].split(",")
            self.assertEqual(float(y), 100 + 17 * (lines + 1))
            self.assertEqual(self.white(lines, {"b": box % ""})[0][1], "10x%d" % (340 - 17 * (lines + 1)))
        self.assertTrue(self.white(9, {"b": box % ", least: 10 lines"}))
        self.assertFalse(self.white(10, {"b": box % ", least: 10 lines"}))
        self.assertFalse(self.white(19, {"b": box % ""}), "there is no white left")

    def test_what_moves_with_the_text(self):
        rule = "{kind: rule, left: 0, width: 10pt, top: flow.end + 1 line, thickness: 2pt, color: red}"
        at = [y for y, size in self.white(3, {"r": rule})]
        self.assertEqual([y.split(",")[1] for y in at], ["168"])
        self.assertEqual(self.white(3, {"r": rule})[0][1], "10x2")
        self.assertFalse(self.white(19, {"r": rule}), "it would stand under the frame")

    def test_what_hangs_on_what_follows_the_text(self):
        box = "{kind: box, left: 0, width: 10pt, top: flow.end + 1 line, bottom: 0, least: 10 lines, fill: red}"
        inner = "{kind: box, left: 0, width: 5pt, top: box.top + 2pt, height: 3pt, fill: red}"
        self.assertEqual([s for _, s in self.white(3, {"box": box, "inner": inner})], ["10x272", "5x3"])
        self.assertEqual(self.white(3, {"box": box, "inner": inner})[1][0].split(",")[1], "170")
        self.assertFalse(self.white(11, {"box": box, "inner": inner}), "it goes with the box")

    def test_the_end_of_text_misused(self):
        frame = "  inside: {b: {kind: box, left: 0, width: 9pt, fill: red, %s}}\n"
        for sides, says in (("top: 0, bottom: flow.end", "says where a frame begins, not where it ends"),
                            ("top: head-rule.end, bottom: 0", "no text flows through frame `head-rule`"),
                            ("top: 0, bottom: 0, least: 2 lines", "`least` has no meaning"),
                            ("left: flow.end, top: 0, bottom: 0", "says nothing about how far to the side")):
            with self.subTest(sides=sides):
                self.assertIn(says, self.wrong(more=frame.replace("left: 0, ", "" if "left" in sides else "left: 0, ") % sides))
        err = self.wrong(more="  inside: {g: {kind: flow, left: 0, right: 0, top: flow.end, height: 2 lines}}\n")
        self.assertIn("cannot begin where the text of `flow` ends", err)

    # ---- shapes ----

    def pdf(self, *arguments):
        self.succeeds("build", "issues/2025-01", "--layout", "mine", "-o", "a.pdf", *arguments)
        return self.top / "a.pdf"

    def test_gradient(self):
        out = self.dump(["{kind: box, left: 0, width: 60pt, top: 0, height: 60pt, fill: red, fill-to: white, fill-towards: right, radius: 4pt}"])
        self.assertRegex(out, r"fill \S+ 60x60 m100y90k8 right to white radius 4")
        out = self.dump(["{kind: box, left: 0, width: 60pt, top: 0, height: 60pt, fill: spot, fill-to: white}"])
        self.assertRegex(out, r"fill \S+ 60x60 spot1-100 down to spot1-0")

    def test_gradient_of_other_inks(self):
        err = self.wrong(["{kind: box, left: 0, width: 60pt, top: 0, height: 60pt, fill: spot, fill-to: red}"])
        self.assertIn("between process inks, between tints of one spot ink", err)
        self.assertIn("layout.yaml:6:", err)
        err = self.wrong(["{kind: box, left: 0, width: 60pt, top: 0, height: 60pt, color: red, thickness: 1pt, fill-to: red}"])
        self.assertIn("begins with a `fill`", err)

    def test_gradient_is_no_rgb(self):
        self.dump(["{kind: box, left: 0, width: 60pt, top: 0, height: 60pt, fill: red, fill-to: white}",
                   "{kind: box, left: 80pt, width: 60pt, top: 0, height: 60pt, fill: tint, fill-to: spot}"])
        data = self.pdf().read_bytes()
        self.assertEqual(data.count(b"/ShadingType 2"), 2)
        self.assertIn(b"/ShadingType 2 /ColorSpace /DeviceCMYK", data)
        self.assertIn(b"/ShadingType 2 /ColorSpace [/Separation /PANTONE#20186#20C", data)
        self.assertNotIn(b"/DeviceRGB", data)

    def test_dashed_boxes(self):
        box = "{kind: box, left: 0, width: 60pt, top: 0, height: 40pt, color: red, thickness: 1pt, dash: 3pt%s}"
        self.assertEqual(len(re.findall(r"\nline .* dash 3 3", self.dump([box % ""]))), 4)
        self.assertRegex(self.dump([box % ", radius: 5pt, dash-gap: 2pt"]),
                         r"stroke \S+ 60x40 m100y90k8 thick 1 dash 3 [12]\.\d+ radius 5")

    def test_picture_to_the_bleed(self):
        self.write(self.top / "layouts/mine/wide.svg",
                   '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="100"><rect width="400" height="100"/></svg>')
        frame = "{kind: image, file: wide.svg, relative-to: bleed, left: 0, right: 0, top: 0, height: 100mm%s}"
        out = self.dump([frame % ", fitting: cover, focus: '0%, 50%'"])
        self.assertRegex(out, r"image -8\.504,-8\.504 1133\.858x283\.465 svg .* seen -8\.504,-8\.504 612\.283x283\.465")
        self.assertNotIn(" seen ", self.dump([frame % ""]))
        self.assertIn("two percentages", self.wrong([frame % ", focus: 120%"]))

    def test_under(self):
        """A background that is added to an inherited master is drawn below the text when it says so."""
        for under, below in (("", False), ("under: yes, ", True)):
            out = self.dump(more="  inside: {ground: {kind: box, %srelative-to: bleed, left: 0, right: 0, top: 0, bottom: 0, fill: mist}}\n" % under)
            page = out.split("\npage 2 ")[1]
            self.assertEqual(re.search(r"(?m)^fill -8\.504,-8\.504 ", page).start() < re.search("(?m)^text ", page).start(), below)

    def test_cover_of_the_issue(self):
        frame = ["{kind: image, file: '{cover}', relative-to: bleed, left: 0, right: 0, top: 0, height: 100mm, if: cover}"]
        self.assertNotIn("\nimage ", self.dump(frame))
        issue = self.top / "issues/2025-01/issue.yaml"
        issue.write_text(issue.read_text() + "cover: c.svg\n")
        self.write(issue.parent / "c.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="10"><rect width="40" height="10"/></svg>')
        self.assertIn('"c.svg"', self.dump(frame))
        (issue.parent / "c.svg").unlink()
        self.assertIn("issue.yaml:6:8: error:", self.fails(1, "check", "issues/2025-01", "--layout", "mine").err)

    # ---- masters and sections ----

    def test_masters_in_the_stead_of_inside(self):
        self.issue("2025-01", article="---\nsection: 来信\ntitle: 题\n---\n\n" + "一字一行，一行一页。" * 900 + "\n")
        master = ("  %s:\n    - {kind: flow, name: flow, left: 0, right: 0, top: 0, bottom: 0, column-rule: {thickness: 0.25pt, color: hair}}\n"
                  "    - {kind: box, left: 0, width: 9pt, top: -20pt, height: 9pt, fill: red}\n")
        masters = "".join(master % name for name in ("third", "letters", "left"))
        for pages, names in (("{numbers: {3: third}}", ["inside", "third", "inside"]),
                             ("{sections: {来信: letters}}", ["letters"] * 3),
                             ("{even: left}", ["left", "inside", "left"]),
                             ("{even: left, sections: {来信: letters}, numbers: {3: third}}", ["letters", "third", "letters"])):
            with self.subTest(pages=pages):
                out = self.dump(more=masters + "pages: " + pages)
                self.assertEqual(re.findall(r"page \d label \S+ master (\S+)", out)[1:4], names)
        body = re.compile(r'^text .* "Noto Serif CJK SC" 10\.5 .*', re.M)
        self.assertEqual(body.findall(out), body.findall(self.dump()))

    def test_masters_whose_text_differs(self):
        other = "  other:\n    - {kind: flow, left: 0, right: 0, top: 2 lines, bottom: 0}\n"
        err = self.wrong(more=other + "pages: {sections: {来信: other}}")
        self.assertIn("the flow frames of the master `other` differ from those of `inside`", err)
        self.assertIn("`three` is no page number", self.wrong(more="pages: {numbers: {three: inside}}"))

    def test_masters_after_the_first(self):
        self.issue("2025-01", article="---\nsection: 来信\ntitle: 题\n---\n\n" + "一字一行，一行一页。" * 600 + "\n")
        opening = "  opening:\n    - {kind: flow, left: 0, width: 22em, top: 2 lines, bottom: 0, columns: 1}\n"
        out = self.dump(more=opening + "pages: {numbers: {2: opening}}")
        self.assertEqual(re.findall(r"page \d label \S+ master (\S+)", out)[:3], ["cover", "opening", "inside"])
        second = out.split("\npage 2 ")[1].split("\npage 3 ")[0]
        self.assertEqual(set(re.findall(r'^text (\S+?),\S+ w \S+ "Noto Serif CJK SC" 10\.5', second, re.M)), {"56.138", "77.138"})
        self.assertIn("differ from those of `inside`", self.wrong(more=opening + "pages: {numbers: {3: opening}}"))

    def test_last_page_of_another_measure(self):
        zones = ("  inside:\n" + NO_PANEL +
                 "    flow: {name: left, right: unset, width: 22em, columns: 1}\n"
                 "    right: {kind: flow, right: 0, width: 22em, top: 0, bottom: 0, columns: 2, gap: 2em}\n"
                 "  tail:\n    - {kind: flow, left: 0, right: 0, top: 0, height: 10 lines}\n    - {kind: box, left: 0, right: 0, bottom: 0, height: 9pt, fill: red}\n")
        for length, masters in ((60, ["cover", "tail"]), (130, ["cover", "inside", "tail"])):
            article = "---\ntitle: 题\n---\n\n" + "".join("第%03d字。\n\n" % n for n in range(length))
            self.issue("2025-01", article=article)
            out = self.dump(more=zones + "pages: {last: tail}")
            self.assertEqual(re.findall(r"page \d label \S+ master (\S+)", out)[0], masters[0])
            self.assertEqual(re.findall(r"page \d label \S+ master (\S+)", out)[-1], "tail")
            self.assertEqual(re.findall(r'"第(\d{3})字。"', re.sub(r"(?m)^\s*<.*$", "", out)), ["%03d" % n for n in range(length)])
            self.assertEqual(len(re.findall(r"master tail", out)), 1)

    def test_shrink(self):
        frame = "{kind: text, left: 0, width: 100pt, top: 0, height: 60pt, %s texts: [{text: 一二三四五六, style: big}]}"
        style = "styles: {big: {font: song, size: 40pt, color: black, align: start, leading: 50pt}}"
        out = self.dump([frame % "shrink: 1/4,"], more=style)
        size = float(re.search(r'"Noto Serif CJK SC" (\S+) k100 "一二三', out).group(1))
        self.assertEqual(size, 24)
        self.write(self.top / "layouts/mine/layout.yaml", LAYOUT % ("    - " + frame % "" + "\n", style))
        self.assertIn("higher than the frame", self.fails(1, "check", "issues/2025-01", "--layout", "mine").err)
        out = self.dump([frame % "shrink: 1/4, direction: vertical," ], more=style)
        self.assertIn("upright", out)

    def test_sections(self):
        plain = self.dump()
        tinted = self.dump(more="sections: {栏目: {fill: mist, overhang: 1em, rule: {thickness: 0.5pt, color: red}}}")
        added = set(tinted.splitlines()) - set(plain.splitlines())
        self.assertEqual(len(added), 2, added)
        self.assertRegex(tinted, r"fill 45\.638,59\.53\d 504x\S+ k6\n")
        self.assertRegex(tinted, r"stroke 45\.638,59\.53\d 504x\S+ m100y90k8 thick 0.5\n")
        self.assertEqual(plain, self.dump(more="sections: {别的: {fill: mist}}"))
        lead = self.dump(more="lead: {head: [{text: 头条, style: title}]}")
        self.assertIn('"头条"', lead)

    # ---- furniture ----

    def test_issue_line(self):
        self.assertIn("星期四", self.text("星期{weekday}"))
        self.assertIn("乙巳年闰六月十四", self.text("{lunar.year}年{lunar.month}月{lunar.day}"))

    def test_names(self):
        self.issue("2025-01")
        issue = self.top / "issues/2025-01/issue.yaml"
        issue.write_text(issue.read_text() + STAFF)
        self.assertIn("编辑：张　三　李四光　校对：王五", self.text("{staff}"))
        frame = "{kind: contact, left: 0, right: 0, top: 0, height: 200pt, label-style: contact-label, value-style: contact-value}"
        out = self.dump([frame])
        self.assertIn('"张　三　李四光"', out)
        self.assertIn('"王　五"', out)

    def test_end_mark(self):
        out = self.dump(more="article: {end-mark: ■}\nstyles: {end-mark: {color: red}}")
        self.assertRegex(out, r'm100y90k8 "\u2060?■"')

    def test_end_mark_in_a_list(self):
        self.issue("2025-01", article="---\ntitle: 题\n---\n\n文。\n\n- 一\n- 二\n")
        self.assertEqual(self.dump(more="article: {end-mark: ■}").count('■'), 3)  # two bullets

    def test_contents(self):
        frame = ("{kind: contents, left: 0, width: 240pt, top: 0, height: 200pt, section: {text: '{section}', style: contents-section},"
                 " entry: {text: '{article.title}', style: contents-entry}, page-style: contents-page, page-text: '▶第{page}版',"
                 " byline: {text: '{article.author}', style: contents-section}, brief: {text: '{article.lead}', style: issue-line}}")
        self.issue("2025-01", article="---\nsection: 栏\ntitle: 题\nauthor: 李四光\nlead: 说一说。\n---\n\n文。\n")
        page = self.dump([frame]).split("\npage 2 ")[0]
        for text in ("▶第2版", "李四光", "说一说。"):
            self.assertIn(text, page)
        y = [re.search(r'text \S+?,(\S+) w .*"%s"' % t, page).group(1) for t in ("题", "李四光", "▶第2版")]
        self.assertEqual(len(set(y)), 1, page)

    def test_columns_of_contents_and_contact(self):
        for number in range(2, 6):
            self.issue("2025-01")
            self.write(self.top / ("issues/2025-01/0%d.md" % number), "---\nsection: 栏%d\ntitle: 题%d\n---\n\n文。\n" % (number, number))
        frame = ("{kind: contents, left: 0, right: 0, top: 0, height: 200pt, columns: 2, gap: 20pt, column-rule: {thickness: 1pt, color: red},"
                 " section: {text: '{section}', style: contents-section}, entry: {text: '{article.title}', style: contents-entry}, page-style: contents-page}")
        page = self.dump([frame]).split("\npage 2 ")[0]
        x = {t: float(re.search(r'text (\S+?),\S+ w .*"%s"' % t, page).group(1)) for t in ("栏2", "题2", "栏5", "题5")}
        self.assertEqual(x["栏2"], x["题2"])
        self.assertEqual(x["栏5"], x["题5"])
        self.assertGreater(x["栏5"], x["栏2"] + 200)
        self.assertRegex(page, r"fill \S+ 1x\S+ m100y90k8")
        frame = "{kind: contact, left: 0, right: 0, top: 0, height: 100pt, columns: 2, label-style: contact-label, value-style: contact-value}"
        page = self.dump([frame]).split("\npage 2 ")[0]
        self.assertGreater(float(re.search(r'text (\S+?),\S+ w .*"电话"', page).group(1)),
                           float(re.search(r'text (\S+?),\S+ w .*"编辑"', page).group(1)) + 200)

    def test_contact_ends_on_the_type_area(self):
        """NP-17: its last line ends with the type area to 0.01 mm, rules of 0.25 mm stand between the items."""
        frame = ("{kind: contact, left: 0, right: 0, bottom: 0, height: 42 lines, position: %s, item-gap: 6pt, label-width: 4em,"
                 " item-rule: {thickness: 0.25mm, color: black}, label-style: contact-label, value-style: contact-value}")
        page = self.dump([frame % "bottom"]).split("\npage 2 ")[0]
        self.assertEqual(len(re.findall(r"fill \S+?,\S+ \S+x0\.709 k100", page)), 2, page)
        values = r"text 107\.138,(\S+) w"
        last = float(re.findall(values, page)[-1])
        first = float(re.findall(values, self.dump([frame % "top"]))[0])
        top = 24 / 25.4 * 72
        self.assertAlmostEqual(last + 15 - (first - top), top + 42 * 17, delta=0.03)  # 0.01 mm


if __name__ == "__main__":
    unittest.main()
