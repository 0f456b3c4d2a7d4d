"""veraPDF on the sample issues, which must pass what they claim, and on the sound and spoilt files of
../cli/standard_cases.py, where it and `banxin preflight` must agree."""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "cli"))

import samples
import verapdf
from pdf_standard import Older
from standard_cases import JUDGED, STANDARD_CASES

FLAVOURS = {"a2a": "2a", "a3a": "3a", "ua1": "ua1"}  # --for: veraPDF's name
STANDARDS = {"2a": "ISO 19005-2", "3a": "ISO 19005-3", "ua1": "ISO 14289-1"}

# Where preflight and veraPDF differ. ../README.md says of each who is right.
DIFFERENT = {
    # What preflight names and veraPDF lets pass.
    "no title": {"ua1"},
    "profile cut off": {"2a"},
    "profile of three channels": {"2a"},
    "profile of another number": {"2a"},
    "parents exchanged": {"2a", "ua1"},
    "no way back": {"2a"},
    "entry that is text": {"ua1"},
    # The other way round.
    "one spot colour twice alike": {"2a"},
}


def named_by_preflight(file, judged):
    """The clauses that preflight's findings name, by veraPDF's names of the standards."""
    done = subprocess.run([samples.PROGRAM, "preflight", "--format", "json", "--for", judged, str(file)],
                          stdout=subprocess.PIPE, timeout=60, check=False)
    found = {FLAVOURS[j]: set() for j in judged.split(",") if j in FLAVOURS}
    for finding in map(json.loads, done.stdout.decode("utf-8").splitlines()):
        for flavour in {FLAVOURS.get(p) for p in finding["profiles"]} - {None}:
            for clause in finding["clauses"]:
                standard, *numbers = clause.split(", ")
                if standard == STANDARDS[flavour]:
                    found[flavour].update(numbers)
            found[flavour].add(finding["rule"])
    return found


def meet(ours, theirs):
    """Whether a clause of one list is, or lies in, one of the other."""
    return any((a + ".").startswith(b + ".") or (b + ".").startswith(a + ".") for a in ours for b in theirs)


class VeraPDF(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="banxin-judges-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.samples = samples.build_all(cls.folder)
        cls.spoilt = {}
        bases = [(f"sound {base.__name__}", base, lambda sheet: None) for base in JUDGED]
        for i, (name, base, spoil, *_) in enumerate(bases + STANDARD_CASES):
            if base is Older:
                continue
            sheet = base()
            spoil(sheet)
            file = cls.folder / f"{i}.pdf"
            file.write_bytes(sheet.save())
            cls.spoilt[name] = file, JUDGED[base]
        asked = [(flavour, file) for file, claims in cls.samples for flavour in claims]
        asked += [(FLAVOURS[j], file) for file, judged in cls.spoilt.values() for j in judged.split(",") if j in FLAVOURS]
        cls.verdicts = verapdf.verdicts(CLASS_PATH, asked, cls.folder)

    def test_samples(self):
        """Every sample is, for every purpose, what it claims to be."""
        self.assertGreaterEqual(len(samples.ISSUES), 3)
        for file, claims in self.samples:
            for flavour in claims:
                with self.subTest(file=file.name, standard=flavour):
                    self.assertEqual(self.verdicts[flavour, str(file)], set())

    def test_sound(self):
        for name, (file, judged) in self.spoilt.items():
            if name.startswith("sound "):
                for flavour in [FLAVOURS[j] for j in judged.split(",") if j in FLAVOURS]:
                    self.assertEqual(self.verdicts[flavour, str(file)], set(), (name, flavour))

    def test_agreement(self):
        """Both name a file or both let it pass, and when they name it, for the same clause."""
        differs = {}
        for name, (file, judged) in self.spoilt.items():
            for flavour, ours in named_by_preflight(file, judged).items():
                theirs = self.verdicts[flavour, str(file)]
                if bool(ours) != bool(theirs):
                    differs.setdefault(name, set()).add(flavour)
                elif ours:
                    with self.subTest(name, standard=flavour):
                        self.assertTrue(meet(ours, verapdf.clauses(theirs)), (ours, theirs))
        self.assertEqual(differs, DIFFERENT)


if __name__ == "__main__":
    CLASS_PATH = verapdf.class_path()
    unittest.main()
