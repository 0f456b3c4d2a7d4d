#!/usr/bin/env python3
"""Writes model/fonts.yaml and real/fonts.yaml: the names of fonts/fonts.yaml on the test fonts."""
import hashlib
import os
import re

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))

REAL = {"Noto Serif CJK SC": "song.otf", "Noto Sans CJK SC": "hei.otf", "LXGW WenKai": "kai.ttf",
        "LXGW WenKai Mono": "kai.ttf"}


def families():
    """(family, aliases as written, weights) of fonts/fonts.yaml, which is simple enough for this."""
    found = []
    with open(os.path.join(ROOT, "fonts", "fonts.yaml"), encoding="utf-8") as lines:
        for line in lines:
            if m := re.match(r"  - family: (.*)", line):
                found.append((m[1], [], []))
            elif m := re.match(r"    aliases: (.*)", line):
                found[-1][1].append(m[1])
            elif m := re.match(r"      - weight: (.*)", line):
                found[-1][2].append(m[1])
    return found


def sha256(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def write(folder, file_of, more=()):
    out = ["# Made by ../make_catalogues.py.", "families:"]
    for family, aliases, weights in families() + list(more):
        file = file_of(family)
        digest = sha256(os.path.join(HERE, folder, file))
        out.append("  - family: " + family)
        out += ["    aliases: " + a for a in aliases]
        licence = "GUST Font License" if family.endswith(" Math") else "OFL-1.1"
        out += ["    license: " + licence, "    faces:"]
        out += [f"      - {{weight: {w}, file: {file}, sha256: {digest}}}" for w in weights]
    with open(os.path.join(HERE, folder, "fonts.yaml"), "w", encoding="utf-8") as to:
        to.write("\n".join(out) + "\n")


MATH = "../math.otf"
OTHERS = {"Model Other": "../other.ttf", "Model Variable": "../variable.ttf"}
write("model", lambda family: MATH if family.endswith(" Math") else OTHERS.get(family, "../model.ttf"),
      [(name, [], ["Regular"]) for name in OTHERS])
write("real", lambda family: MATH if family.endswith(" Math") else REAL.get(family, "western.otf"))
