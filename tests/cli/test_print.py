"""build --profile: print is one file that is PDF/X-4, PDF/A-2a and PDF/UA-1, x1a is PDF/X-1a, archive
PDF/A-3a with its sources. The rules of the standards are judged by `banxin preflight` and other
programs; here stands what makes the difference."""

import hashlib
import json
import re
import shutil
import struct
import subprocess
import unittest
import zlib

from support import Case


def table(inputs, outputs, corner):
    """An ICC table of 8 bits (mft1) with two points a side."""
    ramp = bytes(range(256))
    points = b"".join(bytes(corner([n >> (inputs - 1 - i) & 1 for i in range(inputs)]))
                      for n in range(1 << inputs))
    matrix = struct.pack(">9i", 65536, 0, 0, 0, 65536, 0, 0, 0, 65536)
    return b"mft1" + bytes([0, 0, 0, 0, inputs, outputs, 2, 0]) + matrix + ramp * inputs + points + ramp * outputs


def profile(device=b"prtr", space=b"CMYK", version=2, cut=0):
    """A small profile of a press that prints everything in black: light is the lack of black ink."""
    tags = [(b"B2A0", table(3, 4, lambda p: (0, 0, 0, 255 * (1 - p[0])))),
            (b"A2B0", table(4, 3, lambda p: (255 * (1 - p[3]), 128, 128))),
            (b"wtpt", b"XYZ \0\0\0\0" + struct.pack(">3i", 63190, 65536, 54061))]
    at, index, data = 128 + 4 + 12 * len(tags), b"", b""
    for name, value in tags:
        value += b"\0" * (-len(value) % 4)
        index += struct.pack(">4sII", name, at + len(data), len(value))
        data += value
    head = struct.pack(">I4sI4s4s4s", at + len(data), b"none", version << 24, device, space, b"Lab ")
    head += b"\0" * 12 + b"acsp" + b"\0" * 28 + struct.pack(">3i", 63190, 65536, 54061)
    head += b"\0" * (128 - len(head)) + struct.pack(">I", len(tags))
    whole = head + index + data
    return whole[:len(whole) - cut]


