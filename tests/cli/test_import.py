"""Pages of PDF files as pictures, in every profile: what becomes of their colours, fonts and structure, and what
is said of those that cannot go in."""

import re
import subprocess
import unittest

from pdf_standard import advances
from pdf_writer import Sheet
from pressed import ARCHIVE, PLAIN, SCREEN, X1A, Pressed, swapped_profile
from support import press_profile

MAP = (b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Test def /CMapType 2 def 1 "
       b"begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0001> <0009> <4E00> endbfrange "
       b"endcmap end end")
RGB = "0.8 0.1 0.1 rg 300 300 100 100 re f 0 g 0 0 0 RG 300 200 m 400 200 l S"


def advertisement(pages=1):
    """A page as a program for designers exports it: tagged, with layers, metadata and a script."""
    s = Sheet(pages)
    s.add("map", "", MAP)
    s.change("font", "/Type0", "/Type0 /ToUnicode {map}")
    s.change("cid", "/DW 1000", "/DW 1000 /W [1 [%s]]" % " ".join(map(str, advances())))
    s.add("metadata", "/Type /Metadata /Subtype /XML", b"<secret/>")
    s.add("script", "/S /JavaScript /JS (secret)")
    s.change("page1", "/Type /Page ", "/Type /Page /StructParents 0 /Metadata {metadata} /AA << /O {script} >> ")
    s.change("picture", "/Type", "/StructParent 3 /Metadata {metadata} /Type")
    s.draw(1, "BT /F1", "/P << /MCID 0 >> BDC BT /F1")
    s.draw(1, "Tj ET", "Tj ET EMC")
    return s


def add_state(s, entries):
    s.change("page1", "/Over {over}", "/Over {over} /Other << " + entries + " >>")
    s.draw(1, "", "/Other gs 0 0 0 1 k 200 300 50 50 re f")


def add_space(s, definition, color="1"):
    s.change("page1", "/Spot {spot}", "/Spot {spot} /Other " + definition)
    s.draw(1, "", f"/Other cs {color} scn 200 300 50 50 re f")


def add_picture(s, head, data, **more):
    s.add("other", "/Type /XObject /Subtype /Image " + head, data)
    for name, (text, stream) in more.items():
        s.add(name, text, stream)
    s.change("page1", "/Picture {picture}", "/Picture {picture} /Other {other}")
    s.draw(1, "", "q 50 0 0 50 200 300 cm /Other Do Q")


