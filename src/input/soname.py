"""Prints the name under which programs ask for libqpdf: where libqpdf.so in a folder leads."""

import os
import re
import sys

target = os.path.realpath(os.path.join(sys.argv[1], "libqpdf.so"))
print(re.match(r"libqpdf\.so\.\d+", os.path.basename(target)).group())
