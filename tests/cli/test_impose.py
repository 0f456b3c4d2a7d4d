"""impose: every page stands where it belongs, looks as it did, and nothing is doubled."""

import re
import subprocess
import unittest

from pdf_writer import Sheet
from rendered import Picture
from support import Case

W, H, MARGIN, OUT = 300, 400, 36, 9  # pt: the trim, the sheet's margin, the page's own margin


def pages_of(n):
    """Pages that differ in every part, with ink up to the bleed's end. Whole points, so that sheet
    and page can be compared pixel by pixel."""
    sheet = Sheet(n)
    for i in range(1, n + 1):
        page = sheet.objects[f"page{i}"]
        page[0] = re.sub(r"/MediaBox.*?/Contents", f"/MediaBox [0 0 {W + 18} {H + 18}] /TrimBox "
                         f"[{OUT} {OUT} {W + OUT} {H + OUT}] /Contents", page[0])
        bars = " ".join(f"{30 + 12 * k} {40 + 9 * i} 8 {100 + 7 * k} re f" for k in range(i))
        sheet.contents[i] = (f"0 0 0 {0.1 + 0.05 * i} k 0 0 {W + 18} {H + 18} re f 0 0 0 1 k {bars}"
                             f" BT /F1 20 Tf {50 + i} 350 Td <0001000200030004> Tj ET")
    return sheet.save()