def rgb_png(kind):
    """A picture of 300 by 200 pixels, black: 2 RGB, 3 palette, 6 with alpha."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    w, h, n = 300, 200, {2: 3, 3: 1, 6: 4}[kind]
    rows = (b"\0" + b"\0" * (w * n)) * h
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", w, h, 8, kind, 0, 0, 0))
            + chunk(b"PLTE", bytes(range(9))) * (kind == 3) + chunk(b"IDAT", zlib.compress(rows))
            + chunk(b"IEND", b""))


class Pressed(Case):
    """A project with a printing condition."""

    def setUp(self):
        super().setUp()
        self.condition(profile())

    def condition(self, icc, name="FOGRA39", sha256=None):
        (self.top / "fonts" / "press.icc").write_bytes(icc)
        catalogue = self.top / "fonts" / "fonts.yaml"
        text = re.sub(r"(?s)conditions:.*?\nfamilies:", "families:", catalogue.read_text(encoding="utf-8"))
        entry = {"condition": name, "info": "印刷条件", "file": "press.icc", "package": "press-profiles",
                 "sha256": sha256 or hashlib.sha256(icc).hexdigest()}
        text = text.replace("families:", "conditions: [%s]\nfamilies:" % json.dumps(entry, ensure_ascii=False))
        catalogue.write_text(text, encoding="utf-8")

    def make(self, body="一字一行，见[网页](https://example.org/)。", **files):
        issue = self.issue("01", article="---\ntitle: 题\n---\n\n" + body + "\n")
        for name, data in files.items():
            folder = self.top / issue / "images"
            folder.mkdir(exist_ok=True)
            (folder / (name + ".png")).write_bytes(data)
        return issue

    def build(self, issue, profile="print"):
        pdf = self.top / "out.pdf"
        self.succeeds("build", "--profile", profile, issue, "-o", str(pdf))
        plain = subprocess.run(["qpdf", "--qdf", "--object-streams=disable", str(pdf), "-"],
                               capture_output=True, check=True).stdout
        return pdf.read_bytes(), plain


class Print(Pressed):
    def test_what_it_claims(self):
        data, plain = self.build(self.make())
        self.assertTrue(data.startswith(b"%PDF-1.6\n"))
        for claim in (b"<pdfxid:GTS_PDFXVersion>PDF/X-4<", b"<pdfaid:part>2<",
                      b"<pdfaid:conformance>A<", b"<pdfuaid:part>1<", b"<pdf:Trapped>False<"):
            self.assertIn(claim, data)
        self.assertIn(b"/Trapped /False", plain)
        intents = re.findall(rb"/DestOutputProfile (\d+) 0 R", plain)
        self.assertEqual(len(intents), 2)
        self.assertEqual(len(set(intents)), 1)
        self.assertEqual(plain.count(b"/OutputConditionIdentifier (FOGRA39)"), 2)
        self.assertIn(profile(), plain)

    def test_no_links(self):
        """Nothing to press on; what was a link is text."""
        _, plain = self.build(self.make())
        self.assertNotIn(b"/Annot", plain)
        self.assertNotIn(b"/S /Link", plain)
        self.assertIn(b"/S /Span", plain)
        self.assertIn(b"/Outlines", plain)

    def test_plain_is_as_it_was(self):
        pdf = self.top / "out.pdf"
        for arguments in ([], ["--profile", "plain"]):
            self.succeeds("build", self.make(), "-o", str(pdf), *arguments)
            data = pdf.read_bytes()
            self.assertTrue(data.startswith(b"%PDF-1.7\n"))
            self.assertNotIn(b"pdfaid", data)
            self.assertIn(b"/Annot", data)

    def test_same_bytes_and_identifiers(self):
        first, _ = self.build(self.make())
        again, _ = self.build(self.make())
        other, _ = self.build(self.make("另一句话。"))
        self.assertEqual(first, again)
        ids = [re.search(rb"DocumentID>(uuid:[0-9a-f-]{36})<", d).group(1) for d in (first, other)]
        self.assertNotEqual(*ids)

    def pictures(self, names="abc"):
        kinds = dict(zip("abc", (2, 3, 6)))
        body = "".join(f"![图](images/{name}.png)\n\n" for name in names)
        return self.make(body, **{name: rgb_png(kinds[name]) for name in names})

    def test_rgb_becomes_inks(self):
        """PDF/X has the inks of the press, palettes and what can be seen through too."""
        for profile_name, names in (("print", "abc"), ("x1a", "ab")):
            self.build(self.pictures(names), profile_name)
            pdf = str(self.top / "out.pdf")
            rows = subprocess.run(["pdfimages", "-list", pdf], capture_output=True, check=True).stdout
            kinds = [line.split()[2:6:3] for line in rows.decode().splitlines()[2:]]
            self.assertEqual([k for k in kinds if k[0] == "image"], [["image", "cmyk"]] * len(names))
            out = self.tmp / "plates"
            shutil.rmtree(out, ignore_errors=True)
            out.mkdir()
            subprocess.run(["pdfimages", "-tiff", pdf, str(out / "i")], check=True)
            # black in this press is black ink alone
            data = (out / "i-000.tif").read_bytes()
            self.assertIn(b"\0\0\0\xff" * 100, data)

    def test_jpeg_becomes_inks(self):
        issue = self.make("![图](images/a.jpg)")
        (self.top / issue / "images").mkdir()
        subprocess.run(["gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=jpeg", "-r72", "-g300x200", "-o",
                        str(self.top / issue / "images" / "a.jpg"), "-c",
                        "0 0 0 setrgbcolor 0 0 300 200 rectfill showpage"], check=True)
        self.build(issue)
        rows = subprocess.run(["pdfimages", "-list", str(self.top / "out.pdf")], capture_output=True,
                              check=True).stdout.decode().splitlines()
        self.assertEqual(rows[2].split()[5:9], ["cmyk", "4", "8", "jpeg"])

    def test_rgb_says_which_in_the_archive(self):
        _, plain = self.build(self.pictures(), "archive")
        for space in re.findall(rb"/ColorSpace (\[?[^\n]*(?:\n[^\n]*){3})", plain):
            self.assertNotIn(b"DeviceRGB", space)
        self.assertEqual(len(set(re.findall(rb"/ICCBased (\d+)|/ICCBased\n\s+(\d+)", plain))), 1)
        self.assertIn(b"mntrRGB XYZ ", plain)

    def test_a_profile_without_tables(self):
        icc = profile().replace(b"B2A0", b"none")
        self.condition(icc)
        self.build(self.make())
        err = self.fails(1, "build", "--profile", "print", self.pictures("a")).err
        self.assertIn("[condition-bad]", err)

    def test_layout_names_the_condition(self):
        issue = self.make()
        layout = self.top / "layouts" / "biweekly" / "layout.yaml"
        layout.write_text(layout.read_text(encoding="utf-8") + "\noutput: NEWSPAPER\n", encoding="utf-8")
        result = self.fails(1, "build", "--profile", "print", issue)
        self.assertIn("the catalogue has no printing condition NEWSPAPER", result.err)
        self.assertIn("layout.yaml:", result.err)
        self.condition(profile(), "NEWSPAPER")
        _, plain = self.build(issue)
        self.assertIn(b"/OutputConditionIdentifier (NEWSPAPER)", plain)
        self.assertFalse((self.top / "out" / "01.pdf").exists())

    def test_profiles_that_will_not_do(self):
        issue = self.make()
        for icc, status, what in (
            (profile(cut=20), 1, "no ICC profile, or one that is cut off"),
            (profile(device=b"mntr"), 1, "not the profile of a printer"),
            (profile(space=b"RGB "), 1, "its colours are not CMYK"),
            (profile(version=5), 1, "newer than ICC version 4"),
        ):
            self.condition(icc)
            self.assertIn(what, self.fails(status, "build", "--profile", "print", issue).err)
        self.condition(profile(), sha256="0" * 64)
        self.assertIn("[condition-differs]", self.fails(3, "build", "--profile", "print", issue).err)
        (self.top / "fonts" / "press.icc").unlink()
        result = self.fails(3, "build", "--profile", "print", issue)
        self.assertIn("[condition-missing]", result.err)
        self.assertIn("apt install press-profiles", result.err)

    def test_wrong_name(self):
        self.assertIn("plain, print, x1a or archive", self.fails(2, "build", "--profile", "web", self.make()).err)

    def test_x1a(self):
        data, plain = self.build(self.make(), "x1a")
        self.assertTrue(data.startswith(b"%PDF-1.4\n"))
        self.assertIn(b"/GTS_PDFXVersion (PDF/X-1a:2003)", plain)
        self.assertEqual(re.findall(rb"/S /(GTS_\w+)", plain), [b"GTS_PDFX"])
        for not_there in (b"pdfaid", b"pdfxid:GTS", b"pdfuaid:part", b"/Annot", b"/SMask", b"/ca "):
            self.assertNotIn(not_there, data + plain)

    def test_x1a_has_nothing_to_see_through(self):
        svg = b"<svg viewBox='0 0 9 9' xmlns='x'><rect width='9' height='9' opacity='0.5'/></svg>"
        for data in (rgb_png(6), svg):
            err = self.fails(1, "build", "--profile", "x1a", self.make("![图](images/a.png)", a=data)).err
            self.assertIn("what can be seen through cannot stand in PDF/X-1a [image-color]", err)
            self.build(self.make("![图](images/a.png)", a=data), "print")

    def attached(self):
        """The files inside, by their names."""
        pdf = str(self.top / "out.pdf")
        out = subprocess.run(["qpdf", "--list-attachments", pdf], capture_output=True, check=True).stdout
        names = re.findall(r"(?m)^(.*) -> \d+,\d+$", out.decode("utf-8"))
        return {name: subprocess.run(["qpdf", "--show-attachment=" + name, pdf], capture_output=True,
                                     check=True).stdout for name in names}

    def test_archive_holds_what_it_was_made_from(self):
        issue = self.make("![图](images/a.png)", a=rgb_png(2))
        self.write(self.top / issue / "表格" / "数.csv", "甲,1\n")
        self.write(self.top / issue / ".swp", "x")
        self.write(self.top / "issues" / "nobreak.txt", "版心\n")
        data, plain = self.build(issue, "archive")
        self.assertIn(b"<pdfaid:part>3<", data)
        names = ["01/01.md", "01/images/a.png", "01/issue.yaml", "01/表格/数.csv", "fonts/fonts.yaml",
                 "layouts/biweekly/layout.yaml", "nobreak.txt", "publication.yaml"]
        files = self.attached()
        self.assertEqual(list(files), names)
        self.assertEqual(plain.count(b"/AFRelationship /Source"), 6)
        self.assertEqual(plain.count(b"/AFRelationship /Supplement"), 2)
        self.assertIn(b"/subtype /text#2fmarkdown", plain.lower())
        self.assertEqual(files["01/01.md"], (self.top / issue / "01.md").read_bytes())
        self.assertEqual(files["01/images/a.png"], rgb_png(2))

    def test_archive_can_be_rebuilt_from_itself(self):
        """The files inside, laid out as they are named, give the same bytes."""
        data, _ = self.build(self.make("一字一行，一行一页。" * 30), "archive")
        again = self.tmp / "again"
        for name, content in self.attached().items():
            (again / name).parent.mkdir(parents=True, exist_ok=True)
            (again / name).write_bytes(content)
        for file in (self.top / "fonts").glob("*.*"):
            if file.suffix in (".ttf", ".otf", ".icc"):
                (again / "fonts" / file.name).write_bytes(file.read_bytes())
        self.succeeds("build", "--profile", "archive", str(again / "01"), "-o", str(again / "x.pdf"))
        self.assertEqual((again / "x.pdf").read_bytes(), data)

    def test_rebuild(self):
        self.make()
        self.succeeds("rebuild", "issues", "--profile", "print", "-o", "again")
        self.assertIn(b"PDF/X-4", (self.top / "again" / "01.pdf").read_bytes())

    def test_listed_with_the_fonts(self):
        rows = [r for r in self.succeeds("fonts", "biweekly").out.splitlines() if r.startswith("output")]
        self.assertEqual(len(rows), 1)
        self.assertIn("FOGRA39", rows[0])
        self.assertIn("found", rows[0])


class Spots(Pressed):
    """An ink of its own: a plate of its name, and nothing of it on the others."""

    def setUp(self):
        super().setUp()
        layout = self.top / "layouts" / "biweekly" / "layout.yaml"
        text = layout.read_text(encoding="utf-8")
        red = re.search(r"(?m)^  (\S+): (cmyk\(0, 100, 90, 8\))$", text)
        layout.write_text(text.replace(red[0], f"  {red[1]}: spot(PANTONE 186 C, {red[2]})", 1),
                          encoding="utf-8")

    def test_plate(self):
        for profile in ("plain", "print", "x1a"):
            _, plain = self.build(self.make(), profile)
            self.assertIn(b"/Separation", plain)
            self.assertIn(b"/PANTONE#20186#20C", plain)
            self.assertRegex(plain, rb"/S1 cs 1 scn")
            self.assertNotIn(b"0 1 .9 .08 k", plain)
        plates = self.tmp / "plates"
        plates.mkdir()
        subprocess.run(["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", "-r20",
                        "-dFirstPage=1", "-dLastPage=1", "-o", str(plates / "p.tif"),
                        str(self.top / "out.pdf")], check=True, capture_output=True)
        names = sorted(p.name for p in plates.iterdir())
        self.assertIn("p(PANTONE 186 C).tif", names)

        def inked(name):
            data = (plates / name).read_bytes()
            return any(b != 0xFF for b in data[8:-400])

        self.assertTrue(inked("p(PANTONE 186 C).tif"))

    def test_seen_on_pages_and_by_preflight(self):
        issue = self.make()
        out = self.succeeds("check", "--dump-pages", "-", issue).out
        self.assertIn("spot1-100", out)
        self.build(issue)
        result = self.run_program("preflight", "--spots", "金", str(self.top / "out.pdf"))
        self.assertRegex(result.out, "PANTONE 186 C.*spot-unlisted")
        result = self.run_program("preflight", "--spots", "PANTONE 186 C", str(self.top / "out.pdf"))
        self.assertNotIn("[spot-unlisted]", result.out)


if __name__ == "__main__":
    unittest.main()
