"""The remedy that a hint names mends what it is said of: it is applied, and the diagnostic goes."""

import re
import unittest

from support import Case

LAYOUT = """\
name: mine
extends: biweekly
%s
masters:
  cover:
%s
"""

class Remedies(Case):
    def check(self, frame="", more="", article="一二三四五。\n", masters=""):
        """What is said of an issue in a layout with one more frame on its cover."""
        self.issue("2025-01", article="---\ntitle: 题\n---\n\n" + article)
        frame = f"    - {frame}\n" if frame else "    qr: unset\n"
        self.write(self.top / "layouts/mine/layout.yaml", LAYOUT % (more + "styles: {plain: {extends: body, indent: 0}}", frame + masters))
        return self.run_program("check", "issues/2025-01", "--layout", "mine").err

    def mended(self, code, remedy, **before):
        """The remedy, found by its pattern in the hint, put to work by `remedy`; nothing like it is said then."""
        err = self.check(**before)
        self.assertIn(code, err)
        pattern, change = remedy
        found = re.search(pattern, err)
        self.assertTrue(found, err)
        after = change(found, dict(before))
        self.assertNotIn(code, self.check(**after), found[0])

    @staticmethod
    def frame(old, new):
        """Puts what was found into the frame, in the stead of a part of it."""
        def change(found, before):
            assert re.search(old, before["frame"])
            return {**before, "frame": re.sub(old, lambda _: new % found.groups(), before["frame"])}
        return change

    @staticmethod
    def moved(key, sign, old):
        """Moves a side by what was found, in mm."""
        def change(found, before):
            return {**before, "frame": before["frame"].replace(f"{key}: {old}mm", f"{key}: {old + sign * float(found[1]):.1f}mm")}
        return change

    # ---- frames that are too small ----

    SAID = "一二三四五六七八九十" * 6
    TEXT = "{kind: text, left: 0, width: 10em, top: 0, height: 10mm, texts: [{text: %s, style: plain}]}" % SAID

    def test_text_that_is_too_high(self):
        for pattern, old, new in ((r"needs (\d+) mm", r"height: 10mm", "height: %smm"),
                                  (r"shrink: (0\.\d+)", r"texts:", "shrink: %s, texts:")):
            with self.subTest(new):
                self.mended("[frame-overfull]", (pattern, self.frame(old, new)), frame=self.TEXT)

    def test_text_to_be_shortened(self):
        err = self.check(frame=self.TEXT)
        lines = int(re.search(r"shorten the text by (\d+) lines", err)[1])
        for less, wanted in ((lines, self.assertNotIn), (lines - 1, self.assertIn)):
            text = self.TEXT.replace("texts: [{text: " + self.SAID[: 10 * less], "texts: [{text: ")  # of 10 a line
            wanted("[frame-overfull]", self.check(frame=text))

    def test_vertical_text_that_is_too_wide(self):
        frame = self.TEXT.replace("width: 10em", "width: 10mm, direction: vertical").replace("height: 10mm", "height: 40mm")
        self.mended("[frame-overfull]", (r"needs (\d+) mm", self.frame("width: 10mm", "width: %smm")), frame=frame)
        self.mended("[frame-overfull]", (r"shrink: (0\.\d+)", self.frame("texts:", "shrink: %s, texts:")), frame=frame)

    def test_label_of_a_code(self):
        frame = ("{kind: qr, index: 1, left: 0, width: 40mm, top: 0, height: 40mm, size: 38mm, color: black, "
                 "label: {text: '{n}', style: body}}")
        self.assertNotIn("shrink", self.check(frame=frame))
        self.mended("[frame-overfull]", (r"size: (\d+)mm", self.frame("size: 38mm", "size: %smm")), frame=frame)
        self.mended("[frame-overfull]", (r"needs (\d+) mm", self.frame("height: 40mm", "height: %smm")), frame=frame)

    def test_contact_that_is_too_high(self):
        frame = ("{kind: contact, left: 0, right: 0, top: 0, height: 13mm, columns: 1, gap: 2em, "
                 "label-style: body, value-style: body}")
        self.mended("[frame-overfull]", (r"`columns: (\d)`", self.frame("columns: 1", "columns: %s")), frame=frame)
        self.mended("[frame-overfull]", (r"needs (\d+) mm", self.frame("height: 13mm", "height: %smm")), frame=frame)

    # ---- frames that stand in the wrong place ----

    def test_frame_over_the_sheet(self):
        box = "{kind: box, fill: red, relative-to: page, left: -9mm, width: 50mm, top: 0, height: 9mm}"
        self.mended("over the page", (r"to the right by ([\d.]+)mm", self.moved("left", 1, -9)), frame=box)
        box = "{kind: box, fill: red, relative-to: page, left: 0, width: 50mm, top: 200mm, bottom: -7mm}"
        self.mended("over the page", (r"its foot up by ([\d.]+)mm", self.moved("bottom", 1, -7)), frame=box)

    def test_text_near_the_trim(self):
        text = "{kind: text, relative-to: page, left: 2mm, width: 50mm, top: 20mm, height: 20mm, texts: [{text: 字, style: body}]}"
        self.mended("[frame-near-trim]", (r"to the right by ([\d.]+)mm", self.moved("left", 1, 2)), frame=text)

    def test_nothing_left(self):
        box = "{kind: box, fill: red, left: 100mm, right: 90mm, top: 0, height: 9mm}"
        self.mended("nothing is left", (r"take ([\d.]+)mm", self.moved("right", -1, 90)), frame=box)

    def test_code_larger_than_its_frame(self):
        code = "{kind: qr, index: 1, left: 0, width: 20mm, top: 0, height: 20mm, size: 21.5mm, color: black}"
        self.mended("larger than its frame", (r"size: ([\d.]+)mm", self.frame("size: 21.5mm", "size: %smm")), frame=code)

    FLOW = "  inside:\n    - {kind: flow, left: 0, right: 0, top: 3mm, height: 4 lines, columns: 1}\n"

    def test_flow_off_the_grid(self):
        for old, bad in (("top: 3mm", r"`(top: \d+ lines)`"), ("height: 4 lines", r"`(height: \d+ lines)`")):
            flow = self.FLOW if old == "top: 3mm" else self.FLOW.replace("top: 3mm", "top: 0").replace("4 lines", "21mm")
            key = "top: 3mm" if old == "top: 3mm" else "height: 21mm"
            self.mended("off the grid", (bad, lambda found, before, key=key: {
                **before, "masters": before["masters"].replace(key, found[1])}), masters=flow)

    def test_columns_without_room(self):
        flow = "  inside:\n    - {kind: flow, left: 0, right: 0, top: 0, height: 4 lines, columns: 12, gap: 40pt}\n"
        self.mended("not even one character", (r"`columns: (\d+)`", lambda found, before: {
            **before, "masters": before["masters"].replace("columns: 12", f"columns: {found[1]}")}), masters=flow)

    def test_gaps_without_room(self):
        contact = ("{kind: contact, left: 0, width: 60mm, top: 0, height: 90mm, columns: 5, gap: 16mm, "
                   "label-style: body, value-style: body}")
        self.mended("leave no room", (r"`columns: (\d+)`", self.frame("columns: 5", "columns: %s")), frame=contact)

    def test_flow_frames_over_each_other(self):
        flows = ("  inside:\n    - {kind: flow, name: a, left: 0, right: 0, top: 0, height: 9 lines, columns: 1}\n"
                 "    - {kind: flow, name: b, left: 0, right: 0, top: 6 lines, height: 9 lines, columns: 1}\n")
        self.mended("lie over each other", (r"its top down by (\d+) lines", lambda found, before: {
            **before, "masters": before["masters"].replace("top: 6 lines", f"top: {6 + int(found[1])} lines")}), masters=flows)

    # ---- text ----

    def test_what_is_too_high_for_a_column(self):
        lines = 60
        article = "\n\n".join("## 一题" for _ in range(lines)) + "\n\n文。\n"
        err = self.check(article=article)
        self.assertIn("[keep-broken]", err)
        less = int(re.search(r"shorten \w+ by (\d+) lines", err)[1])
        self.assertNotIn("[keep-broken]", self.check(article="\n\n".join("## 一题" for _ in range(lines - (less + 1) // 2)) + "\n\n文。\n"))

    def test_last_line_alone(self):
        """PG-07, PG-08: a paragraph is made a line shorter or longer where the hint says so."""
        more = "weights: {widow: 1, orphan: 1}\n"
        tried = 0
        for n in range(3, 40):
            lines = [("一二三四五六七八九十" * (2 + k * 7 % 11) + "。") for k in range(n)] + ["末尾" * 44 + "。"] * 3
            article = "\n\n".join(lines) + "\n"
            err = self.check(article=article, more=more)
            found = re.search(r"(\d+):\d+: warning: the (?:first|last) lines.*?\n.*?\n.*?\n  hint: no other break was better: "
                              r"a line (less|more) in the paragraph at line (\d+)", err)
            if not found:
                continue
            tried += 1
            at = int(found[3]) - 5 >> 1
            lines[at] = lines[at][22:] if found[2] == "less" else "一二三四五六七八九十一二三四五六七八九十一二" + lines[at]
            after = self.check(article="\n\n".join(lines) + "\n", more=more)
            self.assertLess(after.count("[widow]"), err.count("[widow]"), (n, found[0], after))
        self.assertGreater(tried, 2)

    def test_last_line_in_a_wider_column(self):
        """PG-07: what goes on in lines of another width; the lines before it are made fewer, or more."""
        frames = ("  inside:\n    - {kind: flow, name: a, left: 0, right: 0, top: 0, height: 6 lines, columns: 2}\n"
                  "    - {kind: flow, name: b, left: 0, right: 0, top: 7 lines, height: 30 lines, columns: 1}\n")
        said, tried = "at the head of a wider column", {"less": 0, "more": 0}
        for n in range(2, 9):
            for length in (20, 45, 60, 75):
                def article(short):
                    return "\n\n".join(["一二三四五。"] * short + ["末尾" * length + "。"]) + "\n"
                err = self.check(article=article(n), masters=frames)
                if said not in err:
                    continue
                for word, sign in (("less", -1), ("more", 1)):
                    found = re.search(rf"(\d+) (?:lines )?{word}", err)
                    if found and n + sign * int(found[1]) > 0:
                        tried[word] += 1
                        free = range(1 if word == "less" else 3)
                        after = [self.check(article=article(n + sign * int(found[1]) + i), masters=frames) for i in free]
                        self.assertTrue(any(said not in err for err in after), (n, length, found[0], after))
        self.assertTrue(tried["less"] and tried["more"], tried)


if __name__ == "__main__":
    unittest.main()
