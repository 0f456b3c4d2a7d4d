#!/usr/bin/env python3
"""Writes C strings with the contents of files: embed.py OUTPUT HEADER NAME FILE [NAME FILE]..."""

import sys


def literal(line):
    escaped = "".join(
        chr(c) if 0x20 <= c < 0x7F and chr(c) not in '"\\?' else "\\%03o" % c for c in line
    )
    return '    "%s"' % escaped


def main(output, header, *rest):
    parts = ['#include "%s"\n' % header]
    for name, path in zip(rest[::2], rest[1::2]):
        with open(path, "rb") as f:
            lines = f.read().splitlines(keepends=True)
        parts.append("const char %s[] =\n%s;\n" % (name, "\n".join(map(literal, lines))))
    with open(output, "w", encoding="ascii") as f:
        f.write("\n".join(parts))


main(*sys.argv[1:])
