"""build --marks: crop, fold and registration marks and colour bars in the slug, seen in the printed pages."""

import re
import struct
import subprocess
import unittest

from pressed import SCREEN, X1A, Pressed
from rendered import Picture

W, H, MARGIN, FROM = 600, 840, 36, 12  # pt: the trim, the slug, where marks begin
SCALE = 4  # pixels a point


class Marks(Pressed):
    """Pages of whole points without bleed, so that they can be compared pixel by pixel."""

    def layout(self, page="", more=""):
        page = f"{{width: {W}pt, height: {H}pt, bleed: 0{page}}}"
        self.write(self.top / "layouts" / "whole" / "layout.yaml", f"name: whole\nextends: biweekly\npage: {page}\n{more}")
        return self.make("一字一行，一行一页。" * 900)

    def made(self, *arguments, page="", more=""):
        return self.build(self.layout(page, more), "--layout", "whole", *arguments)

    def boxes(self, page=1):
        out = subprocess.run(["pdfinfo", "-box", "-f", str(page), "-l", str(page), str(self.top / "out.pdf")],
                             capture_output=True, check=True).stdout.decode()
        return {m[0]: [float(v) for v in m[1].split()]
                for m in re.findall(r"(\w+)Box: +([\d. ]+)", out) if m[0] in ("Media", "Bleed", "Trim")}

    def dark(self, page, across, down, width=None, height=None):
        """Where a strip one pixel thin, at so many points from the page's upper left corner, is dark: the
        middles of what is dark, in points."""
        size = [f"{v * SCALE:.0f}" for v in (across, down, width or 1 / SCALE, height or 1 / SCALE)]
        out = subprocess.run(["pdftoppm", "-r", str(72 * SCALE), "-gray", "-f", str(page), "-l", str(page), "-x", size[0],
                              "-y", size[1], "-W", size[2], "-H", size[3], str(self.top / "out.pdf")],
                             check=True, capture_output=True).stdout
        runs = re.finditer(rb"[\0-\xb0]+", out[-int(size[2]) * int(size[3]):])
        begin = across if width else down
        return [round(begin + (r.start() + r.end()) / 2 / SCALE) for r in runs]

    def foot(self, page, beyond):
        """The x of marks in the slug below a page, so many points from where marks begin."""
        return [x - MARGIN for x in self.dark(page, 0, MARGIN + H + FROM + beyond, width=W + 2 * MARGIN)]

    def side(self, page, beyond):
        """The y, from the trim's head, of those at its right."""
        return [y - MARGIN for y in self.dark(page, MARGIN + W + FROM + beyond, 0, height=H + 2 * MARGIN)]

    def test_page_grows_around_its_trim(self):
        issue = self.make()
        for arguments in ((), X1A):
            self.build(issue, *arguments)
            before = self.boxes()
            _, plain = self.build(issue, "--marks", *arguments)
            after = self.boxes()
            media, bleed, trim = (after[k] for k in ("Media", "Bleed", "Trim"))
            for name in ("Bleed", "Trim"):
                for i in range(2):
                    self.assertAlmostEqual(before[name][i + 2] - before[name][i], after[name][i + 2] - after[name][i], 1)
            self.assertAlmostEqual(trim[0] - bleed[0], before["Trim"][0] - before["Bleed"][0], 1)
            self.assertGreater(bleed[0] - media[0], 20)
            self.assertEqual(round(media[2] - trim[2]), round(trim[0] - media[0]))
            self.assertIn(b"/Separation\n", plain)
            self.assertIn(b"/All\n", plain)

    def test_page_itself_is_as_it_was(self):
        self.made()
        plain = [Picture(self.top / "out.pdf", page).part(0, 0, W, H) for page in (1, 2)]
        self.made("--marks", page=", fold-x: 200pt, fold-y: 300pt")
        for page in (1, 2):
            self.assertTrue(Picture(self.top / "out.pdf", page).part(MARGIN, MARGIN, W, H) == plain[page - 1])

    def test_crop_and_registration_marks(self):
        """PF-10"""
        self.made("--marks")
        self.assertEqual(self.foot(1, 1.5), [0, W / 2, W])
        self.assertEqual(self.side(1, 1.5), [0, H / 2, H])
        self.assertEqual(self.foot(1, -1), [])
        self.assertEqual(self.side(1, -1), [])

    def test_fold_marks(self):
        """Dashed, at their places; on the back of the sheet on the other side."""
        self.made("--marks", page=", fold-x: [150pt, 450pt], fold-y: 280pt")
        self.assertEqual(self.foot(1, 1.5), [0, 150, W / 2, 450, W])
        self.assertEqual(self.foot(1, 14.5), [0, W / 2, W])  # between two dashes
        self.assertEqual(self.foot(2, 1.5), [0, 150, W / 2, 450, W])
        for page in (1, 2):
            self.assertEqual(self.side(page, 1.5), [0, 280, H / 2, H])
        self.made("--marks", page=", fold-x: 100pt")
        self.assertEqual([self.foot(page, 1.5)[1] for page in (1, 2)], [100, W / 2])
        self.assertIn(500, self.foot(2, 1.5))

    def test_registration_gives_way_to_a_fold(self):
        self.made("--marks", page=f", fold-x: {W // 2}pt, fold-y: {H // 2 + 10}pt")
        self.assertEqual(self.foot(1, 1.5), [0, W / 2, W / 2 + 40, W])
        self.assertEqual(self.side(1, 1.5), [0, H / 2 - 40, H / 2 + 10, H])

    def test_folds_that_are_none(self):
        for page, what in ((", fold-x: 600pt", "outside the page"), (", fold-y: 900pt", "outside the page"),
                           (", fold-x: 0", "fold-x"), (", fold-y: [1mm, 2mm, 3mm, 4mm, 5mm]", "fold-y"),
                           (", fold-x: [half]", "half")):
            err = self.fails(1, "build", self.layout(page), "--layout", "whole").err
            self.assertIn(what, err)
            self.assertIn("layout.yaml:3:", err)

    def plates(self, page):
        """Each plate's ink at a point, 0 to 255, by a function of x and y from the page's upper left corner."""
        folder = self.tmp / "plates"
        folder.mkdir(exist_ok=True)
        subprocess.run(["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", f"-r{72 * SCALE}",
                        "-sCompression=none", "-dMaxStripSize=0", f"-dFirstPage={page}", f"-dLastPage={page}",
                        "-o", str(folder / "p.tif"), str(self.top / "out.pdf")], check=True, capture_output=True)

        def pixels(file):
            data = file.read_bytes()
            at, = struct.unpack_from("<I", data, 4)
            n, = struct.unpack_from("<H", data, at)
            tags = {tag: value for tag, _, _, value in (struct.unpack_from("<HHII", data, at + 2 + 12 * i) for i in range(n))}
            self.assertEqual(tags[257] & 0xffff, round((H + 2 * MARGIN) * SCALE))
            width, start = tags[256] & 0xffff, tags[273]
            return lambda x, y: 255 - data[start + int(y * SCALE) * width + int(x * SCALE)]

        return {re.search(r"\((.*)\)", f.name)[1]: pixels(f) for f in folder.iterdir() if "(" in f.name}

    def test_on_all_plates(self):
        """Cut and registration marks print in every ink, a spot ink's too; bars each in its own."""
        self.made("--marks", more="colors: {accent: \"spot(PANTONE 186 C, cmyk(0, 100, 90, 8))\"}\n")
        plates = self.plates(1)
        self.assertEqual(sorted(plates), ["Black", "Cyan", "Magenta", "PANTONE 186 C", "Yellow"])
        foot = MARGIN + H + FROM + 4
        for name, ink in plates.items():
            for x in (MARGIN, MARGIN + W / 2, MARGIN + W):
                near = max(ink(x + d / SCALE, foot) for d in range(-2, 3))
                self.assertGreater(near, 200, (name, x))
            self.assertEqual(ink(MARGIN + 40, foot), 0)
        head, side = MARGIN - FROM - 7.5, 12
        left, right = MARGIN + W / 2 - 16 - 7 * side, MARGIN + W / 2 + 16
        cmyk = [plates[n] for n in ("Cyan", "Magenta", "Yellow", "Black")]
        solids = ["1000", "0100", "0010", "0001", "0110", "1010", "1100"]
        for i, patch in enumerate(solids):
            seen = [ink(left + (i + 0.5) * side, head) for ink in cmyk]
            self.assertEqual(seen, [255 * int(v) for v in patch], patch)
        for i, patch in enumerate([(50, 0, 0, 0), (0, 50, 0, 0), (0, 0, 50, 0), (0, 0, 0, 50), (50, 40, 40, 0)]):
            for ink, wanted in zip(cmyk, patch):
                self.assertAlmostEqual(ink(right + (i + 0.5) * side, head), wanted * 2.55, delta=2)
        self.assertEqual(plates["PANTONE 186 C"](right + 5.5 * side, head), 255)
        self.assertEqual([ink(right + 5.5 * side, head) for ink in cmyk], [0] * 4)

    def test_bars_keep_clear_of_folds(self):
        self.made("--marks", page=", fold-x: [260pt, 350pt]")
        line = self.dark(1, 0, MARGIN - FROM - 1.5, width=W + 2 * MARGIN)
        self.assertEqual([x - MARGIN for x in line], [0, 260, W / 2, 350, W])

    def test_marks_are_for_the_press(self):
        issue = self.make()
        self.assertIn("--marks is of the profile print", self.fails(2, "build", *SCREEN, "--marks", issue).err)
        alone, _ = self.build(issue, *SCREEN)
        self.succeeds("build", "--marks", "-p", "print,screen", issue)
        self.assertEqual((self.top / "out" / "01-screen.pdf").read_bytes(), alone)

    def test_tagged_as_furniture(self):
        _, plain = self.build(self.make(), "--marks")
        self.assertRegex(plain, rb"/Artifact BMC\nq\n/Registration CS 1 SCN")

    def test_press_takes_it(self):
        for arguments in ((), X1A):
            self.made("--marks", *arguments, page=", fold-x: 200pt")
            out = self.run_program("preflight", "out.pdf", "--format", "json").out
            for rule in ("color-registration", "box-", "page-size", "content-", "ink-"):
                self.assertNotIn(f'"rule":"{rule}', out)


if __name__ == "__main__":
    unittest.main()
