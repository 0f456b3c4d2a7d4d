"""Formulas in the files: text that is copied out, tags, the preview, what the parts of a build say of them (FG-06)."""

import json
import re
import subprocess
import unittest

from pressed import ARCHIVE, SCREEN, Pressed

BODY = r"""一元二次方程的根如下式：

$$ x_{1,2} = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a} \tag{3} $$

$$ \left( \begin{matrix} 1 \\ 2 \\ 3 \\ 4 \\ 5 \\ 6 \end{matrix} \right) $$

后文。
"""


class Formulas(Pressed):
    def setUp(self):
        super().setUp()
        self.project = self.make(BODY)

    def text(self):
        out = subprocess.run(["pdftotext", str(self.top / "out.pdf"), "-"], capture_output=True, check=True).stdout
        return "".join(out.decode().split())

    def test_text(self):
        """Letters come out as they are typed, signs that are put together once, and the number."""
        self.build(self.project)
        text = self.text()
        for part in ("（3）", "±", "√", "4ac", "2a", "后文。"):
            self.assertIn(part, text)
        self.assertEqual((text.count("("), text.count(")")), (1, 1))
        subprocess.run(["qpdf", "--check", str(self.top / "out.pdf")], capture_output=True, check=True)

    def test_tags(self):
        """ISO 14289-1, 7.7: an element Formula whose Alt is what was typed; its number is a label."""
        for purpose in ((), SCREEN, ARCHIVE):
            self.build(self.project, *purpose)
            out = subprocess.run(["qpdf", "--json=1", "--json-key=objects", str(self.top / "out.pdf")],
                                 capture_output=True, check=True).stdout
            objects = json.loads(out)["objects"]
            found = [o for o in objects.values() if isinstance(o, dict) and o.get("/S") == "/Formula"]
            self.assertEqual([f["/Alt"] for f in found],
                             [r"x_{1,2} = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a} \tag{3}",
                              r"\left( \begin{matrix} 1 \\ 2 \\ 3 \\ 4 \\ 5 \\ 6 \end{matrix} \right)"])
            kids = [objects[k]["/S"] for k in found[0]["/K"] if isinstance(k, str)]
            self.assertEqual(kids, ["/Lbl"])

    def test_every_glyph_has_text(self):
        """ISO 14289-1, 7.21.7: also the parts of a root's sign that is put together, which say nothing by themselves."""
        project = self.make("$$ \\sqrt{\\begin{matrix} 1 \\\\ 2 \\\\ 3 \\\\ 4 \\\\ 5 \\\\ 6 \\end{matrix}} $$\n")
        self.build(project)
        self.succeeds("preflight", "--for", "ua1", "out.pdf")

    def test_lines_are_parts_of_the_formula(self):
        """A fraction's line belongs to it: it is no artifact."""
        dump = self.succeeds("check", "--dump-pages", "-", self.project).out
        fills = [line for line in dump.splitlines() if line.startswith("fill") and "<Formula>" in line]
        self.assertEqual(len(fills), 2)

    def test_in_a_line(self):
        """HL-05: a quarter of an em between Han and a formula, whose letters come from the font of formulas."""
        project = self.make("其中$l$是摆长，$x_1 = 2$。\n")
        dump = self.succeeds("check", "--dump-pages", "-", project).out
        found = {m[4]: (float(m[1]), float(m[2]), m[3]) for m in
                 re.finditer(r'(?m)^text (\S+?),\S+ w (\S+) "([^"]*)" .*?"((?:[^"\\]|\\.)*)"', dump)}
        letter = next(v for k, v in found.items() if k == "𝑙")
        before = next(v for k, v in found.items() if k.endswith("其中"))
        self.assertIn("Math", letter[2])
        self.assertAlmostEqual(letter[0] - before[0] - before[1], 10.5 / 4, delta=0.05)

    def test_unknown_face(self):
        """A font without a table MATH is named where the layout names it."""
        path = self.top / "layouts/biweekly/layout.yaml"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("  song: {han", "  song: {math: P052, han"), encoding="utf-8")
        seen = self.fails(3, "check", "--format", "json", self.project).objects()
        self.assertEqual({o["code"] for o in seen if o["severity"] == "error"}, {"font-bad"})

    def test_faults(self):
        """A fault is an error with its place, and no PDF is made."""
        project = self.make("文。\n\n$$ \\fracc{a}{b} $$\n")
        seen = self.fails(1, "check", "--format", "json", project).objects()
        found = [(o["line"], o["column"], o["code"], o["hint"]) for o in seen if o["code"] == "bad-formula"]
        self.assertEqual(found, [(7, 4, "bad-formula", r"\frac?")])


if __name__ == "__main__":
    unittest.main()
