"""Pages as they look."""

import re
import subprocess


class Picture:
    """A page at 72 dpi: grey pixels."""

    def __init__(self, pdf, page):
        out = subprocess.run(["pdftoppm", "-r", "72", "-gray", "-f", str(page), "-l", str(page), pdf],
                             check=True, capture_output=True).stdout
        head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", out)
        self.w, self.h = int(head[1]), int(head[2])
        self.v = out[head.end():]

    def part(self, x, y, w, h):
        return [self.v[(y + k) * self.w + x:(y + k) * self.w + x + w] for k in range(h)]
