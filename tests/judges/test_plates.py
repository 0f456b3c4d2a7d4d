"""The plates of the sample issues: text is on the black one alone, and an ink of its own has one of its name."""

import pathlib
import re
import shutil
import tempfile
import unittest

import plates
import samples

PROCESS = {"Cyan", "Magenta", "Yellow", "Black"}
SPOT = "PANTONE 186 C"
FULL = 250  # ink that Ghostscript, which rounds, calls full


class Plates(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="banxin-judges-"))
        self.addCleanup(shutil.rmtree, self.folder)

    def test_black_text_is_on_the_black_plate_only(self):
        """Where text prints full black, no other plate has any ink."""
        for issue in samples.ISSUES:
            for suffix in ("", "-x1a"):
                pdf = samples.build(issue, self.folder, samples.FILES[suffix][0], suffix)
                pages = plates.separate(pdf, self.folder / (issue.name + suffix), plates.WITHOUT_AREAS)
                self.assertGreater(len(pages), 3)
                for number, page in enumerate(pages, 1):
                    with self.subTest(pdf=pdf.name, page=number):
                        black = page["Black"]
                        self.assertGreater(sum(b >= FULL for b in black), 1000)
                        for name in page.keys() - {"Black"}:
                            self.assertEqual(plates.overlap(black, page[name], FULL), 0, name)

    def spot_layouts(self):
        """The layouts, in which the reds of the newsletter are one ink of its own."""
        layouts = self.folder / "layouts"
        shutil.copytree(samples.ROOT / "layouts", layouts)
        layout = layouts / "biweekly" / "layout.yaml"
        text, reds = re.subn(r"(?m)^  (red|deep): cmyk\([^)]*\)", rf"  \1: spot({SPOT}, cmyk(0, 100, 90, 8))",
                             layout.read_text(encoding="utf-8"))
        self.assertEqual(reds, 2)
        layout.write_text(text, encoding="utf-8")
        return layouts

    def test_spot_colour_has_its_plate(self):
        """The masthead's ink is on its own plate and on no other; all text is on that one or the black one."""
        issue = samples.ISSUES[0]
        layouts = self.spot_layouts()
        for suffix in ("", "-x1a"):
            options = [*samples.FILES[suffix][0], "--layouts", str(layouts)]
            pdf = samples.build(issue, self.folder, options, suffix)
            whole = plates.separate(pdf, self.folder / ("whole" + suffix))
            text = plates.separate(pdf, self.folder / ("text" + suffix), plates.WITHOUT_AREAS)
            self.assertEqual(set().union(*whole), PROCESS | {SPOT})
            masthead = sum(ink >= FULL for ink in whole[0][SPOT])
            self.assertGreater(masthead, len(whole[0][SPOT]) // 20)
            for number, page in enumerate(text, 1):
                with self.subTest(pdf=pdf.name, page=number):
                    for name in ("Cyan", "Magenta", "Yellow"):
                        self.assertFalse(any(page[name]), name)
                    self.assertTrue(any(page["Black"]))
            self.assertTrue(any(any(page[SPOT]) for page in text if SPOT in page))


if __name__ == "__main__":
    unittest.main()
