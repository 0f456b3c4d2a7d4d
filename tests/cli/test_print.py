"""build --profile: print is one file that is PDF/X-4, PDF/A-2a and PDF/UA-1, x1a is PDF/X-1a, archive
PDF/A-3a with its sources. The rules of the standards are judged by `banxin preflight` and other
programs; here stands what makes the difference."""

import hashlib
import json
import re
import subprocess
import unittest

from pressed import ARCHIVE, PLAIN, X1A, Pressed, flat, png
from support import press_profile as profile


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

    def test_plain_claims_nothing(self):
        data, _ = self.build(self.make(), *PLAIN)
        self.assertTrue(data.startswith(b"%PDF-1.7\n"))
        self.assertNotIn(b"pdfaid", data)
        self.assertNotIn(b"/OutputIntents", data)
        self.assertIn(b"/Annot", data)

    def test_print_is_the_usual_one(self):
        issue = self.make()
        usual, _ = self.build(issue)
        for arguments in (("--profile", "print"), ("-p", "print", "--standard", "x4"), ("--standard", "x4")):
            self.assertEqual(self.build(issue, *arguments)[0], usual)

    def test_same_bytes_and_identifiers(self):
        first, _ = self.build(self.make())
        again, _ = self.build(self.make())
        other, _ = self.build(self.make("另一句话。"))
        self.assertEqual(first, again)
        ids = [re.search(rb"InstanceID>(uuid:[0-9a-f-]{36})<", d).group(1) for d in (first, other)]
        self.assertNotEqual(*ids)

    def test_layout_names_the_condition(self):
        issue = self.make()
        layout = self.top / "layouts" / "biweekly" / "layout.yaml"
        layout.write_text(layout.read_text(encoding="utf-8") + "\noutput: NEWSPAPER\n", encoding="utf-8")
        result = self.fails(1, "build", issue)
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
            self.assertIn(what, self.fails(status, "build", issue).err)
        self.condition(profile(), sha256="0" * 64)
        self.assertIn("[condition-differs]", self.fails(3, "build", issue).err)
        (self.top / "fonts" / "press.icc").unlink()
        result = self.fails(3, "build", issue)
        self.assertIn("[condition-missing]", result.err)
        self.assertIn("apt install press-profiles", result.err)
        self.assertIn("--profile plain", result.err)
        self.succeeds("check", issue)
        self.build(issue, *PLAIN)

    def test_registered_condition(self):
        """PDF/X-1a may name what the ICC's registry describes; nothing else may, and nothing can be converted by it."""
        self.condition(None, "CGATS TR 001", ink=280)
        layout = self.top / "layouts" / "biweekly" / "layout.yaml"
        layout.write_text(layout.read_text(encoding="utf-8") + "\noutput: CGATS TR 001\n", encoding="utf-8")
        issue = self.make()
        _, plain = self.build(issue, *X1A)
        self.assertIn(b"/OutputConditionIdentifier (CGATS TR 001)", plain)
        self.assertIn(b"/RegistryName (http://www.color.org)", plain)
        self.assertFalse(b"/DestOutputProfile" in plain)
        self.assertIn("nothing speaks against it", self.succeeds("preflight", "out.pdf", "--for", "x1a").out)
        self.succeeds("check", issue)
        self.succeeds("fonts", "biweekly")
        for arguments in ((), ("-p", "screen"), ("-p", "print,archive", *X1A)):
            err = self.fails(1, "build", *arguments, issue).err
            self.assertIn("has no profile, which only PDF/X-1a can do without [condition-bad]", err)
            self.assertIn("layout.yaml:", err)
        err = self.fails(1, "build", *X1A, self.make("![图](images/a.png)", a=png(flat((9, 0, 0))))).err
        self.assertIn("no profile that RGB could be made inks by [condition-bad]", err)
        self.condition(None, "CGATS TR 001", file="press.icc")
        self.assertIn("has `file` without `sha256`", self.run_program("check", issue).err)

    def test_wrong_name(self):
        for wrong in ("web", "x1a", "", "print,", "print,print", "print;screen"):
            err = self.fails(2, "build", "--profile", wrong, self.make()).err
            self.assertIn("print, screen, archive or plain", err)
        self.assertIn("x4 or x1a", self.fails(2, "build", "--standard", "x3", self.make()).err)
        err = self.fails(2, "build", *PLAIN, *X1A, self.make()).err
        self.assertIn("--standard is of the profile print", err)

    def test_x1a(self):
        data, plain = self.build(self.make(), *X1A)
        self.assertTrue(data.startswith(b"%PDF-1.4\n"))
        self.assertIn(b"/GTS_PDFXVersion (PDF/X-1a:2003)", plain)
        self.assertEqual(re.findall(rb"/S /(GTS_\w+)", plain), [b"GTS_PDFX"])
        for not_there in (b"pdfaid", b"pdfxid:GTS", b"pdfuaid:part", b"/Annot", b"/SMask", b"/ca "):
            self.assertNotIn(not_there, data + plain)

    def test_x1a_has_nothing_to_see_through(self):
        svg = b"<svg viewBox='0 0 9 9' xmlns='x'><rect width='9' height='9' opacity='0.5'/></svg>"
        for data in (png(flat((0, 0, 0, 0)), 4), svg):
            err = self.fails(1, "build", *X1A, self.make("![图](images/a.png)", a=data)).err
            self.assertIn("what can be seen through cannot stand in PDF/X-1a [image-color]", err)
            self.build(self.make("![图](images/a.png)", a=data))

    def attached(self):
        """The files inside, by their names."""
        pdf = str(self.top / "out.pdf")
        out = subprocess.run(["qpdf", "--list-attachments", pdf], capture_output=True, check=True).stdout
        names = re.findall(r"(?m)^(.*) -> \d+,\d+$", out.decode("utf-8"))
        return {name: subprocess.run(["qpdf", "--show-attachment=" + name, pdf], capture_output=True,
                                     check=True).stdout for name in names}

    def test_archive_holds_what_it_was_made_from(self):
        issue = self.make("![图](images/a.png)", a=png(flat((0, 0, 0))))
        self.write(self.top / issue / "表格" / "数.csv", "甲,1\n")
        self.write(self.top / issue / ".swp", "x")
        self.write(self.top / "issues" / "nobreak.txt", "版心\n")
        data, plain = self.build(issue, *ARCHIVE)
        self.assertIn(b"<pdfaid:part>3<", data)
        names = ["01/01.md", "01/images/a.png", "01/issue.yaml", "01/表格/数.csv", "fonts/fonts.yaml",
                 "layouts/biweekly/layout.yaml", "nobreak.txt", "publication.yaml"]
        files = self.attached()
        self.assertEqual(list(files), names)
        self.assertEqual(plain.count(b"/AFRelationship /Source"), 6)
        self.assertEqual(plain.count(b"/AFRelationship /Supplement"), 2)
        self.assertIn(b"/subtype /text#2fmarkdown", plain.lower())
        self.assertEqual(files["01/01.md"], (self.top / issue / "01.md").read_bytes())
        self.assertEqual(files["01/images/a.png"], png(flat((0, 0, 0))))

    def test_archive_can_be_rebuilt_from_itself(self):
        """The files inside, laid out as they are named, give the same bytes."""
        data, _ = self.build(self.make("一字一行，一行一页。" * 30), *ARCHIVE)
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
        self.succeeds("rebuild", "issues", "--profile", "print,archive", "-o", "again")
        self.assertIn(b"PDF/X-4", (self.top / "again" / "01.pdf").read_bytes())
        self.assertIn(b"<pdfaid:part>3<", (self.top / "again" / "01-archive.pdf").read_bytes())

    def test_names_of_files(self):
        """A file for screens never takes the place of the one for the press."""
        issue = self.make()
        for arguments, name in (((), "01"), (X1A, "01-x1a"), (PLAIN, "01-plain"), (ARCHIVE, "01-archive"),
                                (("-p", "screen"), "01-screen")):
            result = self.succeeds("build", *arguments, issue)
            self.assertRegex(result.out, rf"^out/{name}\.pdf: \d+ pages, \d+ KiB\n$")
        self.assertEqual(len(list((self.top / "out").glob("*.pdf"))), 5)
        self.succeeds("build", "-p", "screen,print", issue, "-o", "a.pdf")
        self.succeeds("build", "-p", "screen", issue, "-o", "b.pdf")
        self.assertEqual(sorted(p.name for p in self.top.glob("*.pdf")), ["a-screen.pdf", "a.pdf", "b.pdf"])

    def test_several_at_once_are_what_each_is_alone(self):
        issue = self.make("![图](images/a.png)", a=png(flat((0, 0, 0))))
        profiles = ["print", "screen", "archive", "plain"]
        for jobs in ("1", "4"):
            self.succeeds("build", "-p", ",".join(profiles), "-j", jobs, issue)
            for name in profiles:
                suffix = "" if name == "print" else "-" + name
                alone, _ = self.build(issue, "-p", name)
                self.assertEqual((self.top / "out" / f"01{suffix}.pdf").read_bytes(), alone, name)

    def test_all_or_nothing(self):
        issue = self.make("![图](images/a.png)", a=png(flat((0, 0, 0, 0)), 4))
        result = self.fails(1, "build", "-p", "print,archive", *X1A, issue)
        self.assertIn("[image-color]", result.err)
        self.assertFalse((self.top / "out").exists())

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
        for arguments in (PLAIN, (), X1A):
            _, plain = self.build(self.make(), *arguments)
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
