"""fonts: what the layouts ask for and whether it is there."""

import hashlib
import unittest

from support import Case


class Fonts(Case):
    def test_all_found(self):
        text = self.succeeds("fonts").out
        self.assertIn("layout layouts/biweekly\n", text)
        rows = [line for line in text.splitlines() if "Noto Serif CJK SC" in line]
        self.assertTrue(rows)
        self.assertTrue(all("found" in row for row in rows), text)

    def test_columns_line_up(self):
        lines = self.succeeds("fonts", "biweekly").out.splitlines()[1:]
        state = lines[0].index("STATE")
        self.assertTrue(all(line[state:].startswith("found") for line in lines[1:]), lines)

    def test_missing_font(self):
        for font in (self.top / "fonts").glob("*.ttf"):
            font.unlink()
        result = self.fails(3, "fonts")
        self.assertIn("missing", result.out)
        self.assertIn("[font-missing]", result.err)

    def test_other_file(self):
        for font in (self.top / "fonts").glob("*.ttf"):
            font.write_bytes(font.read_bytes() + b"\0")
        result = self.fails(3, "fonts")
        self.assertIn("hash differs", result.out)
        self.assertIn("[font-differs]", result.err)

    def list_patterns(self, text):
        """Lists patterns of hyphenation in the project's catalogue."""
        digest = hashlib.sha256(text.encode()).hexdigest()
        patterns = self.top / "fonts" / "hyph_en_US.dic"
        patterns.write_text(text)
        catalogue = self.top / "fonts" / "fonts.yaml"
        entry = "hyphenation:\n  - {language: en, file: hyph_en_US.dic, sha256: %s}\n" % digest
        catalogue.write_text(entry + catalogue.read_text())
        return patterns

    def test_patterns_are_checked_as_fonts_are(self):
        patterns = self.list_patterns("UTF-8\n.in1ter\n")
        rows = [r for r in self.succeeds("fonts", "biweekly").out.splitlines() if r.startswith("hyphenation")]
        self.assertEqual(len(rows), 1)
        self.assertIn("found", rows[0])
        patterns.write_text("UTF-8\n.int1er\n")
        result = self.fails(3, "fonts", "biweekly")
        self.assertIn("hash differs", result.out)
        self.assertIn("[hyphenation-differs]", result.err)
        patterns.unlink()
        self.assertIn("[hyphenation-missing]", self.fails(3, "fonts", "biweekly").err)

    def test_other_patterns_build_nothing(self):
        patterns = self.list_patterns("UTF-8\n.in1ter\n")
        self.issue("2025-15")
        self.succeeds("build", "issues/2025-15")
        patterns.write_text("UTF-8\n.int1er\n")
        self.assertIn("[hyphenation-differs]", self.fails(3, "build", "issues/2025-15").err)

    def test_no_such_layout(self):
        self.assertIn("nirgends", self.fails(1, "fonts", "nirgends").err)
        self.assertIn("nirgends", self.fails(1, "fonts", "--layouts", "nirgends").err)


if __name__ == "__main__":
    unittest.main()
