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

    def lint(self, name):
        done = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", str(FOLDER / name)],
                              capture_output=True, text=True, check=False)
        return done.stdout

    def test_page(self):
        self.assertEqual(self.lint("banxin.1"), "")
        english, chinese = self.text("banxin.1"), self.text("zh_CN/banxin.1")
        for page in english, chinese:
            for name, options in self.commands():
                self.assertIn(".Ss banxin %s " % name, page)
                for option in options:
                    if option != "help":
                        self.assertIn("Fl \\-%s" % option, page)

    def test_chinese_page(self):
        for complaint in self.lint("zh_CN/banxin.1").splitlines():
            self.assertRegex(complaint, "NAME")  # mandoc knows the section by its English name alone
        # all lines of text are Chinese, and lines may end in them
        for line in self.text("zh_CN/banxin.1").splitlines():
            if not line.startswith("."):
                self.assertRegex(line, "[\u4e00-\u9fff]|^[A-Z/a-z0-9 .-]+$")
        self.assertGreater(self.text("zh_CN/banxin.1").count("\\:"), 1000)
        self.assertNotIn("\\:，", self.text("zh_CN/banxin.1"))

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
        # each description in both languages
        for script in zsh, fish:
            english, chinese = re.split(r"^else$", script, flags=re.M)
            self.assertIn("set issues and write a PDF of each", english)
            self.assertNotRegex(english, "[一-鿿]")
            self.assertGreater(len(re.findall("[一-鿿]", chinese)), 1000)
            for mark in "'--", "complete -c ":
                self.assertEqual(english.count(mark), chinese.count(mark))
        # every quotation is closed
        self.assertEqual(zsh.replace("'\\''", "").count("'") % 2, 0)
        self.assertEqual(re.sub(r"\\.", "", fish).count("'") % 2, 0)


if __name__ == "__main__":
    unittest.main()
