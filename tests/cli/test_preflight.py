"""preflight: a sound file passes; each of many spoilt ones is named, with its page."""

import json
import unittest
import zlib

from pdf_writer import MM, Sheet
from support import Case

TEXT = "BT /F1 10 Tf 60 600 Td <000100020003> Tj ET"


def box(name, key, old, new):
    return lambda s: s.change(name, f"/{key} [{old}]", new and f"/{key} [{new}]")


def draw(page, new, old=""):
    return lambda s: s.draw(page, old, new)


def change(name, old, new):
    return lambda s: s.change(name, old, new)


def text(how, size=10, at="60 300"):
    return f"q {how} BT /F1 {size} Tf {at} Td <0001> Tj ET Q"


def picture(**more):
    """Another picture on page 2, drawn 24 pt wide."""
    def spoil(s):
        head = {"Width": 100, "Height": 100, "BitsPerComponent": 8, "ColorSpace": "/DeviceCMYK"}
        data = more.pop("data", b"\x10" * 40000)
        extra = more.pop("extra", "")
        head.update(more)
        s.add("other", "/Type /XObject /Subtype /Image " + extra +
              " ".join(f" /{k} {v}" for k, v in head.items()), data)
        s.change("page2", "/Picture {picture}", "/Picture {picture} /Other {other}")
        s.draw(2, "", "q 24 0 0 24 200 400 cm /Other Do Q")
    return spoil


def space(definition, tint="1"):
    def spoil(s):
        s.change("page2", "/Spot {spot}", "/Spot {spot} /Other " + definition)
        s.draw(2, "", f"q /Other cs {tint} scn 200 300 50 50 re f Q")
    return spoil


def state(entries, drawn="0 0 0 0 k 200 300 50 50 re f"):
    def spoil(s):
        s.change("page2", "/Over {over}", "/Over {over} /Other << " + entries + " >>")
        s.draw(2, "", f"q /Other gs {drawn} Q")
    return spoil


def nested_forms(s):
    s.add("form", "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /Self "
          "{form} >> >>", b"/Self Do")
    s.change("page2", "/Picture {picture}", "/Picture {picture} /Self {form}")
    s.draw(2, "", "/Self Do")


def bomb(s):
    s.objects["content2"] = ["<< /Filter [/FlateDecode /FlateDecode] >>",
                             zlib.compress(zlib.compress(b" " * (300 << 20), 9), 9)]


MEDIA, TRIM = "0 0 612.28 858.89", "8.5 8.5 603.78 850.39"
PROGRAM = "/FontFile2 {program}"

