"""The manual page and the completions: sound by the programs that read them, and complete."""

import pathlib
import re
import subprocess
import sys
import unittest

from support import Case

FOLDER = pathlib.Path(sys.argv.pop())


class Manual(Case):
    def text(self, name):
        return (FOLDER / name).read_text(encoding="utf-8")

    def commands(self):
        """Each command with its long options, as the help prints them."""
        names = re.findall(r"^  ([a-z]+) ", self.succeeds("--help").out.split("\n\n  banxin")[0], re.M)
        for name in names:
            yield name, re.findall(r"^.{6}--([a-z-]+)", self.succeeds(name, "--help").out, re.M)

    def test_page(self):
        done = subprocess.run(
            ["mandoc", "-T", "lint", "-W", "warning", str(FOLDER / "banxin.1")],
            capture_output=True, text=True, check=False,
        )
        self.assertEqual((done.stdout, done.returncode), ("", 0))
        page = self.text("banxin.1")
        for name, options in self.commands():
            self.assertIn(".Ss banxin %s " % name, page)
            for option in options:
                if option != "help":
                    self.assertIn("Fl \\-%s" % option, page)

    def test_bash(self):
        script = self.text("banxin")

        def complete(*words):
            call = 'COMP_WORDS=(%s); COMP_CWORD=%d; _banxin; printf "%%s\\n" "${COMPREPLY[@]}"' % (
                " ".join("'%s'" % word for word in words), len(words) - 1)
            done = subprocess.run(["bash", "-c", script + call], cwd=self.top, capture_output=True,
                                  text=True, check=True)
            return done.stdout.split()

        self.assertEqual(complete("banxin", "expl"), ["explain"])
        self.assertIn("layouts", complete("banxin", "watch", "lay"))
        for name, options in self.commands():
            self.assertIn(name, complete("banxin", ""))
            self.assertEqual(set(complete("banxin", name, "--")), {"--" + o for o in options} | {"--help"})

    def test_zsh_and_fish(self):
        zsh, fish = self.text("_banxin"), self.text("banxin.fish")
        for name, options in self.commands():
            self.assertIn("\n%s)\n" % name, zsh)
            self.assertIn(" -a %s " % name, fish)
            for option in options:
                if option != "help":
                    self.assertIn("'--%s[" % option, zsh)
                    self.assertIn(" -l %s " % option, fish)
        # every quotation is closed
        self.assertEqual(zsh.replace("'\\''", "").count("'") % 2, 0)
        self.assertEqual(re.sub(r"\\.", "", fish).count("'") % 2, 0)


if __name__ == "__main__":
    unittest.main()
