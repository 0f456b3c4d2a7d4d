"""The manuals of editors and the archive: both languages say the same, and what the program knows."""

import json
import re
import subprocess
import unittest

from support import PROGRAM, ROOT, Case

MANUALS = ("issues", "fonts", "out", "layouts")
FENCE = re.compile(r"(?ms)^```.*?^```$")
SPAN = re.compile(r"`[^`\n]+`")


def manual(folder, language):
    return (ROOT / folder / ("README.en.md" if language == "en" else "README.md")).read_text(encoding="utf-8")


def first_cells(text):
    """What stands between grave accents in the first cell of each row of a table."""
    rows = [line for line in text.splitlines() if line.startswith("|")]
    return [SPAN.findall(re.split(r"(?<!\\)\|", row)[1]) for row in rows]


class Manuals(Case):
    def test_each_leads_to_the_other(self):
        for folder in MANUALS:
            self.assertIn("中文：[README.md](README.md)", manual(folder, "en"), folder)
            self.assertIn("English: [README.en.md](README.en.md)", manual(folder, "zh"), folder)

    def test_the_same_parts(self):
        for folder in ("issues", "fonts", "out"):
            with self.subTest(folder=folder):
                chinese, english = (FENCE.sub("", manual(folder, language)) for language in ("zh", "en"))
                headings = [re.findall(r"(?m)^(#+) ", text) for text in (chinese, english)]
                self.assertEqual(*headings)
                self.assertEqual(first_cells(chinese), first_cells(english))

    def test_the_same_words_of_the_program(self):
        """Codes, keys and options that one has, the other has too."""
        word = re.compile(r"`(--?[a-z][a-z-]*|[a-z0-9]+-[a-z0-9-]+)`")
        for folder in ("issues", "fonts", "out"):
            with self.subTest(folder=folder):
                self.assertEqual(set(word.findall(manual(folder, "zh"))), set(word.findall(manual(folder, "en"))))

    def test_commands_are_known(self):
        """What a manual tells to type has a command, and options that it takes."""
        for folder in MANUALS:
            for language in ("zh", "en"):
                text = manual(folder, language)
                for line in re.findall(r"(?m)^(?:\./)?banxin .*$", "\n".join(FENCE.findall(text))):
                    words = line.split("#")[0].split("&&")[0].split()
                    help_text = self.succeeds(words[1], "--help").out
                    for option in re.findall(r"(?<=\s)--?[a-z][a-z-]*", " ".join(words[2:])):
                        self.assertRegex(help_text, r"(?m)^ .*%s\b" % re.escape(option), line)

    def test_every_key_is_there(self):
        for schema, but in (("article", set()), ("issue", set()), ("publication", set())):
            keys = json.loads(subprocess.run([PROGRAM, "schema", schema], stdout=subprocess.PIPE, check=True).stdout)["properties"]
            for language in ("zh", "en"):
                text = manual("issues", language)
                for key in set(keys) - but:
                    self.assertRegex(text, r"`%s[`:]" % key, "%s of %s, %s" % (key, schema, language))


if __name__ == "__main__":
    unittest.main()