# What is spoilt, the rule that names it, the page (0: the file).
CASES = [
    ("no TrimBox", box("page2", "TrimBox", TRIM, ""), "box-missing", 2),
    ("trim out of bleed", box("page3", "BleedBox", MEDIA, "20 20 600 840"), "box-order", 3),
    ("bleed out of media", box("page2", "BleedBox", MEDIA, "-9 -9 612 858"), "box-order", 2),
    ("trim out of crop", change("page2", "/BleedBox", "/CropBox [30 30 500 800] /BleedBox"),
     "box-order", 2),
    ("empty MediaBox", box("page2", "MediaBox", MEDIA, "0 0 0 0"), "box-order", 2),
    ("no bleed", box("page2", "BleedBox", MEDIA, TRIM), "bleed-short", 2),
    ("bleed of 2 mm", box("page4", "BleedBox", MEDIA, "2.8 2.8 609 855"), "bleed-short", 4),
    ("area ends at the trim", draw(2, "q 0 1 0 0 k 300 100 303.78 50 re f Q"), "bleed-content", 2),
    ("area ends in the bleed", draw(2, "q 0 1 0 0 k 100 4 50 50 re f Q"), "bleed-content", 2),
    ("a page of another size", box("page3", "TrimBox", TRIM, "8.5 8.5 500 850.39"), "page-size", 3),
    ("a page that lies", change("page2", "/Type /Page ", "/Type /Page /Rotate 90 "),
     "page-size", 2),
    ("UserUnit", change("page2", "/Type /Page ", "/Type /Page /UserUnit 2 "), "page-scale", 2),
    ("text near the edge", draw(3, text("/Over gs 0 0 0 1 k", at="12 300")), "text-near-edge", 3),
    ("text across the trim", draw(3, text("/Over gs 0 0 0 1 k", at="5 300")), "text-cut", 3),
    ("font not embedded", change("descriptor", PROGRAM, ""), "font-not-embedded", 1),
    ("font embedded whole", change("cid", "/BaseFont /AAAAAA+", "/BaseFont /"),
     "font-not-subset", 1),
    ("font program cut off", lambda s: s.objects["program"].__setitem__(1, b"\0\1\0\0"),
     "font-damaged", 1),
    ("glyph the font lacks", draw(2, "<00010FFF>", "<000100020003>"), "font-glyph-missing", 2),
    ("notdef shown", draw(2, "<00010000>", "<000100020003>"), "font-glyph-missing", 2),
    ("Type 3 font", change("page2", "/F1 {font}", "/F1 << /Type /Font /Subtype /Type3 /FontBBox "
                           "[0 0 9 9] /FontMatrix [0.1 0 0 0.1 0 0] /CharProcs << >> /Encoding << "
                           ">> /FirstChar 0 /LastChar 3 /Widths [5 5 5 5] >>"), "font-type3", 2),
    ("RGB area", draw(2, "q 1 0 0 rg 200 300 50 50 re f Q"), "color-rgb", 2),
    ("RGB line", draw(2, "q 1 0 0 RG 200 300 m 250 350 l S Q"), "color-rgb", 2),
    ("RGB text", draw(2, text("0 0 0 rg")), "color-rgb", 2),
    ("RGB picture", picture(ColorSpace="/DeviceRGB"), "color-rgb", 2),
    ("palette of RGB", picture(ColorSpace="[/Indexed /DeviceRGB 0 <FF0000>]", data=b"\0" * 10000),
     "color-rgb", 2),
    ("CalRGB", space("[/CalRGB << /WhitePoint [1 1 1] >>]", "1 0 0"), "color-rgb", 2),
    ("RGB gradient", lambda s: (
        s.change("page2", "/XObject <<", "/Shading << /Sh << /ShadingType 2 /ColorSpace /DeviceRGB "
                 "/Coords [0 0 1 1] /Function {tint} >> >> /XObject <<"),
        s.draw(2, "", "q 200 300 50 50 re W n /Sh sh Q")), "color-rgb", 2),
    ("Lab", space("[/Lab << /WhitePoint [1 1 1] >>]", "50 0 0"), "color-independent", 2),
    ("CalGray", space("[/CalGray << /WhitePoint [1 1 1] >>]", "0.5"), "color-independent", 2),
    ("no such colour space", draw(2, "q /None cs 1 scn 200 300 50 50 re f Q"), "color-unknown", 2),
    ("registration colour", space("[/Separation /All /DeviceCMYK {tint}]"),
     "color-registration", 2),
    ("four full inks", draw(2, "q 1 1 1 1 k 200 300 5 5 re f Q"), "color-registration", 2),
    ("spot spelt otherwise", space("[/Separation /Pantone#20186C /DeviceCMYK {tint}]"),
     "spot-spelling", 0),
    ("black knocks out", draw(2, text("0 0 0 1 k")), "black-knockout", 2),
    ("black with OPM 0", state("/OP true /op true /OPM 0", text("0 0 0 1 k")),
     "black-knockout", 2),
    ("grey black", draw(3, text("/Over gs 0 g")), "black-knockout", 3),
    ("four-colour black", draw(3, text("0.75 0.68 0.67 0.9 k")), "black-rich", 3),
    ("white overprints", draw(3, "q /Over gs 0 0 0 0 k 60 510 20 20 re f Q"),
     "white-overprint", 3),
    ("colour of much ink", draw(3, "q 1 0.9 0.8 0.5 k 200 300 1 1 re f Q"), "ink-color", 3),
    ("picture of much ink", picture(data=b"\xff\xe0\xd0\x80" * 10000), "ink-area", 2),
    ("ink over ink", draw(4, "q /Over gs 1 1 0 0 k 200 300 50 50 re f 0 0 0.6 0.9 k "
                             "200 300 50 50 re f Q"), "ink-area", 4),
    ("hairline", draw(3, "0 w", "0.5 w"), "hairline", 3),
    ("line thin by scaling", draw(3, "q 0.1 0 0 0.1 0 0 cm 1 w 600 300 m 900 300 l S Q"),
     "hairline", 3),
    ("thin filled rule", draw(3, "q 0 0 0 1 k 60 300 100 0.1 re f Q"), "hairline", 3),
    ("small text", draw(3, text("/Over gs 0 0 0 1 k", size=4)), "text-small", 3),
    ("text in three inks", draw(3, text("0.9 0.5 0.4 0 k", size=8)), "inks-fine", 3),
    ("rule in three inks", draw(3, "q 0.9 0.5 0 0.2 k 60 300 100 0.5 re f Q"), "inks-fine", 3),
    ("small white text", draw(3, text("0 0 0 0 k", size=5.5)), "text-small", 3),
    ("picture of 225 ppi", draw(2, "q 32 0 0 32 60 400 cm", "q 24 0 0 24 60 400 cm"),
     "image-coarse", 2),
    ("picture of 72 ppi", draw(2, "q 100 0 0 100 60 400 cm", "q 24 0 0 24 60 400 cm"),
     "image-too-coarse", 2),
    ("drawing of 600 ppi", draw(2, "q 48 0 0 48 120 400 cm", "q 24 0 0 24 120 400 cm"),
     "image-coarse", 2),
    ("picture cut off", picture(data=b"\x10" * 20000), "image-broken", 2),
    ("picture not deflated", picture(extra="/Filter /FlateDecode", data=b"no zlib"),
     "image-broken", 2),
    ("Q too often", draw(2, "Q"), "content-broken", 2),
    ("q left open", draw(2, "q"), "content-broken", 2),
    ("BT left open", draw(2, "BT"), "content-broken", 2),
    ("unknown operator", draw(2, "1 2 zz"), "content-broken", 2),
    ("operand missing", draw(2, "1 0 0 k"), "content-broken", 2),
    ("mark left open", draw(2, "/P BMC"), "content-broken", 2),
    ("content not deflated", lambda s: s.objects.__setitem__(
        "content2", ["<< /Filter /FlateDecode >>", b"no zlib"]), "content-broken", 2),
    ("font not in resources", draw(2, text("/Over gs").replace("/F1", "/F9")),
     "content-resource", 2),
    ("picture not in resources", draw(2, "/Nothing Do"), "content-resource", 2),
    ("form in itself", nested_forms, "file-too-complex", 2),
    ("states in states", draw(2, "q " * 600 + "Q " * 600), "file-too-complex", 2),
    ("deflate bomb", bomb, "file-too-complex", 2),
]


