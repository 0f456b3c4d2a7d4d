"""preflight --for: sound files of PDF/X, PDF/A and PDF/UA pass, and each of many spoilt ones is named by
the rules that it breaks and by no others."""

import json
import unittest

from pdf_standard import Archive, Combined, Older
from standard_cases import JUDGED, STANDARD_CASES
from support import Case


class Standards(Case):
    def judge(self, data, judged, *options):
        (self.top / "x.pdf").write_bytes(data)
        result = self.run_program("preflight", "--format", "json", "--for", judged, *options, "x.pdf")
        self.assertEqual(result.err, "")
        return result, [json.loads(line) for line in result.out.splitlines()]

    def test_sound(self):
        for sheet, judged in JUDGED.items():
            for also in ("", ",print"):
                result, findings = self.judge(sheet().save(), judged + also)
                self.assertEqual((result.status, [f for f in findings if f["severity"] == "error"]), (0, []))

    def test_spoilt(self):
        for name, base, spoil, rules, page in STANDARD_CASES:
            with self.subTest(name):
                sheet = base()
                spoil(sheet)
                result, findings = self.judge(sheet.save(), JUDGED[base])
                self.assertEqual({f["rule"] for f in findings}, {rules} if isinstance(rules, str) else set(rules))
                self.assertEqual(result.status, int(bool(findings)))
                if page is not None:
                    self.assertEqual({f["page"] for f in findings}, {page})

    def test_what_is_told(self):
        """A finding names the profiles it speaks against and the clauses that say so."""
        sheet = Combined()
        sheet.change("descriptor", "/FontFile2 {program}", "")
        found = self.judge(sheet.save(), "x4,a2a,ua1,print")[1]
        self.assertEqual(found[0]["profiles"], ["print", "x4", "a2a", "ua1"])
        self.assertEqual(found[0]["clauses"], ["ISO 15930-7", "ISO 19005-2, 6.2.11.4.1", "ISO 14289-1, 7.21.4.1"])
        self.assertEqual(self.judge(sheet.save(), "ua1")[1][0]["clauses"], ["ISO 14289-1, 7.21.4.1"])
        text = self.fails(1, "preflight", "--for", "ua1,a2a", "x.pdf").out
        self.assertIn("(ISO 19005-2, 6.2.11.4.1; ISO 14289-1, 7.21.4.1)", text)
        self.assertTrue(text.endswith("x.pdf: PDF/A-2a: 1 error\nx.pdf: PDF/UA-1: 1 error\n"))
        (self.top / "y.pdf").write_bytes(Combined().save())
        text = self.succeeds("preflight", "--for", "x4, a2a", "y.pdf").out
        self.assertTrue(text.endswith("y.pdf: PDF/X-4: nothing speaks against it\n"
                                      "y.pdf: PDF/A-2a: nothing speaks against it\n"))

    def test_only_what_is_asked(self):
        """A print file with a link is no worse as an archive."""
        data = Archive().save()
        self.assertEqual(self.judge(data, "a3a")[1], [])
        self.assertIn("annotation-inside", {f["rule"] for f in self.judge(data, "x4")[1]})
        self.assertNotIn("annotation-inside", {f["rule"] for f in self.judge(data, "print")[1]})

    def test_hostile(self):
        """Trees in circles, depths and sizes beyond use."""
        sheets = [Combined() for _ in range(7)]
        sheets[0].change("list", "{item}", "{list} {item} {doc}")
        sheets[1].change("tree", "/K {doc}", "/K " + "[" * 60 + "{doc}" + "]" * 60)
        sheets[2].change("tree", "/Nums [0", "/Kids [{tree}] /Nums [99999999999 {doc} -1 {doc} 0")
        sheets[3].change("td1", "/K 7", "/K 7 /A << /O /Table /ColSpan 999999999 /RowSpan 1e30 >>")
        sheets[4].data("xmp", "<x:xmpmeta", "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><x:xmpmeta")
        sheets[5].objects["xmp"][1] = b"<a>" * 200000
        sheets[6].data("tounicode", "<0002> <0005> <4E8C>", "<0000> <FFFFFFFF> <FFFFFFFF>")
        for i, sheet in enumerate(sheets):
            with self.subTest(i):
                result, findings = self.judge(sheet.save(), "x4,a2a,ua1")
                self.assertEqual(result.status, int(bool(findings)))
                self.assertNotIn("file-too-complex", {f["rule"] for f in findings})
                self.assertEqual("tags-parents" in {f["rule"] for f in findings}, i == 0)

    def test_wrong(self):
        for names in ("", "x5", "x4,", "x4;a2a"):
            self.fails(2, "preflight", "--for", names, "x.pdf")
        issue = self.issue("01")
        for options in (["--for", "x1a,a3a"], ["--for", "x4", "--profile", "screen"], ["--profile", "plain"],
                        ["--profile", "print,screen"]):
            self.assertIn("no PDF of an issue", self.fails(2, "preflight", *options, issue).err)

    def test_issue(self):
        """An issue is judged as what build makes for the profile that claims to be it."""
        issue = self.issue("01")
        for judged in ("x4,a2a,ua1", "x1a", "a3a,ua1"):
            out = self.succeeds("preflight", "--for", judged, issue).out
            self.assertEqual(out.count("nothing speaks against it"), judged.count(",") + 1)
        out = self.succeeds("preflight", "--for", "ua1", "--profile", "screen", issue).out
        self.assertIn("PDF/UA-1: nothing speaks against it", out)
        self.succeeds("preflight", issue, "--profile", "screen")


class Table(unittest.TestCase):
    def test_size(self):
        self.assertGreaterEqual(len(STANDARD_CASES), 100)
        self.assertEqual(len({name for name, *_ in STANDARD_CASES}), len(STANDARD_CASES))
        self.assertEqual({base for _, base, *_ in STANDARD_CASES}, {Combined, Archive, Older})


if __name__ == "__main__":
    unittest.main()
