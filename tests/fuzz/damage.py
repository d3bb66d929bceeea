"""What happens to files on their way: bits flip, ends are cut, blocks repeat, encodings swap."""

from hypothesis import strategies as st

LONG = 200_000  # letters of a line or a cell nobody ever wrote
WIDE = 20_000  # cells of a row
DEEP = 3_000  # brackets within brackets

ODD = (
    b"\x00", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\r", b"\r\n", b"\n\n", b'"', b'""', b",",
    b";", b"\t", b"[", b"{", b"}", b"<", b"\\", b"\\u0000", b"\\ud800", b"=cmd|' /C calc'!A0",
    b"-1", b"1e999", b"NaN", b"inf", b"9" * 40, b"0" * 40, b"1.22158E+17", b"31/02/2026",
    b"99/99/9999", b"00/00/00", b"29/02/2025, 25:61", b"2026-13-45T99:99:99", b"1/1/0001, 00:00",
    b"\xe2\x80\x8e", b"\xe2\x80\xae", b"\xe2\x80\xaf", b"\xc2\xa0", b"\xe2\x80\xa8", b"\xc2\x85",
    b"\x0b", b"\x0c", b"\x1a", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xcc\x81" * 50,
    "\u0966\u0967/\u0966\u0968/\u0968\u0966".encode(), "\u0661\u0662/\u0663/\u0664".encode(),
    b"null", b"true", b"[]", b"{}", b'"type": "message"', b'"messages": 3', b'"text": [[[',
)  # fmt: skip

_ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "cp037")


def flipped(data: bytes, place: int, size: int) -> bytes:
    """One bit is another."""
    place %= max(1, len(data))
    return data[:place] + bytes([data[place] ^ 1 << size % 8]) + data[place + 1 :] if data else data


def cut(data: bytes, place: int, size: int) -> bytes:
    """The end is missing, or a piece of the middle."""
    place %= max(1, len(data))
    return data[:place] if size % 2 else data[:place] + data[place + size % 500 :]


def repeated(data: bytes, place: int, size: int) -> bytes:
    """A block stands several times."""
    place %= max(1, len(data))
    block = data[place : place + 1 + size % 3000]
    return data[:place] + block * (2 + size % 20) + data[place:]


def swapped(data: bytes, place: int, size: int) -> bytes:
    """Two lines have changed places."""
    lines = data.split(b"\n")
    one, other = place % len(lines), size % len(lines)
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def recoded(data: bytes, place: int, size: int) -> bytes:
    """Saved in another encoding than it was written in."""
    said = _ENCODINGS[place % len(_ENCODINGS)]
    read = _ENCODINGS[size % len(_ENCODINGS)]
    return data.decode(read, "replace").encode(said, "replace")


def odd_bytes(data: bytes, place: int, size: int) -> bytes:
    """Something odd is put in, or stands in the place of something."""
    odd = ODD[size % len(ODD)]
    place %= max(1, len(data) + 1)
    return data[:place] + odd + data[place + (len(odd) if size % 2 else 0) :]


def odd_cell(data: bytes, place: int, size: int) -> bytes:
    """A whole cell or word is something else."""
    for mark in (b",", b" ", b"\n"):
        cells = data.split(mark)
        if len(cells) > 1:
            cells[place % len(cells)] = ODD[size % len(ODD)]
            return mark.join(cells)
    return data


def huge(data: bytes, place: int, size: int) -> bytes:
    """A line as long as a book, a row of very many cells, brackets without end."""
    letters = (
        b"a" * LONG, "\u0915\u094d".encode() * (LONG // 6), b"," * WIDE, b'"' * LONG,
        b"[" * DEEP, b'{"a":' * DEEP, b"1/1/26, 10:00 - A: x\n" * 3000, b" " * LONG,
        b"\n" * WIDE, b"\x00" * LONG, b"(" * LONG, b"9" * LONG, b"https://" * (LONG // 8),
        b"@" * LONG, b"\xf0\x9f\x91\x8d" * WIDE,
    )  # fmt: skip
    place %= max(1, len(data) + 1)
    return data[:place] + letters[size % len(letters)] + data[place:]


KINDS = (flipped, cut, repeated, swapped, recoded, odd_bytes, odd_cell, odd_cell, huge)

Damage = st.lists(
    st.tuples(st.integers(0, len(KINDS) - 1), st.integers(0, 1_000_000), st.integers(0, 1_000_000)),
    max_size=6,
)


def damaged(data: bytes, damage: list[tuple[int, int, int]], *, longest: int = 2_000_000) -> bytes:
    """The bytes after everything that befell them."""
    for kind, place, size in damage:
        data = KINDS[kind](data, place, size)[:longest]
    return data