class Judging(Case):
    def judge(self, data, *options):
        path = self.top / "x.pdf"
        path.write_bytes(data)
        result = self.run_program("preflight", "--format", "json", *options, "x.pdf")
        self.assertEqual(result.err, "")
        return result, [json.loads(line) for line in result.out.splitlines()]


class Preflight(Judging):
    def test_sound(self):
        result, findings = self.judge(Sheet().save())
        self.assertEqual((result.status, findings), (0, []))
        text = self.succeeds("preflight", "x.pdf").out
        self.assertEqual(text, "x.pdf: 4 pages of 210 x 297 mm, at most 100 % ink (page 1); "
                               "0 errors, 0 warnings\n")

    def test_spoilt(self):
        """One thing is wrong: its rule says so, on its page; no other page is complained of."""
        for name, spoil, rule, page in CASES:
            with self.subTest(name):
                sheet = Sheet()
                spoil(sheet)
                result, findings = self.judge(sheet.save())
                found = {(f["rule"], f["page"]) for f in findings}
                self.assertIn((rule, page), found)
                self.assertLessEqual({p for r, p in found} - {0, page}, set(), found)
                errors = any(f["severity"] == "error" for f in findings)
                self.assertEqual(result.status, int(errors))

    def test_pages(self):
        for pages, said in [(1, 0), (2, 0), (4, 0), (6, 1), (8, 0)]:
            with self.subTest(pages=pages):
                result, findings = self.judge(Sheet(pages).save())
                self.assertEqual([f["rule"] for f in findings], ["page-multiple"] * said)
                self.assertEqual(result.status, 0)
        self.assertIn("6 pages are no multiple of 4: the next one is 8",
                      self.judge(Sheet(6).save())[1][0]["message"])

    def test_place(self):
        """mm from the trim's top left corner as the page is looked at."""
        sheet = Sheet()
        x, y = 8.5 + 20 * MM, 850.39 - 30 * MM
        sheet.draw(2, "", f"q 1 0 0 rg {x} {y - 10 * MM} {40 * MM} {10 * MM} re f Q")
        place = [f["box_mm"] for f in self.judge(sheet.save())[1]]
        self.assertEqual(place, [[20, 30, 60, 40]])
        for name in sheet.pages:
            sheet.change(name, "/Type /Page ", "/Type /Page /Rotate 90 ")
        self.assertEqual([f["box_mm"] for f in self.judge(sheet.save())[1]],
                         [[297 - 40, 20, 297 - 30, 60]])

    def test_options(self):
        self.assertEqual(self.judge(Sheet().save(), "--spots", "PANTONE 186 C")[1], [])
        findings = self.judge(Sheet().save(), "--spots", "PANTONE 300 C, 专金")[1]
        self.assertEqual([f["rule"] for f in findings], ["spot-unlisted"])
        sheet = Sheet()
        sheet.draw(2, "", "q 1 0.5 0.5 0 k 60 200 50 50 re f Q")
        self.assertEqual(self.judge(sheet.save())[1], [])
        self.assertEqual([f["rule"] for f in self.judge(sheet.save(), "--ink", "180")[1]],
                         ["ink-color", "ink-area"])
        self.assertIn("100 to 400", self.fails(2, "preflight", "--ink", "99", "x.pdf").err)
        self.fails(2, "preflight")

    def test_text(self):
        sheet = Sheet()
        for page in (1, 2, 4):
            sheet.draw(page, "", (text("0 0 0 1 k") + "\n") * 3)
        (self.top / "x.pdf").write_bytes(sheet.save())
        lines = self.fails(1, "preflight", "x.pdf").out.splitlines()
        self.assertRegex(lines[0], r"^x\.pdf: page 1, 18\.2 mm across, 19\d(\.\d)? mm down: error: "
                         r"black text .*\[black-knockout\] \(3 times\); also on pages 2, 4$")
        self.assertTrue(lines[1].startswith("  remedy: "))
        self.assertTrue(lines[2].endswith("; 3 errors, 0 warnings"))
        self.assertEqual(len(lines), 3)


