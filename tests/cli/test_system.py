"""The sample issue with the fonts that it is meant for, as a reader and other programs see it. The
fonts and programs come with the packages of .packages."""

import re
import shutil
import subprocess
import unittest

from support import ROOT, Case


def tool(*arguments):
    return subprocess.run(arguments, check=True, capture_output=True, timeout=120).stdout


class System(Case):
    """The sample 2025-15, built once for each test."""

    sample = ROOT / "issues" / "2025-15"

    def setUp(self):
        super().setUp()
        self.pdf = self.top / "2025-15.pdf"
        self.said = self.succeeds("build", self.sample, "-o", self.pdf).out

    def sentences(self):
        """The sentences of the articles' paragraphs that have no markup in them."""
        for path in sorted(self.sample.glob("*.md")):
            body = path.read_text(encoding="utf-8").split("\n---\n", 1)[1]
            for paragraph in body.split("\n\n"):
                if not re.search(r"[*_`#>|\[\\<&{]|^\s*(-|\d+\.) ", paragraph):
                    yield from re.findall("[^。！？]+[。！？]?", re.sub(r"\s", "", paragraph))

    def test_structure_and_pages(self):
        self.assertIn(b"No syntax or stream encoding errors", tool("qpdf", "--check", self.pdf))
        pages = int(re.search(rb"Pages:\s+(\d+)", tool("pdfinfo", self.pdf)).group(1))
        self.assertEqual(int(re.search(r": (\d+) pages", self.said).group(1)), pages)

    def test_text_is_what_the_author_wrote(self):
        text = tool("pdftotext", "-raw", self.pdf, "-").decode("utf-8")
        text = re.sub(r"[^\S\f]", "", text)
        sentences = list(self.sentences())
        self.assertGreater(len(sentences), 100)
        for sentence in sentences:
            self.assertTrue(sentence in text or self.runs_over(sentence, text), sentence)

    def runs_over(self, sentence, text):
        """Whether a sentence goes on on the next page, with no more than folios between."""
        between = ".{0,12}\f.{0,12}"
        return any(re.search(re.escape(sentence[:i]) + between + re.escape(sentence[i:]), text)
                   for i in range(1, len(sentence)))

    def test_no_sample_has_a_fault(self):
        for issue in sorted(p.parent for p in (ROOT / "issues").glob("*/issue.yaml")):
            with self.subTest(issue=issue.name):
                self.succeeds("check", issue)

    def test_apostrophes_are_western_in_words(self):
        """FT-04: an apostrophe from a Chinese face takes no em."""
        shutil.copytree(ROOT / "fonts", self.top / "system-fonts")
        issue = self.issue("apostrophe", article="---\ntitle: 撇号\n---\n\nO’O\n\nOO\n\n他说“好”\n\n他说好\n")
        dump = self.succeeds("check", issue, "--fonts", "system-fonts", "--dump-pages", "-").out
        width = {
            text: float(w)
            for w, text in re.findall(r'^text \S+ w (\S+) "[^"]+" 10\.5 \S+ "(.+?)"', dump, re.M)
        }
        self.assertLess(width["O’O"] - width["OO"], 0.4 * 10.5)
        self.assertGreater(width["他说“好”"] - width["他说好"], 0.9 * 10.5)  # of a Chinese one: half each


if __name__ == "__main__":
    unittest.main()