class Impose(Case):
    def impose(self, n, *options):
        (self.top / "x.pdf").write_bytes(pages_of(n))
        return self.succeeds("impose", "x.pdf", *options).out

    def page(self, i):
        return Picture(self.top / "x.pdf", i).part(OUT, OUT, W, H)

    def assert_side(self, side, wanted, shift=0):
        """The pages of a side of a folded sheet, 0 for blank ones."""
        sheet = Picture(self.top / "x-sheets.pdf", side)
        self.assertEqual((sheet.w, sheet.h), (2 * W + 2 * MARGIN, H + 2 * MARGIN))
        for right, page in enumerate(wanted):
            seen = sheet.part(MARGIN + right * W, MARGIN, W, H)
            if page:
                self.assertTrue(seen == self.page(page), f"side {side}: not page {page}")
            else:
                rows = {row[1:-1] for row in seen}  # the other page's edge may tint the spine
                self.assertEqual(rows, {b"\xff" * (W - 2)})

    def assert_close(self, seen, wanted):
        """Equal but for a quarter of a pixel at edges: the shift is no whole point."""
        worst = max(abs(a - b) for s, w in zip(seen, wanted) for a, b in zip(s, w))
        self.assertLessEqual(worst, 64)

    def test_order_of_saddle_stitch(self):
        self.assertEqual(self.impose(8), "x-sheets.pdf: 8 pages on 2 sheets\n")
        for side, pages in enumerate([(8, 1), (2, 7), (6, 3), (4, 5)], 1):
            self.assert_side(side, pages)

    def test_order_bound_at_the_right(self):
        self.impose(8, "--right")
        for side, pages in enumerate([(1, 8), (7, 2), (3, 6), (5, 4)], 1):
            self.assert_side(side, pages)

    def test_four_pages(self):
        self.impose(4, "--thickness", "0.2")
        for side, pages in enumerate([(4, 1), (2, 3)], 1):
            self.assert_side(side, pages)

    def test_bleed_is_kept_outside_and_ends_at_the_spine(self):
        self.impose(4)
        sheet, page = Picture(self.top / "x-sheets.pdf", 1), Picture(self.top / "x.pdf", 4)
        ink = page.part(2, 100, 1, 1)
        self.assertEqual(sheet.part(MARGIN - 7, 100, 1, 1), ink)
        self.assertEqual(sheet.part(100, MARGIN - 7, 1, 1), ink)
        self.assertEqual(sheet.part(100, MARGIN + H + 6, 1, 1), ink)
        self.assertEqual(sheet.part(MARGIN - 10, 100, 1, 1), [b"\xff"])
        self.assertNotEqual(sheet.part(MARGIN + W, 100, 1, 1), ink)

    def test_creep(self):
        """Inner pages move to the spine: 0.2714 mm × 1 × 1.3 is a whole point for the second of
        two sheets."""
        self.assertIn("creep 0.35 mm", self.impose(8, "--thickness", "0.2714"))
        inner = Picture(self.top / "x-sheets.pdf", 3)
        left = [row[:W - 1] for row in self.page(6)]
        right = [row[1:] for row in self.page(3)]
        self.assert_close(inner.part(MARGIN + 1, MARGIN, W - 1, H), left)
        self.assert_close(inner.part(MARGIN + W, MARGIN, W - 1, H), right)
        self.assert_side(1, (8, 1))

    def test_pages_that_make_no_sheets(self):
        """PF-09: 6 pages, what would fit is offered."""
        (self.top / "x.pdf").write_bytes(pages_of(6))
        result = self.fails(1, "impose", "x.pdf", "--format", "json")
        self.assertEqual(result.objects()[0]["code"], "page-count")
        self.assertIn("with 2 blank pages it has 8", result.objects()[0]["hint"])
        self.assertFalse((self.top / "x-sheets.pdf").exists())
        self.impose(6, "--blank")
        for side, pages in enumerate([(6, 1), (2, 0), (0, 3), (4, 5)], 1):
            self.assert_side(side, pages)

    def test_up(self):
        self.impose(5, "--up", "4", "-o", "neu.pdf")
        step = [0, W + 17, H + 17]
        sheet = Picture(self.top / "neu.pdf", 1)
        first = sheet.part(MARGIN, MARGIN, W, H)
        self.assertTrue(first == self.page(1))
        self.assertTrue(sheet.part(MARGIN + step[1], MARGIN, W, H) == self.page(2))
        self.assertTrue(sheet.part(MARGIN, MARGIN + step[2], W, H) == self.page(3))
        self.assertTrue(sheet.part(MARGIN + step[1], MARGIN + step[2], W, H) == self.page(4))
        sheet = Picture(self.top / "neu.pdf", 2)
        self.assertTrue(sheet.part(MARGIN, MARGIN, W, H) == self.page(5))

    def marks(self, beyond, page=1):
        """The x of marks in the margin below a sheet, so many points from where they begin."""
        sheet = Picture(self.top / "x-sheets.pdf", page)
        row = sheet.part(0, sheet.h - MARGIN + 12 + beyond, sheet.w, 1)[0]
        runs = re.finditer(rb"[\0-\xf0]+", row)  # thin lines are grey at this size
        return [(r.start() + r.end()) // 2 - MARGIN for r in runs]

    def test_marks(self):
        """Cuts, a dashed fold, registration beside it, bars of the process inks at the head."""
        self.impose(4)
        self.assertEqual(self.marks(1), [0, W, W + 40, 2 * W])
        self.assertEqual(self.marks(13), [0, W + 40, 2 * W])
        self.impose(4, "--up", "4")
        self.assertEqual(self.marks(1), [0, W, W + 17, W + 8 + 40, 2 * W + 17])
        head = Picture(self.top / "x-sheets.pdf", 1).part(MARGIN + W - 100, MARGIN - 19, 90, 1)[0]
        self.assertGreater(len(set(head)), 5)

    def test_turned_pages(self):
        data = pages_of(4).replace(b"/Type /Page ", b"/Rotate 90  /Type /Page ")
        (self.top / "x.pdf").write_bytes(data)
        self.succeeds("impose", "x.pdf")
        sheet, page = Picture(self.top / "x-sheets.pdf", 1), Picture(self.top / "x.pdf", 1)
        self.assertEqual((sheet.w, sheet.h), (2 * H + 2 * MARGIN, W + 2 * MARGIN))
        self.assertTrue(sheet.part(MARGIN + H, MARGIN, H, W) == page.part(OUT, OUT, H, W))

    def test_nothing_is_doubled(self):
        self.impose(8)
        whole = (self.top / "x.pdf").stat().st_size
        sheets = self.top / "x-sheets.pdf"
        self.assertLess(sheets.stat().st_size, whole + 8000)
        fonts = subprocess.run(["pdffonts", sheets], check=True, capture_output=True, text=True)
        self.assertEqual(fonts.stdout.count("AAAAAA+Model"), 1)
        images = subprocess.run(["pdfimages", "-list", sheets], check=True, capture_output=True,
                                text=True)
        self.assertEqual(len(images.stdout.splitlines()), 2)  # no page became a picture
        subprocess.run(["qpdf", "--check", sheets], check=True, capture_output=True)

    def test_same_bytes(self):
        self.impose(8)
        first = (self.top / "x-sheets.pdf").read_bytes()
        self.impose(8)
        self.assertEqual((self.top / "x-sheets.pdf").read_bytes(), first)

    def test_sheets_pass_preflight(self):
        """Marks stand outside the bleed, boxes are those of the sheet."""
        self.impose(4)
        out = self.run_program("preflight", "x-sheets.pdf", "--format", "json").out
        for rule in ("color-registration", "box-", "bleed-short", "page-size", "content-"):
            self.assertNotIn(f'"rule":"{rule}', out)

    def test_issue(self):
        issue = self.issue("01")
        result = self.run_program("impose", issue, "--up", "1", "-q")
        self.assertEqual((result.status, result.out, result.err), (0, "", ""))
        self.assert_pdf("out/01-sheets.pdf")

    def test_wrong(self):
        (self.top / "x.pdf").write_bytes(b"no PDF")
        self.assertIn("[bad-pdf]", self.fails(1, "impose", "x.pdf").err)
        sheet = Sheet(4)
        sheet.change("page2", "603.78", "500")
        (self.top / "x.pdf").write_bytes(sheet.save())
        self.assertIn("[page-sizes]", self.fails(1, "impose", "x.pdf").err)
        self.assertIn("[file-missing]", self.fails(1, "impose", "y.pdf").err)
        for option in (["--up", "17"], ["--up", "0"], ["--thickness", "2"], ["--thickness", "x"]):
            self.fails(2, "impose", *option, "x.pdf")
        self.assertEqual(self.files("."), [f for f in self.files(".") if "sheets" not in f])


if __name__ == "__main__":
    unittest.main()
