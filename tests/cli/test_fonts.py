"""fonts: what the layouts ask for and whether it is there."""

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

    def test_no_such_layout(self):
        self.assertIn("nirgends", self.fails(1, "fonts", "nirgends").err)
        self.assertIn("nirgends", self.fails(1, "fonts", "--layouts", "nirgends").err)


if __name__ == "__main__":
    unittest.main()
