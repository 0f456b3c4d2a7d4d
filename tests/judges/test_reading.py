"""Read aloud, an issue is its articles one after the other, each as it was written, wherever a layout's columns,
frames and jumps put the text."""

import pathlib
import re
import shutil
import tempfile
import unittest

import reading
import samples


def paragraphs(issue):
    """The paragraphs of the articles that have neither markup nor Western words in them, which may be parted."""
    for path in sorted(issue.glob("*.md")):
        body = path.read_text(encoding="utf-8").split("\n---\n", 1)[1]
        for paragraph in body.split("\n\n"):
            text = re.sub(r"\s", "", paragraph)
            if len(text) > 40 and not re.search(r"[A-Za-z*_`~#>|\[\\<&{:\"']|^(-|\d+\.)", text):
                yield text


class Reading(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="banxin-judges-"))
        self.addCleanup(shutil.rmtree, self.folder)

    def test_every_layout(self):
        self.assertGreaterEqual(len(samples.LAYOUTS), 6)
        for layout in samples.LAYOUTS:
            for issue in samples.ISSUES:
                with self.subTest(layout=layout, issue=issue.name):
                    self.one(samples.in_layout(issue, layout, self.folder))

    def one(self, issue):
        text, kinds = reading.read_aloud(samples.build(issue, self.folder, ["--profile", "print"]))
        text, at, count = re.sub(r"\s", "", text), 0, 0
        for paragraph in paragraphs(issue):
            found = text.find(paragraph, at)
            self.assertNotEqual(found, -1, paragraph)
            at, count = found + len(paragraph), count + 1
        self.assertGreater(count, 10)
        self.assertEqual(kinds.count("Art"), len(list(issue.glob("*.md"))))


if __name__ == "__main__":
    unittest.main()
