"""new: an issue that goes on from the last one and can be built at once."""

import unittest

from support import ISSUE, Case

NOW = {"SOURCE_DATE_EPOCH": "1754524800"}  # 2025-08-07


class New(Case):
    def make(self, name, **more):
        result = self.succeeds("new", name, env=NOW, **more)
        return result, (self.top / name / "issue.yaml").read_text(encoding="utf-8")

    def assert_serial(self, text, year, number, total, date):
        for line in (f"\nyear: {year}\n", f"\nnumber: {number}\n", f"\n{total}\n",
                     f"\ndate: {date}\n"):
            self.assertIn(line, text)

    def test_new_then_build(self):
        self.make("issues/01")
        result = self.succeeds("build", "issues/01")
        self.assertEqual(result.err, "")
        self.assert_pdf("out/01.pdf")

    def test_first_issue_of_a_publication(self):
        (self.top / "issues" / "publication.yaml").unlink()
        result, text = self.make("blatt/heft/01")
        self.assertEqual(result.out.splitlines()[:3], ["blatt/heft/publication.yaml",
                                                       "blatt/heft/01/01.md",
                                                       "blatt/heft/01/issue.yaml"])
        self.assert_serial(text, 2025, 1, "total: 1", "2025-08-07")
        self.assertEqual(self.succeeds("build", "blatt/heft/01").err, "")

    def test_existing_publication_is_kept(self):
        before = (self.top / "issues" / "publication.yaml").read_bytes()
        self.make("issues/01")
        self.assertEqual((self.top / "issues" / "publication.yaml").read_bytes(), before)

    def date(self, name, date, number, total=True):
        issue = self.issue(name, number)
        text = (ISSUE % (number, 100 + number)).replace("2025-08-07", date)
        text = text.replace("year: 2025", "year: " + date[:4])
        if not total:
            text = "".join(k for k in text.splitlines(True) if not k.startswith("total"))
        self.write(self.top / issue / "issue.yaml", text)

    def test_goes_on_from_the_newest_with_its_interval(self):
        self.date("a", "2025-07-24", 14)  # the newest; names are in another order
        self.date("b", "2025-06-26", 12)
        self.date("c", "2025-07-10", 13)
        self.assert_serial(self.make("issues/neu")[1], 2025, 15, "total: 115", "2025-08-07")

    def test_numbers_begin_again_with_the_year(self):
        self.date("a", "2025-12-18", 25)
        self.date("b", "2025-12-04", 24)
        self.assert_serial(self.make("issues/neu")[1], 2026, 1, "total: 126", "2026-01-01")

    def test_one_issue_before_leaves_the_interval_open(self):
        self.date("a", "2025-07-01", 3)
        self.assert_serial(self.make("issues/n1")[1], 2025, 4, "total: 104", "2025-08-07")

    def test_no_total_where_there_was_none(self):
        self.date("a", "2025-07-01", 3, total=False)
        self.assert_serial(self.make("issues/neu")[1], 2025, 4, "# total: 1", "2025-08-07")

    def test_folder_with_something_in_it_is_refused(self):
        issue = self.issue("01")
        before = self.files("issues")
        self.assertIn("[folder-not-empty]", self.fails(1, "new", issue).err)
        self.assertIn("[file-unwritable]", self.fails(3, "new", issue + "/01.md").err)
        self.assertEqual(self.files("issues"), before)

    def test_empty_folder_and_the_current_one(self):
        (self.top / "issues" / "01").mkdir()
        self.make("issues/01")
        here = self.top / "issues" / "02"
        here.mkdir()
        self.succeeds("new", ".", cwd=here)
        self.succeeds("build", ".", cwd=here)
        self.assertEqual(self.files("out"), ["02.pdf"])


if __name__ == "__main__":
    unittest.main()