class Damaged(Judging):
    def test_cut_off_anywhere(self):
        data = Sheet().save()
        for n in [0, 1, 9, 40, len(data) // 3, len(data) // 2, len(data) - 30]:
            with self.subTest(n=n):
                result, findings = self.judge(data[:n])
                self.assertEqual(result.status, 1)
                self.assertIn("file-damaged", {f["rule"] for f in findings})

    def test_hostile(self):
        deep, loop, huge, nulls = Sheet(), Sheet(), Sheet(), Sheet()
        deep.draw(1, "", "[" * 100000)
        loop.change("pages", "/Kids [{page1}", "/Kids [{pages} {page1}")
        huge.draw(1, "", "1e999 99999999999999999999999 -99999999999999999999999 0 re f")
        huge.change("picture", "/Width 100", "/Width 999999999")
        nulls.change("page1", "/Resources <<", "/Resources null /Other <<")
        for sheet in (deep, loop, huge, nulls):
            result, findings = self.judge(sheet.save())
            self.assertEqual(result.status, 1)
            self.assertTrue(findings)

    def test_no_file(self):
        self.assertIn("file-missing", self.fails(1, "preflight", "nothing.pdf").err)
        self.assertIn("no PDF", self.judge(b"plain text\n")[1][0]["message"])


class Issues(Case):
    def test_issue_is_built_and_judged(self):
        issue = self.issue("01")
        result = self.run_program("preflight", issue)
        self.assertRegex(result.out.splitlines()[-1], r"^issues/01: \d+ pages? of 210 x 297 mm")
        self.assertEqual(self.files("."), [f for f in self.files(".") if not f.endswith(".pdf")])
        bad = self.bad_issue("02")
        self.assertIn("titel", self.fails(1, "preflight", bad).err)


class Table(unittest.TestCase):
    def test_size(self):
        self.assertGreaterEqual(len(CASES), 60)
        self.assertGreaterEqual(len({rule for _, _, rule, _ in CASES}), 30)


if __name__ == "__main__":
    unittest.main()
