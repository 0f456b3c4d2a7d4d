#!/usr/bin/env python3
"""Writes the table of gb18030.c: gb18030.py OUTPUT Unihan_OtherMappings.txt.bz2

The Han of the 通用规范汉字表 (kTGH) that stand beyond level 1 of GB 18030-2022: its level 2.
"""

import bz2
import re
import sys


def listed(path):
    found = set()
    with bz2.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if row := re.match(r"U\+([0-9A-F]+)\tkTGH\t", line):
                found.add(int(row[1], 16))
    if len(found) < 8000:
        sys.exit("%s: kTGH lists %d characters, not the 8105 of the table" % (path, len(found)))
    return found


def main(output, path):
    with open(output, "w", encoding="ascii") as to:
        to.write("static const uint32_t table_of_general_use[] = {\n")
        for c in sorted(listed(path)):
            to.write("    0x%04X,\n" % c)
        to.write("};\n")


main(*sys.argv[1:])
