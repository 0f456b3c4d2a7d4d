"""Every layout that is shipped sets every sample issue."""

import unittest

from support import ROOT, Case


class Gallery(Case):
    def test_every_issue_in_every_layout(self):
        layouts = sorted(p.parent.name for p in (ROOT / "layouts").glob("*/layout.yaml"))
        issues = sorted(p.parent for p in (ROOT / "issues").glob("*/issue.yaml"))
        self.assertGreater(len(layouts), 3)
        self.assertTrue(issues)
        for layout in layouts:
            with self.subTest(layout=layout):
                result = self.succeeds("check", *issues, "--layout", layout, "--fonts", self.top / "fonts")
                self.assertEqual(result.out.count(" pages, "), len(issues), result.out)

    def test_layouts_differ(self):
        issue = self.issue("2025-01")
        pages = {
            layout: self.succeeds("check", issue, "--layout", layout, "--dump-pages", "-").out
            for layout in ("biweekly", "magazine", "large-print", "sheet", "briefing", "bulletin")
        }
        self.assertEqual(len(set(pages.values())), len(pages))

    def test_unknown_layout(self):
        issue = self.issue("2025-01")
        self.assertIn("nirgends", self.fails(1, "check", issue, "--layout", "nirgends").err)
        self.assertIn("name of a folder", self.fails(1, "check", issue, "--layout", "../x").err)


if __name__ == "__main__":
    unittest.main()
