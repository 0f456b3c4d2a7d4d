"""What becomes of pictures and colours: inks for the press, sRGB for screens."""

import hashlib
import re
import subprocess
import unittest

from pressed import ARCHIVE, SCREEN, X1A, Pressed, flat, png, swapped_profile, tiff, varied, webp
from support import press_profile


def pixels(row, n):
    return [tuple(row[i:i + n]) for i in range(0, len(row), n)]


class Press(Pressed):
    """A press that would print black in four inks."""

    def setUp(self):
        super().setUp()
        self.condition(press_profile(rich=True), ink=300)

    def picture(self, data):
        return self.make("![图](images/a.png)", a=data)

    def test_photographs_become_inks(self):
        for arguments in ((), X1A):
            self.build(self.picture(png(varied())), *arguments)
            self.assertEqual(self.images(), [("image", "300", "200", "cmyk", "4", "8", "image")])
            first = pixels(self.samples()[0], 4)
            self.assertGreater(min(first[0]), 150)  # black as the profile has it
            self.assertEqual(first[1], (0, 0, 0, 0))

    def test_ink_is_limited(self):
        """Black carries the drawing: it keeps its ink, the others give theirs."""
        for ink, most in ((300, 300), (240, 240), (400, 400)):
            self.condition(press_profile(rich=True), ink=ink)
            self.build(self.picture(png(varied())))
            sums = [sum(p) * 100 / 255 for row in self.samples() for p in pixels(row, 4)]
            self.assertLessEqual(max(sums), most)
            self.assertGreater(max(sums), most - 5)
            black = pixels(self.samples()[0], 4)[0]
            self.assertEqual(black[3], 255)
        self.condition(press_profile(rich=True))
        self.build(self.picture(png(varied())))
        self.assertEqual(pixels(self.samples()[0], 4)[0], (255, 255, 255, 255))

    def test_grey_pictures_are_black_alone(self):
        """RGB of which all is grey, but for what rounding does."""
        rows = [bytes(v + d for x in range(300) for v in [x * 250 // 299] for d in (2, 0, 1))] * 200
        for data, name in ((png(rows), "rgb"), (png([row for row in flat((0,))], 1, bytes(9)), "palette"),
                           (png(flat((0, 0, 0, 100)), 4), "alpha")):
            self.build(self.picture(data))
            self.assertEqual(self.images()[0][3:6], ("gray", "1", "8"), name)
        self.build(self.picture(png(rows)))
        row = self.samples()[0]
        self.assertEqual(row[0], 0)
        self.assertAlmostEqual(row[-1], 250, delta=2)
        self.assertEqual(sorted(row), list(row))

    def test_lines_and_letters_are_black_alone(self):
        """In a picture of few colours what is grey stays on the plate of black."""
        rows = [bytes((0, 0, 0, 200, 0, 0, 255, 255, 255) * 100)] * 200
        palette = bytes((0, 0, 0, 200, 0, 0, 255, 255, 255))
        for data in (png(rows), png([bytes((0, 1, 2) * 100)] * 200, 1, palette)):
            self.build(self.picture(data))
            row = pixels(self.samples()[0], 4)
            self.assertEqual((row[0], row[2]), ((0, 0, 0, 255), (0, 0, 0, 0)))
            self.assertGreater(min(row[1]), 50)

    def test_what_is_ink_stays(self):
        """Grey files and one bit are inks: not one sample changes."""
        ramp = [bytes(range(256))] * 100
        self.build(self.picture(png(ramp, 1)))
        self.assertEqual(self.samples(), ramp)
        self.build(self.picture(png([b"\x0f\xf0"] * 16, 1, bits=1)))
        self.assertEqual(self.images()[0][3:6], ("gray", "1", "1"))

    def test_transparency_stays(self):
        rows = [bytes(v for x in range(300) for v in (x * 255 // 300, 90, 20, 255 - x * 255 // 300))] * 200
        _, plain = self.build(self.picture(png(rows, 4)))
        self.assertEqual([i[0] for i in self.images()], ["image", "smask"])
        self.assertIn(rows[0][3::4] * 200, plain)

    def jpeg(self, drawn, device="jpeg"):
        issue = self.make("![图](images/a.jpg)")
        (self.top / issue / "images").mkdir(exist_ok=True)
        file = self.top / issue / "images" / "a.jpg"
        subprocess.run(["gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=" + device, "-r72", "-g300x200", "-o", str(file),
                        "-c", drawn + " 0 0 300 200 rectfill showpage"], check=True)
        return issue, file.read_bytes()

    def test_jpeg_becomes_jpeg(self):
        for drawn, kind in (("1 0 0 setrgbcolor", ("cmyk", "4", "8", "jpeg")),
                            ("0 setgray", ("gray", "1", "8", "jpeg"))):
            self.build(self.jpeg(drawn)[0])
            self.assertEqual(self.images()[0][3:], kind)

    def test_cmyk_jpeg_is_not_touched(self):
        """Not even one with more ink than the paper takes: preflight tells."""
        issue, data = self.jpeg("0.3 0.9 0.1 0.2 setcmykcolor", "jpegcmyk")
        made, _ = self.build(issue)
        self.assertTrue(data in made)
        self.assertNotIn("[ink-area]", self.run_program("preflight", "out.pdf").out)
        issue, data = self.jpeg("0.8 0.8 0.8 0.8 setcmykcolor", "jpegcmyk")
        made, _ = self.build(issue)
        self.assertTrue(data in made)
        self.assertRegex(self.fails(1, "preflight", "out.pdf").out, r"page 2.*32\d %.*\[ink-area\]")

    def test_preflight_knows_the_condition(self):
        issue = self.jpeg("0.8 0.8 0.6 0 setcmykcolor", "jpegcmyk")[0]
        for ink, arguments, found in ((300, (), False), (200, (), True), (200, ("--ink", "230"), False)):
            self.condition(press_profile(rich=True), ink=ink)
            out = self.run_program("preflight", issue, *arguments).out
            self.assertEqual("[ink-area]" in out, found, (ink, arguments, out))

    def test_rgb_says_which_in_the_archive(self):
        issue = self.make("".join(f"![图](images/{n}.png)\n\n" for n in "abc"), a=png(varied()),
                          b=png(flat((0,)), 1, bytes(9)), c=png(flat((9, 0, 0, 99)), 4))
        _, plain = self.build(issue, *ARCHIVE)
        for space in re.findall(rb"/ColorSpace (\[?[^\n]*(?:\n[^\n]*){3})", plain):
            self.assertNotIn(b"DeviceRGB", space)
        self.assertEqual(len(set(re.findall(rb"/ICCBased (\d+)|/ICCBased\n\s+(\d+)", plain))), 1)
        self.assertIn(b"mntrRGB XYZ ", plain)

    def test_a_profile_without_tables(self):
        self.condition(press_profile().replace(b"B2A0", b"none"))
        self.build(self.make())
        self.assertIn("[condition-bad]", self.fails(1, "build", self.picture(png(varied()))).err)
        self.condition(press_profile().replace(b"A2B0", b"none"))
        self.build(self.make())
        self.assertIn("[condition-bad]", self.fails(1, "build", *SCREEN, self.make()).err)

    def test_ink_of_a_condition(self):
        for ink in (99, 401):
            self.condition(press_profile(), ink=ink)
            self.assertIn("from 100 to 400", self.fails(1, "check", self.make()).err)


def set_colors(plain, n, operator):
    """All colours of so many numbers that are set by an operator."""
    return {tuple(map(float, m[1].split())) for m in re.finditer(rb"(?m)^((?:[\d.]+ ){%d})%s$" % (n, operator), plain)}


class Drawings(Pressed):
    """Drawings say colours of light, but for those that they say in inks."""

    def drawing(self, fill="#c8102e", more=""):
        svg = f"<svg viewBox='0 0 9 9' xmlns='x'><rect width='9' height='9' fill='{fill}'/>{more}</svg>"
        return self.make("![图](images/a.png)", a=svg.encode())

    def form(self, *arguments, **more):
        """The drawing's own operators, and its entries."""
        _, plain = self.build(self.drawing(**more), *arguments)
        form = re.search(rb"(?s)<<((?:(?!endobj).)*?/Subtype /Form.*?)stream\n(.*?)endstream", plain)
        return form[2], form[1]

    def test_screens_show_it_as_it_is(self):
        self.assertEqual(set_colors(self.form(*SCREEN)[0], 3, b"rg"), {(0.7843, 0.0627, 0.1804)})

    def test_inks_for_the_press(self):
        self.condition(press_profile(rich=True), ink=300)
        for arguments in ((), X1A):
            content, _ = self.form(*arguments)
            (inks,) = set_colors(content, 4, b"k")
            self.assertEqual(len(set(inks)), 1)  # of all four inks
            self.assertGreater(inks[0], 0.5)
            self.assertEqual(set_colors(self.form(*arguments, fill="device-cmyk(0.1 1 0.2 0)")[0], 4, b"k"),
                             {(0.1, 1, 0.2, 0)})
            self.assertEqual(set_colors(self.form(*arguments, fill="#010000")[0], 4, b"k"), {(0, 0, 0, 1)})

    def test_greys_are_black_ink(self):
        """The same as that of a grey picture."""
        self.condition(press_profile(rich=True), ink=300)
        content, _ = self.form(fill="#777", more="<path d='M0 0h5v5z' stroke='black'/>")
        grey = min(set_colors(content, 4, b"k"))
        self.assertEqual(grey[:3], (0, 0, 0))
        self.build(self.make("![图](images/a.png)", a=png(flat((0x77, 0x77, 0x77)))))
        self.assertAlmostEqual(1 - self.samples()[0][0] / 255, grey[3], delta=0.003)

    def test_what_stays_says_which(self):
        for arguments, says in ((ARCHIVE, True), (("-p", "plain"), False)):
            content, entries = self.form(*arguments, more="<path d='M0 0h5v5z' opacity='0.5' fill='blue'/>")
            self.assertIn((0.7843, 0.0627, 0.1804), set_colors(content, 3, b"rg"))
            self.assertEqual(b"/DefaultRGB" in entries, says)
        self.assertFalse(b"/DefaultRGB" in self.form(*ARCHIVE, fill="black")[1])

    def test_standards(self):
        for arguments, standards in (((), "x4,a2a,ua1"), (X1A, "x1a"), (SCREEN, "a2a,ua1"), (ARCHIVE, "a3a,ua1")):
            self.form(*arguments)
            self.assertIn("nothing speaks against it", self.succeeds("preflight", "out.pdf", "--for", standards).out)

    def test_a_profile_without_tables(self):
        self.condition(press_profile().replace(b"B2A0", b"none"))
        self.assertIn("[condition-bad]", self.fails(1, "build", self.drawing()).err)
        self.form(fill="black")


class Light(Pressed):
    """Colours of the layout that are said as screens show them."""

    def layout(self, red="rgb(200, 16, 46)", frames=""):
        self.write(self.top / "layouts" / "light" / "layout.yaml", "name: light\nextends: biweekly\n"
                   f"colors: {{red: '{red}', accent: '{red}', white: 'rgb(255 255 255)'}}\n{frames}")
        return self.make()

    def made(self, *arguments, **more):
        return self.build(self.layout(**more), "--layout", "light", *arguments)[1]

    def test_inks_for_the_press(self):
        """By the condition, where light is the lack of black ink; nothing of light is left."""
        for arguments in ((), X1A):
            plain = self.made(*arguments)
            self.assertEqual(set_colors(plain, 3, b"rg"), set())
            self.assertFalse(b"/DeviceRGB" in plain)
            inks = set_colors(plain, 4, b"k")
            self.assertIn((0, 0, 0, 1), inks)
            self.assertTrue(any(i[:3] == (0, 0, 0) and 0.5 < i[3] < 0.58 for i in inks), inks)

    def test_by_the_table(self):
        self.condition(press_profile(rich=True))
        alike = {i for i in set_colors(self.made(), 4, b"k") if len(set(i)) == 1 and i[0]}
        self.assertEqual(len(alike), 1)  # of all four inks
        self.condition(press_profile(rich=True), ink=200)
        dark = {i for i in set_colors(self.made(red="rgb(20, 0, 0)"), 4, b"k") if i[0]}
        self.assertTrue(any(1.95 < sum(i) <= 2 and i[3] > 0.9 for i in dark), dark)

    def test_grey_is_black_ink(self):
        """As a press shows it, not as many percent less than white."""
        self.condition(press_profile(rich=True))
        for red, least, most in (("rgb(#777777)", 0.48, 0.52), ("rgb(0, 0, 0)", 1, 1)):
            inks = set_colors(self.made(red=red), 4, b"k")
            self.assertFalse(any(any(i[:3]) for i in inks if i != (0, 1, 0.9, 0.24)), inks)
            self.assertTrue(any(least <= i[3] <= most for i in inks), inks)

    def test_screens_show_it_as_it_is(self):
        self.assertIn((0.7843, 0.0627, 0.1804), set_colors(self.made(*SCREEN), 3, b"rg"))

    def test_what_stays_says_which(self):
        """PDF/A wants to know."""
        for arguments, says in ((ARCHIVE, True), (("-p", "plain"), False)):
            plain = self.made(*arguments)
            self.assertIn((0.7843, 0.0627, 0.1804), set_colors(plain, 3, b"rg"))
            self.assertEqual(b"/DefaultRGB" in plain, says)
        self.assertFalse(b"/DefaultRGB" in self.build(self.make(), *ARCHIVE)[1])

    def test_gradients(self):
        frames = ("masters:\n  cover:\n    shade: {kind: box, left: 0, top: 0, width: 40mm, height: 20mm, fill: red,"
                  " fill-to: %s, fill-towards: right}\n")
        for to, end in (("white", b"1 1 1"), ("black", b"0 0 0")):
            self.assertTrue(b"/ShadingType 2" in self.made(frames=frames % to))
            for arguments in (("-p", "plain"), SCREEN):
                plain = b" ".join(self.made(*arguments, frames=frames % to).split())
                self.assertTrue(b"/C1 [ " + end + b" ]" in plain, (arguments, to))
        err = self.fails(1, "check", "--layout", "light", self.layout(frames=frames % "deep")).err
        self.assertIn("between colours of screens", err)

    def test_standards(self):
        for arguments, standards in (((), "x4,a2a,ua1"), (X1A, "x1a"), (SCREEN, "a2a,ua1"), (ARCHIVE, "a3a,ua1")):
            self.made(*arguments)
            self.assertIn("nothing speaks against it", self.succeeds("preflight", "out.pdf", "--for", standards).out)

    def test_pages_tell(self):
        out = self.succeeds("check", "--layout", "light", "--dump-pages", "-", self.layout()).out
        self.assertIn("rgb200,16,46", out)

    def test_without_the_condition(self):
        (self.top / "fonts" / "press.icc").unlink()
        self.made("-p", "plain")
        self.assertIn("[condition-missing]", self.fails(3, "build", "--layout", "light", self.layout()).err)


class Screen(Pressed):
    def test_what_it_claims(self):
        data, plain = self.build(self.make(), *SCREEN)
        self.assertTrue(data.startswith(b"%PDF-1.7\n"))
        for claim in (b"<pdfaid:part>2<", b"<pdfaid:conformance>A<", b"<pdfuaid:part>1<"):
            self.assertIn(claim, data)
        self.assertEqual(re.findall(rb"/S /(GTS_\w+)", plain), [b"GTS_PDFA1"])
        self.assertIn(b"mntrRGB XYZ ", plain)
        self.assertNotIn(press_profile(), plain)
        for there in (b"/Annots", b"/S /URI", b"/S /Link", b"/Outlines"):
            self.assertIn(there, plain)

    def test_all_is_light(self):
        """No ink, no plate; black is black, and grey is grey."""
        svg = b"<svg viewBox='0 0 9 9' xmlns='x'><rect width='9' height='9' fill='red' opacity='0.5'/></svg>"
        layout = self.top / "layouts" / "biweekly" / "layout.yaml"
        text = layout.read_text(encoding="utf-8")
        red = re.search(r"(?m)^  (\S+): (cmyk\(0, 100, 90, 8\))$", text)
        layout.write_text(text.replace(red[0], f"  {red[1]}: spot(PANTONE 186 C, {red[2]})", 1), encoding="utf-8")
        _, plain = self.build(self.make("![图](images/a.png)", a=svg), *SCREEN)
        for ink in (rb" [kK]\n", b"DeviceCMYK", b"/Separation", b"/OPM", rb" scn\n"):
            self.assertIsNone(re.search(ink, plain), ink)
        self.assertRegex(plain, rb"(?m)^0 g$")
        self.assertIn(b"/CS /DeviceRGB", plain)

    def test_page_ends_where_it_is_cut(self):
        self.build(self.make(), *SCREEN)
        out = subprocess.run(["pdfinfo", "-box", str(self.top / "out.pdf")], capture_output=True, check=True).stdout
        boxes = {line.split(b":")[0]: line.split(b":")[1].strip() for line in out.splitlines() if b"Box" in line}
        self.assertEqual(boxes[b"MediaBox"], boxes[b"TrimBox"])
        self.assertAlmostEqual(float(boxes[b"MediaBox"].split()[2]), 595.28, 1)

    def test_pictures_become_smaller(self):
        issue = self.make("![图](images/a.png)", a=png(varied(2000, 1000)))
        sizes = []
        for ppi in (None, "75", "300", "1200"):
            data, _ = self.build(issue, *SCREEN, *(("--ppi", ppi) if ppi else ()))
            image = self.images()[0]
            sizes.append((int(image[1]), int(image[2]), len(data)))
            self.assertEqual(image[3], "rgb")
        (usual, half, double, whole) = sizes
        self.assertEqual([s[1] * 2 - s[0] for s in sizes if s[0] % 2 == 0], [0] * len([s for s in sizes if s[0] % 2 == 0]))
        self.assertAlmostEqual(half[0] * 2, usual[0], delta=2)
        self.assertAlmostEqual(usual[0] * 2, double[0], delta=2)
        self.assertEqual(whole[:2], (2000, 1000))
        self.assertLess(usual[2], double[2])

    def test_small_pictures_are_kept(self):
        rows = varied(60, 40)
        self.build(self.make("![图](images/a.png)", a=png(rows)), *SCREEN)
        self.assertEqual(self.images()[0][1:3], ("60", "40"))

    def test_drawings_keep_their_edges(self):
        """What deflates well is not made a JPEG."""
        rows = [bytes((0, 0, 0, 255, 255, 255, 200, 0, 0) * 700)] * 900
        self.build(self.make("![图](images/a.png)", a=png(rows)), *SCREEN)
        self.assertEqual(self.images()[0][6], "image")
        self.build(self.make("![图](images/a.png)", a=png(varied(2100, 900))), *SCREEN)
        self.assertEqual(self.images()[0][6], "jpeg")

    def test_inks_become_light(self):
        issue = self.make("![图](images/a.jpg)")
        (self.top / issue / "images").mkdir()
        subprocess.run(["gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=jpegcmyk", "-r72", "-g300x200", "-o",
                        str(self.top / issue / "images" / "a.jpg"), "-c",
                        "0.2 0 0 0.5 setcmykcolor 0 0 300 200 rectfill showpage"], check=True)
        self.build(issue, *SCREEN)
        self.assertEqual(self.images()[0][3:6], ("rgb", "3", "8"))
        subprocess.run(["pdfimages", "-png", str(self.top / "out.pdf"), str(self.tmp / "i")], check=True)
        self.assertTrue((self.tmp / "i-000.png").exists())

    def test_ppi_is_of_screens(self):
        issue = self.make()
        self.assertIn("--ppi is of the profile screen", self.fails(2, "build", "--ppi", "100", issue).err)
        for wrong in ("0", "35", "1201", "x"):
            self.assertIn("from 36 to 1200", self.fails(2, "build", *SCREEN, "--ppi", wrong, issue).err)


class Tagged(Pressed):
    """A picture says itself what its RGB is."""

    def picture(self, icc, pixel=(255, 0, 0), rows=None):
        return self.make("![图](images/a.png)\n\n![图](images/b.png)", a=png(rows or flat(pixel, 60, 40), icc=icc),
                         b=png(rows or flat(pixel, 60, 40), icc=icc))

    def test_screens_show_it(self):
        self.build(self.picture(swapped_profile()), *SCREEN)
        red, green, blue = pixels(self.samples()[0], 3)[0]
        self.assertLess(red, 40)
        self.assertGreater(green, 240)
        self.build(self.picture(None), *SCREEN)
        self.assertEqual(pixels(self.samples()[0], 3)[0], (255, 0, 0))

    def test_what_stays_keeps_its_profile(self):
        for arguments in (ARCHIVE, ("--profile", "plain")):
            _, plain = self.build(self.picture(swapped_profile()), *arguments)
            self.assertEqual(plain.count(swapped_profile()), 1)
            self.assertEqual(pixels(self.samples()[0], 3)[0], (255, 0, 0))

    def test_press_prints_it(self):
        """Green is lighter than red."""
        rows = varied()
        rows[0] = bytes((255, 0, 0)) + rows[0][3:]
        inks = []
        for icc in (None, swapped_profile()):
            self.build(self.picture(icc, rows=rows))
            inks.append(pixels(self.samples()[0], 4)[0][3])
        self.assertGreater(inks[0], inks[1] + 50)
        self.build(self.picture(swapped_profile(), (90, 90, 90)))
        self.assertEqual(self.images()[0][3], "gray")

    def test_srgb_and_what_says_nothing_are_srgb(self):
        usual, _ = self.build(self.picture(None), *SCREEN)
        for icc in (swapped_profile(b"sRGB by somebody"), swapped_profile()[:-9], swapped_profile(space=b"CMYK"),
                    swapped_profile()[:8] + b"\5" + swapped_profile()[9:], b"x"):
            self.assertEqual(self.build(self.picture(icc), *SCREEN)[0], usual)

    def test_damaged(self):
        """Its head is sound, what it points to is not."""
        icc = bytearray(swapped_profile())
        for i in range(132, len(icc)):
            icc[i] ^= 0x55
        err = self.fails(1, "build", *SCREEN, self.jpeg(bytes(icc))[0]).err
        self.assertIn("[bad-image]", err)
        self.assertIn("profile", err)

    def jpeg(self, icc):
        issue = self.make("![图](images/a.jpg)")
        (self.top / issue / "images").mkdir()
        file = self.top / issue / "images" / "a.jpg"
        subprocess.run(["gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=jpeg", "-r72", "-g300x200", "-o", str(file), "-c",
                        "1 0 0 setrgbcolor 0 0 300 200 rectfill showpage"], check=True)
        plain, at = file.read_bytes(), 20  # behind SOI and JFIF stands the profile of who wrote it
        if plain[at:at + 2] == b"\xff\xe2":
            plain = plain[:at] + plain[at + 2 + int.from_bytes(plain[at + 2:at + 4], "big"):]
        icc = b"ICC_PROFILE\0\1\1" + icc
        file.write_bytes(plain[:at] + b"\xff\xe2" + (len(icc) + 2).to_bytes(2, "big") + icc + plain[at:])
        return issue, file

    def test_in_jpeg(self):
        issue, file = self.jpeg(swapped_profile())
        data, streams = self.build(issue, *ARCHIVE)
        self.assertIn(file.read_bytes(), data)
        self.assertEqual(streams.count(swapped_profile()), 3)  # the picture, the same as a source, its space

    def test_in_tiff_and_webp(self):
        for name, data in (("a.tif", tiff), ("a.webp", webp)):
            issue = self.make(f"![图](images/{name})")
            (self.top / issue / "images").mkdir(exist_ok=True)
            (self.top / issue / "images" / name).write_bytes(data((250, 3, 7), swapped_profile()))
            _, plain = self.build(issue, "--profile", "plain")
            self.assertEqual(plain.count(swapped_profile()), 1, name)
            self.assertEqual(pixels(self.samples()[0], 3)[0], (250, 3, 7), name)
            self.build(issue, *SCREEN)
            red, green, _ = pixels(self.samples()[0], 3)[0]
            self.assertLess(red, 60, name)
            self.assertGreater(green, 230, name)


class Cache(Pressed):
    """Nothing but time depends on it."""

    def objects(self):
        return sorted((self.tmp / "cache" / "banxin" / "objects").iterdir())

    def test_same_bytes_whatever_the_cache_holds(self):
        issue = self.make("![图](images/a.png)", a=png(varied(900, 600)))
        for arguments in ((), SCREEN):
            first, _ = self.build(issue, *arguments)
            kept = self.objects()
            self.assertTrue(kept)
            again, _ = self.build(issue, *arguments)
            self.assertEqual(again, first)
            self.assertEqual(self.objects(), kept)
            for spoil in (lambda d: d[:-1], lambda d: b"", lambda d: d[:60] + b"?" + d[61:],
                          lambda d: d[::-1], lambda d: d + b"x"):
                for file in kept:
                    file.write_bytes(spoil(file.read_bytes()))
                self.assertEqual(self.build(issue, *arguments)[0], first)
            for file, other in zip(kept, kept[1:] + kept[:1]):
                file.write_bytes(other.read_bytes())
            self.assertEqual(self.build(issue, *arguments)[0], first)

    def test_what_is_kept_is_used(self):
        """What is true of its key by its own sum goes into the PDF: fonts, profile and picture."""
        issue = self.make("![图](images/a.png)", a=png(varied(900, 600)))
        first, _ = self.build(issue)
        for file in self.objects():
            whole = file.read_bytes()
            other = whole[40:-1] + bytes((whole[-1] ^ 1,))
            file.write_bytes(whole[:8] + hashlib.sha256(bytes.fromhex(file.name) + other).digest() + other)
            self.assertFalse(self.build(issue)[0] == first, file.name)
            file.write_bytes(whole)
        self.assertEqual(self.build(issue)[0], first)

    def test_other_glyphs_are_another_font(self):
        plain = self.make()
        first, _ = self.build(plain, "--profile", "plain")
        kept = set(self.objects())
        self.assertTrue(kept)
        self.build(self.make("另一些字。"), "--profile", "plain")
        self.assertTrue(set(self.objects()) > kept)
        self.assertEqual(self.build(self.make(), "--profile", "plain")[0], first)

    def test_no_cache(self):
        issue = self.make("![图](images/a.png)", a=png(varied(900, 600)))
        first, _ = self.build(issue)
        pdf = self.top / "other.pdf"
        for env in ({"XDG_CACHE_HOME": "/dev/null"}, {"XDG_CACHE_HOME": "", "HOME": ""}):
            result = self.succeeds("build", "-q", issue, "-o", pdf, env=env)
            self.assertEqual(pdf.read_bytes(), first)
            self.assertNotIn("cache", result.err)

    def test_what_decides_is_in_the_key(self):
        """Another condition, another resolution: another object."""
        issue = self.make("![图](images/a.png)", a=png(varied(900, 600)))
        first, _ = self.build(issue)
        screen, _ = self.build(issue, *SCREEN)
        self.assertNotEqual(self.build(issue, *SCREEN, "--ppi", "50")[0], screen)
        self.condition(press_profile(rich=True))
        self.assertNotEqual(self.build(issue)[0], first)
        self.condition(press_profile())
        self.assertEqual(self.build(issue)[0], first)


if __name__ == "__main__":
    unittest.main()
