"""rebuild: every issue, whatever the others are like."""

import os
import pty
import subprocess
import unittest

from support import PROGRAM, Case


class Rebuild(Case):
    def test_any_depth_and_one_bad_issue(self):
        for i in range(1, 7):
            self.issue(f"{2020 + i % 2}/n{i:02}", i)
        self.bad_issue("2020/n04")
        self.issue("tief/er/noch/n07", 7)
        self.issue(".versteckt/n08", 8)
        result = self.fails(1, "rebuild", "issues")
        self.assertEqual(result.out, "6 built, 1 failed\n")
        self.assertEqual(self.files("out"), [f"n{i:02}.pdf" for i in (1, 2, 3, 5, 6, 7)])
        self.assertIn("issues/2020/n04/01.md:3:1: error", result.err)

    def test_diagnostics_stand_together_in_a_stable_order(self):
        for i in range(1, 13):
            self.bad_issue(f"n{i:02}")
        runs = {self.fails(1, "rebuild", "issues", "-j", j).err for j in (1, 2, 8)}
        self.assertEqual(len(runs), 1)
        named = [line[7:10] for line in runs.pop().splitlines() if line.startswith("issues/n")]
        self.assertEqual(named, sorted(named))
        self.assertEqual(len(set(named)), 12)

    def test_output_is_a_folder(self):
        self.issue("01")
        self.succeeds("rebuild", "issues", "-o", "neu")
        self.assertEqual(self.files("neu"), ["01.pdf"])

    def test_two_issues_with_one_output(self):
        self.issue("a/01", 1)
        self.issue("b/01", 2)
        self.assertIn("would both be written", self.fails(2, "rebuild", "issues").err)
        self.assertFalse((self.top / "out").exists())

    def test_links_are_not_followed(self):
        self.issue("01")
        (self.top / "issues" / "rund").symlink_to("..")
        (self.top / "issues" / "current").symlink_to("01")
        self.assertEqual(self.succeeds("rebuild", "issues").out, "1 built, 0 failed\n")

    def test_nothing_to_build(self):
        (self.top / "leer").mkdir()
        self.assertIn("[no-issue]", self.fails(1, "rebuild", "leer").err)
        self.assertIn("nirgends", self.fails(1, "rebuild", "nirgends").err)

    def test_quiet_and_an_issue_itself(self):
        self.assertEqual(self.succeeds("rebuild", "-q", self.issue("01")).out, "")
        self.assertEqual(self.files("out"), ["01.pdf"])

    def test_progress_only_on_a_terminal(self):
        for i in range(1, 4):
            self.issue(f"n{i}", i, day=i)
        self.assertEqual(self.succeeds("rebuild", "issues").err, "")
        self.assertIn("3/3", self.on_terminal("rebuild", "issues"))
        self.assertEqual(self.on_terminal("rebuild", "-q", "issues"), "")

    def on_terminal(self, *arguments):
        """Standard error of a run when it is a terminal."""
        master, slave = pty.openpty()
        subprocess.run([PROGRAM, *arguments], cwd=self.top, stdout=subprocess.DEVNULL,
                       stderr=slave, check=True, timeout=300,
                       env=dict(os.environ, TERM="xterm", HOME=str(self.tmp)))
        os.close(slave)
        shown = b""
        try:
            while part := os.read(master, 4096):
                shown += part
        except OSError:  # the other side is closed and everything was read
            pass
        os.close(master)
        return shown.decode("utf-8")


if __name__ == "__main__":
    unittest.main()
