"""The same issue gives the same bytes, wherever and whenever it is built (NP-25)."""

import os
import shutil
import unittest

from support import Case


class Same(Case):
    def built(self, top, name, *arguments, **env):
        self.succeeds("build", name, "-o", "o/", *arguments, cwd=top, env=env)
        return (top / "o" / "01.pdf").read_bytes()

    def test_folder_time_zone_locale_and_jobs_do_not_matter(self):
        self.issue("01")
        other = self.tmp / "elsewhere" / "x"
        shutil.copytree(self.top, other)
        for path in other.rglob("*"):
            os.utime(path, (1000000000, 1000000000))
        first = self.built(self.top, "issues/01")
        for top, name, arguments, env in [
            (other, "issues/01", (), {}),
            (other / "issues" / "01", ".", (), {}),
            (self.top, self.top / "issues" / "01", ("-j1",), {"TZ": "Asia/Shanghai"}),
            (self.top, "issues/01", ("-j2",), {"TZ": "America/St_Johns", "LC_ALL": "de_DE.UTF-8"}),
            (self.top, "issues/01", (), {"LC_ALL": "zh_CN.UTF-8", "LANGUAGE": "zh"}),
            (self.top, "issues/01", (), {"HOME": "/nonexistent", "XDG_CACHE_HOME": ""}),
        ]:
            with self.subTest(top=top, name=name, arguments=arguments, env=env):
                self.assertTrue(self.built(top, name, *arguments, **env) == first)

    def test_rebuild_gives_what_build_gives(self):
        names = [f"{i:02}" for i in range(1, 7)]
        for i, name in enumerate(names, 1):
            self.issue(name, i)
        self.succeeds("build", *(f"issues/{n}" for n in names), "-o", "one/", "-j", "1")
        self.succeeds("rebuild", "issues", "-o", "two", "-j", "4")
        for name in names:
            self.assertTrue((self.top / "one" / f"{name}.pdf").read_bytes()
                            == (self.top / "two" / f"{name}.pdf").read_bytes(), name)

    def test_source_date_epoch_sets_the_dates(self):
        self.issue("01")
        dated = self.built(self.top, "issues/01", SOURCE_DATE_EPOCH="1000000000")
        self.assertTrue(dated == self.built(self.top, "issues/01", SOURCE_DATE_EPOCH="1000000000",
                                            TZ="Asia/Tokyo"))
        self.assertFalse(dated == self.built(self.top, "issues/01"))


if __name__ == "__main__":
    unittest.main()
