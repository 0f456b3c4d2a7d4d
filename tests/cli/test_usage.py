"""Wrong command lines, help and the standard streams."""

import os
import subprocess
import unittest

from support import PROGRAM, Case

WRONG = [
    # arguments, what the message says, which help it names
    (["bild", "x"], "unknown command bild; did you mean build?", "banxin --help"),
    (["issues/01"], "did you mean banxin build issues/01?", "banxin --help"),
    (["-q", "build"], "options stand behind the command", "banxin --help"),
    (["build"], "build needs ISSUE...", "banxin build --help"),
    (["build", "--ouput", "x"], "did you mean --output?", "banxin build --help"),
    (["build", "--layout=x", "--ouput=x"], "did you mean --output?", "banxin build --help"),
    (["build", "-z", "x"], "unknown option -z", "banxin build --help"),
    (["build", "-o"], "option --output needs a name", "banxin build --help"),
    (["build", "-o", "", "x"], "'' is not a name", "banxin build --help"),
    (["build", "-o", "-", "x"], "not written to standard output", "banxin build --help"),
    (["build", "--quiet=1", "x"], "--quiet takes no argument", "banxin build --help"),
    (["build", "-j", "0", "x"], "'0' is not a number from 1 to 256", "banxin build --help"),
    (["build", "-j", "1x", "x"], "'1x' is not a number", "banxin build --help"),
    (["build", "-j", "99999999999", "x"], "is not a number", "banxin build --help"),
    (["build", "--format", "xml", "x"], "'xml' is not text or json", "banxin build --help"),
    (["build", "-o", "a", "--output=b", "x"], "option --output is given twice; leave one out", "banxin build --help"),
    (["build", "--profile", "print", "x", "--profile", "screen"], "--profile is given twice; write its names with commas",
     "banxin build --help"),
    (["watch", "--port", "1", "--port", "1", "x"], "option --port is given twice", "banxin watch --help"),
    (["build", ""], "an empty name stands for ISSUE...", "banxin build --help"),
    (["build", "x", "y", "--dump-pages", "d"], "one issue at a time", "banxin build --help"),
    (["check", "-o", "x", "y"], "unknown option -o", "banxin check --help"),
    (["rebuild"], "rebuild needs DIR", "banxin rebuild --help"),
    (["rebuild", "x", "y"], "not also y", "banxin rebuild --help"),
    (["new", "x", "y"], "not also y", "banxin new --help"),
    (["explain"], "explain needs ISSUE", "banxin explain --help"),
    (["explain", "x", "y"], "not also y", "banxin explain --help"),
    (["explain", "x", "--worst", "0"], "'0' is not a number from 1", "banxin explain --help"),
    (["explain", "x", "--line", "-1"], "'-1' is not a number from 1", "banxin explain --help"),
    (["explain", "x", "--article", ""], "'' is not a number or a file", "banxin explain --help"),
    (["explain", "x", "--format", "xml"], "'xml' is not text or json", "banxin explain --help"),
    (["explain", "x", "-q"], "unknown option -q", "banxin explain --help"),
    (["help", "bild"], "there is no command bild", "banxin --help"),
]
COMMANDS = ["build", "check", "rebuild", "explain", "new", "fonts", "help"]


class Usage(Case):
    def test_wrong_usage_is_named_and_changes_nothing(self):
        before = self.files(".")
        for arguments, message, help_text in WRONG:
            with self.subTest(arguments=arguments):
                result = self.fails(2, *arguments)
                self.assertIn(message, result.err)
                self.assertIn("see " + help_text, result.err)
                self.assertEqual(result.out, "")
        self.assertEqual(self.files("."), before)

    def test_every_command_has_help_that_fits_a_terminal(self):
        listed = self.succeeds("--help").out
        for command in COMMANDS:
            self.assertIn("\n  " + command, listed)
            text = self.succeeds(command, "--help").out
            self.assertEqual(self.succeeds("help", command).out, text)
            self.assertEqual(self.succeeds(command, "-h", "x", "y", "z").out, text)
            self.assertTrue(all(len(line) <= 80 for line in text.splitlines()), text)
            self.assertIn("exit status:", text)

    def test_without_arguments_it_shows_the_commands(self):
        self.assertEqual(self.fails(2).out, self.succeeds("--help").out)

    def test_version(self):
        self.assertRegex(self.succeeds("--version").out, r"^banxin \d+\.\d+\.\d+\n$")

    def test_bad_source_date_epoch(self):
        issue = self.issue("01")
        for value in ["", "x", "-1", "1.5", " 1", "253402300800", "9" * 40]:
            result = self.fails(3, "build", issue, env={"SOURCE_DATE_EPOCH": value})
            self.assertIn("SOURCE_DATE_EPOCH", result.err)
        self.assertFalse((self.top / "out").exists())


class Streams(Case):
    def test_full_standard_output_is_an_error(self):
        with open("/dev/full", "wb") as full:
            self.assertIn("No space left", self.fails(3, "--help", stdout=full).err)
            self.assertIn("No space left", self.fails(3, "build", self.issue("01"), stdout=full).err)

    def test_closed_streams_do_no_harm(self):
        issue = self.issue("01")
        shell = 'exec "$0" "$@" >&- 2>&- <&-'
        done = subprocess.run(
            ["sh", "-c", shell, PROGRAM, "build", issue], cwd=self.top, check=False,
            env=dict(os.environ, HOME=str(self.tmp)),
        )
        self.assertEqual(done.returncode, 3)
        self.assertNotIn(b"KiB\n", self.assert_pdf("out/01.pdf"))

    def test_a_reader_that_went_away(self):
        reading, writing = os.pipe()
        os.close(reading)
        with open(writing, "wb") as gone:
            result = self.fails(3, "build", self.issue("01"), stdout=gone)
        self.assertEqual(result.err, "")
        self.assert_pdf("out/01.pdf")


if __name__ == "__main__":
    unittest.main()
