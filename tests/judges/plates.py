"""The printing plates of a PDF, as Ghostscript's tiffsep makes them."""

import pathlib
import re
import struct
import subprocess

# Ghostscript leaves all areas and lines out; without pictures, text alone is drawn. (Pictures could be left out too,
# but text goes with them, as glyphs are pictures to the device.)
WITHOUT_AREAS = "-dFILTERVECTOR"


def samples(file):
    """An uncompressed TIFF file of 8 bits as the ink of each pixel: 0 none, 255 full."""
    data = file.read_bytes()
    order = "<" if data[:2] == b"II" else ">"
    start, = struct.unpack_from(order + "I", data, 4)
    count, = struct.unpack_from(order + "H", data, start)
    tags = {}
    for at in range(start + 2, start + 2 + 12 * count, 12):
        tag, kind, n = struct.unpack_from(order + "HHI", data, at)
        form = {3: "H", 4: "I"}.get(kind)
        if form:
            place = at + 8 if n * struct.calcsize(form) <= 4 else struct.unpack_from(order + "I", data, at + 8)[0]
            tags[tag] = struct.unpack_from(f"{order}{n}{form}", data, place)
    if tags[258] != (8,) or tags[259] != (1,) or tags[262] != (1,):
        raise ValueError(f"{file} has another form than is known")
    rows = b"".join(data[o:o + n] for o, n in zip(tags[273], tags[279]))
    return rows.translate(bytes(range(255, -1, -1)))


def separate(pdf, folder, *options, ppi=72):
    """Gives, for each page, the plates by their names."""
    folder = pathlib.Path(folder)
    folder.mkdir()
    subprocess.run(["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", "-sCompression=none",
                    f"-r{ppi}", *options, "-o", str(folder / "%d.tif"), str(pdf)], check=True, timeout=200)
    pages = {}
    for file in folder.iterdir():
        plate = re.fullmatch(r"(\d+)\((.+)\)\.tif", file.name)
        if plate:
            pages.setdefault(int(plate[1]), {})[plate[2]] = samples(file)
    return [pages[number] for number in sorted(pages)]


def overlap(plate, other, least):
    """How many pixels have at least so much ink on one plate and any on the other."""
    return sum(a >= least and b > 0 for a, b in zip(plate, other))