class Import(Pressed):
    def place(self, data, name="ad.pdf", attributes=""):
        issue = self.make(f"![广告](images/{name}){attributes}")
        folder = self.top / issue / "images"
        folder.mkdir(exist_ok=True)
        (folder / name.split("#")[0]).write_bytes(data)
        return issue

    def form(self, plain):
        """The page's form: its dictionary and its content."""
        found = re.search(rb"<<(?:(?!endobj).)*?/BBox \[\s*8\.5(?:(?!endobj).)*?endstream", plain, re.S)
        self.assertIsNotNone(found)
        return found.group()

    def refused(self, sheet, what, *arguments):
        issue = self.place(sheet if isinstance(sheet, bytes) else sheet.save())
        result = self.fails(1, "build", *arguments, "--format", "json", issue)
        first = [o for o in result.objects() if o["severity"] == "error"][0]
        self.assertIn(what, first["message"])
        self.assertEqual((first["file"], first["line"]), (issue + "/01.md", 5))
        self.assertTrue(first["hint"])
        return first

    def test_all_profiles(self):
        """The page of an advertisement goes in whole, and nothing else of its file does."""
        for arguments, standards in (((), "x4,a2a,ua1"), (X1A, "x1a"), (SCREEN, "a2a,ua1"), (ARCHIVE, "a3a,ua1"),
                                     (PLAIN, None)):
            data, plain = self.build(self.place(advertisement().save()), *arguments)
            form = self.form(plain)
            self.assertIn(b"Tj", form)
            for word in (b"secret", b"MCID", b"BDC", b"StructParent", b"JavaScript"):
                self.assertNotIn(word, form, word)
            if standards:
                seen = self.run_program("preflight", "out.pdf", "--for", standards)
                self.assertEqual(seen.status, 0, seen.out)
            if arguments != ARCHIVE:  # which has the file inside as well
                self.assertNotIn(b"secret", plain)
            self.assertEqual(self.build(self.place(advertisement().save()), *arguments)[0], data)

    def test_text_stays_text(self):
        self.build(self.place(advertisement().save()))
        text = subprocess.run(["pdftotext", str(self.top / "out.pdf"), "-"], capture_output=True, check=True).stdout
        self.assertIn("\u4e00\u4e01\u4e02", text.decode())

    def test_inks_stay(self):
        """CMYK, spot inks and overprinting of an advertisement are the supplier's."""
        _, plain = self.build(self.place(advertisement().save()))
        form = self.form(plain)
        self.assertIn(b"0.1 0.05 0 0 k", form)
        self.assertIn(b"PANTONE#20186#20C", plain)
        self.assertRegex(plain, rb"/OPM 1\s[^>]*/op true|/op true[^>]*/OPM 1")

    def test_rgb_becomes_inks(self):
        """Of a chart: colours, a gradient, pictures, a palette; black is black ink alone."""
        s = advertisement()
        s.draw(1, "", RGB)
        add_picture(s, "/Width 2 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceRGB", b"\xff\0\0\0\0\xff")
        s.change("page1", "/Spot {spot}", "/Spot {spot} /Table [/Indexed /DeviceRGB 1 <FF0000000000>]")
        s.draw(1, "", "/Table cs 1 scn 500 300 50 50 re f")
        s.change("page1", "/Font <<", "/Shading << /H << /ShadingType 2 /ColorSpace /DeviceRGB /Coords [0 0 99 0] "
                 "/Function << /FunctionType 2 /Domain [0 1] /N 1 /C0 [1 0 0] /C1 [0 0 1] >> >> >> /Font <<")
        s.draw(1, "", "q 100 100 99 9 re W n /H sh Q")
        _, plain = self.build(self.place(s.save()))
        form = self.form(plain)
        self.assertNotRegex(form, rb"[\d.]+ [\d.]+ [\d.]+ (rg|RG)\n")
        self.assertNotIn(b"/DeviceRGB", plain)
        self.assertIn(b"0 0 0 1 K", form)
        self.assertIn(b"/FunctionType 0", plain)
        self.assertIn(("image", "2", "1", "cmyk", "4", "8", "image"), self.images())
        seen = self.run_program("preflight", str(self.top / "out.pdf"), "--spots", "PANTONE 186 C").out
        self.assertNotIn("color-rgb", seen)
        self.assertIn("hairline", seen)  # it does look into the form

    def test_tagged_light(self):
        """RGB of a profile is converted from it, or keeps it: of colours, palettes, gradients and pictures."""
        self.condition(press_profile(rich=True))
        seen = {}
        for name, icc in (("tagged", swapped_profile()), ("sRGB", swapped_profile(b"sRGB"))):
            s = advertisement()
            s.add("icc", "/N 3", icc)
            add_space(s, "[/ICCBased {icc}]", "1 0 0")
            s.change("page1", "/Spot {spot}", "/Spot {spot} /Table [/Indexed [/ICCBased {icc}] 0 <FF0000>]")
            s.draw(1, "", "/Table cs 0 scn 500 300 50 50 re f")
            s.add("shot", "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 "
                          "/ColorSpace [/ICCBased {icc}]", b"\xff\0\0")
            s.change("page1", "/Picture {picture}", "/Picture {picture} /Shot {shot}")
            s.draw(1, "", "q 50 0 0 50 300 300 cm /Shot Do Q")
            _, plain = self.build(self.place(s.save()))
            form = self.form(plain)
            color = [v.split() for v in re.findall(rb"([\d. ]+) k\s+200 300 50 50 re", form)][0]
            table = re.findall(rb"/Indexed\s*/DeviceCMYK\s*0\s*(<\w+>|\([^)]*\))", plain)
            self.assertEqual(len(table), 1)
            seen[name] = (color, table[0])
            _, plain = self.build(self.place(s.save()), *SCREEN)
            self.assertEqual(plain.count(icc), 1 if name == "tagged" else 0)
            self.assertEqual(self.run_program("preflight", "out.pdf", "--for", "a2a,ua1").status, 0)
        self.assertNotEqual(seen["tagged"][0], seen["sRGB"][0])
        self.assertNotEqual(seen["tagged"][1], seen["sRGB"][1])

    def test_screens_show_light(self):
        """Where sRGB is the intent, inks are shown by it, or say by which profile they are inks."""
        _, plain = self.build(self.place(advertisement().save()), *SCREEN)
        form = self.form(plain)
        self.assertNotRegex(form, rb" k\n")
        self.assertNotRegex(form, rb"/DeviceCMYK")
        for space in re.findall(rb"/ColorSpace\s*(/\w+)", plain):
            self.assertNotEqual(space, b"/DeviceCMYK")

    def test_archive_says_which_rgb(self):
        s = advertisement()
        s.draw(1, "", RGB)
        _, plain = self.build(self.place(s.save()), *ARCHIVE)
        form = self.form(plain)
        self.assertNotRegex(form, rb"(rg|RG)\n")
        self.assertIn(b"/ICCBased", form)

    def test_pages_are_named(self):
        s = advertisement(2)
        s.contents[2] = "0.5 g 100 100 200 200 re f"
        issue = self.place(s.save(), "ad.pdf#page=2")
        _, plain = self.build(issue)
        self.assertIn(b"0.5 g", self.form(plain))
        issue = self.place(s.save(), "ad.pdf#page=3")
        self.assertIn("no such page", self.fails(1, "check", issue).err)
        issue = self.place(s.save(), "ad.pdf#page=0")
        self.assertIn("no such page", self.fails(1, "check", issue).err)

    def test_two_pages_of_one_file(self):
        s = advertisement(2)
        s.contents[2] = "0.5 g 100 100 200 200 re f"
        issue = self.place(s.save(), "ad.pdf")
        text = (self.top / issue / "01.md").read_text(encoding="utf-8")
        self.write(self.top / issue / "01.md", text + "\n![又](images/ad.pdf#page=2)\n")
        _, plain = self.build(issue)
        self.assertEqual(len(re.findall(rb"/BBox \[\s*8\.5", plain)), 2)

    def test_older_presses(self):
        """What cannot stand in PDF/X-1a; in PDF/X-4 it can."""
        def mask(s):
            add_picture(s, "/Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /SMask {mask}", b"\0",
                        mask=("/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace "
                              "/DeviceGray", b"\x80"))
        for spoil, what in (
                (lambda s: add_state(s, "/ca 0.5"), "opacity"),
                (lambda s: add_state(s, "/BM /Multiply"), "blend modes"),
                (mask, "a picture with a soft mask")):
            s = advertisement()
            spoil(s)
            self.refused(s, what, *X1A)
            self.build(self.place(s.save()))

    def test_what_cannot_go_in(self):
        def font(s):
            s.change("descriptor", "/FontFile2 {program}", "")

        def characters(s):
            s.change("font", "/ToUnicode {map}", "")

        def mesh(s):
            s.change("page1", "/Font <<", "/Shading << /H {mesh} >> /Font <<")
            s.add("mesh", "/ShadingType 4 /ColorSpace /DeviceRGB /BitsPerCoordinate 8 /BitsPerComponent 8 "
                  "/BitsPerFlag 8 /Decode [0 1 0 1 0 1 0 1 0 1]", b"")
            s.draw(1, "", "/H sh")

        def layers(s):
            s.add("layer", "/Type /OCG /Name (hidden)")
            s.change("catalog", "/Type", "/OCProperties << /OCGs [{layer}] /D << /OFF [{layer}] >> >> /Type")

        for spoil, what, code in (
                (font, "AAAAAA+Model is not embedded", "image-font"),
                (characters, "which characters", "image-font"),
                (mesh, "a gradient in RGB", "image-color"),
                (layers, "layers", "bad-image"),
                (lambda s: add_space(s, "[/Lab << /WhitePoint [1 1 1] >>]", "50 0 0"), "Lab", "image-color"),
                (lambda s: add_space(s, "[/Separation /Gold /DeviceRGB << /FunctionType 2 /Domain [0 1] /N 1 /C0 [1 1 "
                                     "1] /C1 [1 0 0] >>]"), "the spot ink Gold", "image-color"),
                (lambda s: add_space(s, "[/DeviceN [/Gold /Black] /DeviceCMYK {tint}]", "1 1"),
                 "the spot ink Gold", "image-color"),
                (lambda s: add_picture(s, "/Width 9 /Height 9 /BitsPerComponent 8 /ColorSpace /DeviceRGB", b"\0"),
                 "cut off", "bad-image")):
            s = advertisement()
            spoil(s)
            self.assertEqual(self.refused(s, what)["code"], code, what)

    def test_protected_files(self):
        source, locked = self.tmp / "a.pdf", self.tmp / "b.pdf"
        source.write_bytes(advertisement().save())
        for user in ("", "secret"):
            subprocess.run(["qpdf", "--encrypt", user, "owner", "256", "--", str(source), str(locked)], check=True)
            self.refused(locked.read_bytes(), "password")

    def test_what_lies_on_the_page(self):
        """Notes and stamps are no part of it, which is said."""
        s = advertisement()
        s.change("page1", "/Type /Page ", "/Type /Page /Annots [<< /Type /Annot /Subtype /Stamp /Rect [0 0 9 9] >> << "
                 "/Type /Annot /Subtype /Link /Rect [0 0 9 9] >>] ")
        result = self.succeeds("check", self.place(s.save()))
        self.assertIn("notes, stamps and fields", result.err)

    def test_repeated_spots(self):
        """Objects that several things use are there once."""
        _, plain = self.build(self.place(advertisement().save()))
        self.assertEqual(plain.count(b"/Length1"), plain.count(b"/FontFile2"))


if __name__ == "__main__":
    unittest.main()
