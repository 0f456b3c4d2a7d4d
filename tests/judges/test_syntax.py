"""qpdf on every file of the sample issues: the structure of the file, its cross-references and streams."""

import subprocess
import tempfile
import unittest

import samples


class Syntax(unittest.TestCase):
    def test_samples(self):
        with tempfile.TemporaryDirectory(prefix="banxin-judges-") as folder:
            files = samples.build_all(folder)
            self.assertEqual(len(files), len(samples.ISSUES) * len(samples.FILES) + 2 * len(samples.LAYOUTS))
            for file, _ in files:
                with self.subTest(file.name):
                    done = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, timeout=60, check=False)
                    self.assertEqual((done.returncode, done.stderr), (0, b""))
                    self.assertIn(b"No syntax or stream encoding errors found", done.stdout)


if __name__ == "__main__":
    unittest.main()
