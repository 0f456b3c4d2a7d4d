"""The sample issue with the fonts that it is meant for, as a reader and other programs see it. The
fonts and programs come with the packages of .packages."""

import re
import subprocess
import unittest

from support import ROOT, Case


def tool(*arguments):
    return subprocess.run(arguments, check=True, capture_output=True, timeout=120).stdout


class System(Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.issue = ROOT / "issues" / "2025-15"

    def setUp(self):
        super().setUp()
        self.pdf = self.top / "2025-15.pdf"
        self.said = self.succeeds("build", self.issue, "-o", self.pdf).out

    def paragraphs(self):
        """The plain paragraphs of the articles: those without any markup."""
        for path in sorted(self.issue.glob("*.md")):
            body = path.read_text(encoding="utf-8").split("\n---\n", 1)[1]
            for paragraph in body.split("\n\n"):
                if paragraph.strip() and not re.search(r"[*_`#>|\[\\<&{]|^\s*(-|\d+\.) ", paragraph):
                    yield re.sub(r"\s", "", paragraph)

    def test_pdf_is_sound_and_says_what_the_author_wrote(self):
        self.assertEqual(tool("qpdf", "--check", self.pdf).count(b"No syntax or stream"), 1)
        pages = int(re.search(rb"Pages:\s+(\d+)", tool("pdfinfo", self.pdf)).group(1))
        self.assertEqual(int(re.search(r": (\d+) pages", self.said).group(1)), pages)
        text = re.sub(r"\s", "", tool("pdftotext", "-raw", self.pdf, "-").decode("utf-8"))
        paragraphs = list(self.paragraphs())
        self.assertGreater(len(paragraphs), 10)
        for paragraph in paragraphs:
            for sentence in re.split("(?<=[。！？])", paragraph):
                self.assertIn(sentence, text)


if __name__ == "__main__":
    unittest.main()
