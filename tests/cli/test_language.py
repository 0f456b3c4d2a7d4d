"""Chinese and English: which is spoken, that it changes words only, and that both are complete."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import unittest

from support import PROGRAM, Case

HAN = re.compile("[\u4e00-\u9fff]")


class Language(Case):
    def said(self, **env):
        """What a build of a missing issue says."""
        return self.fails(1, "build", "nirgends", env=env).err

    def test_environment_decides(self):
        for chinese, env in [
            (False, {}),
            (True, {"BANXIN_LANG": "zh"}),
            (True, {"BANXIN_LANG": "zh_CN.UTF-8", "LC_ALL": "en_US.UTF-8"}),
            (False, {"BANXIN_LANG": "en", "LC_ALL": "zh_CN.UTF-8"}),
            (True, {"LC_ALL": "zh_CN.UTF-8"}),
            (True, {"LC_ALL": "", "LC_MESSAGES": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}),
            (False, {"LC_ALL": "", "LC_MESSAGES": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"}),
            (True, {"LC_ALL": "", "LANG": "zh_CN.GB18030"}),
            (True, {"LC_ALL": "", "LANG": "en_US.UTF-8", "LANGUAGE": "zh_CN:en"}),
            (True, {"LC_ALL": "", "LANG": "de_DE.UTF-8", "LANGUAGE": "de:zh:en"}),
            (False, {"LC_ALL": "zh_CN.UTF-8", "LANGUAGE": "en:zh"}),
            (False, {"LC_ALL": "C", "LANGUAGE": "zh_CN"}),  # as gettext has it
            (False, {"LC_ALL": "zz_ZZ.UTF-8"}),
        ]:
            with self.subTest(env=env):
                err = self.said(**env)
                self.assertEqual(": 错误：" in err, chinese, err)
                self.assertEqual(": error: " in err, not chinese, err)

    def test_codes_and_places_are_the_same(self):
        issue = self.bad_issue("01")
        english = self.fails(1, "build", issue)
        chinese = self.fails(1, "build", issue, env={"BANXIN_LANG": "zh"})
        place = re.compile(r"^[^\n]*?:\d+:\d+:|\[[a-z-]+\]$|^    .*$", re.M)
        self.assertEqual(place.findall(chinese.err), place.findall(english.err))
        self.assertTrue(HAN.search(chinese.err))

    def test_json_has_both_whoever_reads_it(self):
        issue = self.bad_issue("01")
        runs = [self.fails(1, "check", issue, "--format=json", env=env).err
                for env in ({}, {"BANXIN_LANG": "zh"}, {"LC_ALL": "zh_CN.UTF-8"})]
        self.assertEqual(len(set(runs)), 1)
        unknown = next(o for o in map(json.loads, runs[0].splitlines()) if o["code"] == "unknown-key")
        self.assertIn("unknown key `titel`", unknown["message"])
        self.assertIn("`titel`", unknown["message_zh"])
        self.assertTrue(HAN.search(unknown["message_zh"]) and HAN.search(unknown["hint_zh"]))

    def test_program_moved_elsewhere_finds_its_catalogue(self):
        """As it is installed: bin/ and share/locale/ beside each other."""
        program = self.tmp / "usr" / "bin" / "banxin"
        catalogue = pathlib.Path("zh_CN/LC_MESSAGES/banxin.mo")
        for target, source in [
            (program, pathlib.Path(PROGRAM)),
            (self.tmp / "usr/share/locale" / catalogue, pathlib.Path(PROGRAM).parent / "po" / catalogue),
        ]:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
        run = lambda: subprocess.run([program, "build", "nirgends"], cwd=self.tmp, text=True,
                                     env={**os.environ, "BANXIN_LANG": "zh"}, capture_output=True).stderr
        self.assertIn(": 错误：", run())
        shutil.rmtree(self.tmp / "usr/share")
        self.assertRegex(run(), ": (error: |错误：)")  # without one: English


if __name__ == "__main__":
    unittest.main()
