#!/usr/bin/env python3
"""What the generator of the line breaking tables says to other data than it is made for:
test_generator.py linebreak.py linebreak.rules UNICODE_FOLDER"""

import pathlib
import subprocess
import sys
import tempfile
import unittest

GENERATOR, RULES, UNICODE = map(pathlib.Path, sys.argv[1:])
DATA = ["LineBreak.txt", "EastAsianWidth.txt", "emoji/emoji-data.txt", "UnicodeData.txt"]


class Generator(unittest.TestCase):
    unaltered = None  # the tables of the data as it is

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.files = [RULES] + [UNICODE / name for name in DATA]

    def alter(self, index, change):
        """Replaces an input by a changed copy."""
        copy = self.folder / ("changed%d" % index)
        before = self.files[index].read_text(encoding="utf-8")
        after = change(before)
        self.assertTrue(after != before, "the change finds nothing to change")
        copy.write_text(after, encoding="utf-8")
        self.files[index] = copy

    def run_it(self):
        output = self.folder / "tables.h"
        result = subprocess.run(
            [sys.executable, GENERATOR, output, *self.files], stderr=subprocess.PIPE, text=True
        )
        return result, output.read_text(encoding="ascii") if output.exists() else None

    def succeeds(self):
        result, text = self.run_it()
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        return text

    def fails(self, message):
        result, text = self.run_it()
        self.assertEqual(result.returncode, 1)
        self.assertIsNone(text)
        self.assertTrue(result.stderr.startswith("linebreak.py: "), result.stderr)
        self.assertIn(message, result.stderr)
        self.assertEqual(result.stderr.count("\n"), 1)

    def expected(self):
        if not Generator.unaltered:
            Generator.unaltered = self.succeeds()
        return Generator.unaltered

    def test_the_same_input_makes_the_same_tables(self):
        self.assertEqual(self.expected(), self.succeeds())

    def test_blanks_around_fields_and_ranges_of_defaults_mean_the_same(self):
        before = self.expected()
        self.alter(1, lambda text: text.replace("3400..4DBF;ID", "# @missing: 3400..4DBF; ID #"))
        self.alter(1, lambda text: text.replace(";", "  ; "))
        self.assertEqual(self.succeeds(), before)

    def test_classes_of_later_versions_break_as_in_ours(self):
        before = self.expected()
        self.alter(1, lambda text: text.replace("\n1B05..1B33;AL", "\n1B05..1B33;AK"))
        self.alter(1, lambda text: text.replace("\n2010;BA", "\n2010;HH"))
        self.alter(1, lambda text: text.replace("\n1B43..1B44;CM", "\n1B43..1B44;VI"))
        self.assertEqual(self.succeeds(), before)

    def test_an_unknown_class(self):
        self.alter(1, lambda text: text.replace("\n2010;BA", "\n2010;Q9"))
        self.fails("no rule is about Q9: newer data?")

    def test_a_class_that_is_gone(self):
        self.alter(1, lambda text: text.replace(";B2", ";BA"))
        self.fails("rules about unknown classes: B2")

    def test_a_file_that_is_none_of_unicode(self):
        self.alter(2, lambda text: "<html>\n")
        self.fails("changed2:1: not a line of the Unicode data")

    def test_a_file_without_defaults(self):
        self.alter(2, lambda text: text.replace("@missing", ""))
        self.fails("nothing about U+")

    def test_no_emoji(self):
        self.alter(3, lambda text: text.replace("Extended_Pictographic", "Emoji"))
        self.fails("no code point is Extended_Pictographic")

    def test_an_unassigned_emoji_of_another_class(self):
        self.alter(3, lambda text: text + "\n0378 ; Extended_Pictographic\n")
        self.fails("U+0378: an unassigned emoji of class AL (LB30b)")

    def test_a_missing_file(self):
        self.files[4] = self.folder / "none.txt"
        self.fails("none.txt")

    def test_a_rule_that_is_none(self):
        self.alter(0, lambda text: "LB1 AL AL\n" + text)
        self.fails(":1: not a rule")

    def test_a_rule_about_nothing_known(self):
        self.alter(0, lambda text: text.replace("LB22  × IN", "LB22  × INN"))
        self.fails("rules about unknown classes: INN")

    def test_rules_that_leave_a_gap(self):
        self.alter(0, lambda text: text.replace("LB31  ÷", ""))
        self.fails("no rule fits")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
