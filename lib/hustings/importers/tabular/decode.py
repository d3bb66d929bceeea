"""The bytes of a text export, in whatever encoding a phone or Excel wrote them, as lines."""

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from hustings.importers.codepage import CODEC, SPOILT, is_spoilt, restored
from hustings.importers.contract import Assumed, SourceFile

LONGEST_LINE = 1_000_000  # letters; the longest caption of any platform is 63,206

_CHUNK = 2**20
_BOMS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_BROKEN = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True)
class Encoding:
    """How bytes become letters, and why we think so where the file does not say."""

    name: str
    errors: str = "strict"
    assumed: Assumed | None = None


def detect(file: SourceFile) -> Encoding:
    """Find the encoding: a BOM, UTF-16 without one, UTF-8, or the old Windows one as a last resort.

    A mostly sound UTF-8 file with a few broken bytes stays UTF-8: read as Windows text, every
    Hindi word in it would turn to rubbish.
    """
    if wide := _wide(file.head()):
        return Encoding(wide, "replace")
    if _is_utf8(file):
        if is_spoilt(_chunks(file)):
            seen = "its letters are those a Western Windows shows for the bytes of others"
            return Encoding(CODEC, assumed=Assumed(SPOILT, seen))
        return Encoding("utf-8")
    letters, broken = _survey(file)
    if letters > broken:
        return Encoding(
            "utf-8",
            "replace",
            Assumed("the text is UTF-8", f"{broken} broken byte(s) are shown as �"),
        )
    return Encoding(
        "cp1252",
        "replace",
        Assumed("the text is Windows Latin (cp1252)", f"{broken} byte(s) are not UTF-8"),
    )


def head_text(head: bytes) -> str:
    """A file's first bytes as text, forgiving: only good enough to recognise a header."""
    encoding = _wide(head) or "utf-8"
    if encoding == "utf-8" and is_spoilt([head]):
        return clean(restored(head.decode(encoding, "replace")))
    return clean(head.decode(encoding, "replace"))


def clean(text: str) -> str:
    """Text without BOMs (joined files hold them midway) and NUL bytes."""
    return text.replace("\ufeff", "").replace("\0", "")


@dataclass
class Lines:
    """The lines of a file, each with its own line end; remembers what it had to mend."""

    file: SourceFile
    encoding: Encoding
    nuls: int = field(default=0, init=False)

    def blocks(self) -> Iterator[list[str]]:
        """The lines, many at a time; a line too long to keep is cut off."""
        with io.TextIOWrapper(
            self.file.open(), self.encoding.name, errors=self.encoding.errors, newline=""
        ) as text:
            rest = ""
            while chunk := text.read(_CHUNK):
                lines = io.StringIO(rest + self._cleaned(chunk), newline="").readlines()
                # The last line may go on in the next chunk, if only with the \n of its \r\n.
                rest = lines.pop() if lines else ""
                yield lines
                if len(rest) > LONGEST_LINE:
                    yield [rest[:LONGEST_LINE] + "\n"]
                    rest = self._after_line(text)
            if rest:
                yield [rest]

    def mended(self) -> Iterator[Assumed]:
        """What was mended while reading, once it is read."""
        if self.nuls:
            yield Assumed("NUL bytes mean nothing", f"{self.nuls} left out")

    def _cleaned(self, chunk: str) -> str:
        """A chunk without BOMs (joined files hold them midway) and NUL bytes."""
        if "\0" in chunk:
            self.nuls += chunk.count("\0")
        return clean(chunk)

    def _after_line(self, text: io.TextIOWrapper) -> str:
        """Read on to the end of a line that is not kept; returns what follows it."""
        while chunk := text.read(_CHUNK):
            _, *after = io.StringIO(self._cleaned(chunk), newline="").readlines()
            if after:
                return "".join(after)
        return ""


def _wide(head: bytes) -> str:
    """The UTF-16 codec if the bytes are UTF-16, else nothing."""
    for bom, codec in _BOMS:
        if head.startswith(bom):
            return codec
    even, odd = head[0:2000:2].count(0), head[1:2000:2].count(0)
    pairs = max(1, min(len(head), 2000) // 2)
    # Commas, digits and Latin letters have an empty upper byte; stray NULs are never a fifth.
    if odd > pairs / 5 and odd > 4 * even:
        return "utf-16-le"
    if even > pairs / 5 and even > 4 * odd:
        return "utf-16-be"
    return ""


def _is_utf8(file: SourceFile) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in _chunks(file):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _survey(file: SourceFile) -> tuple[int, int]:
    """How many letters beyond ASCII are sound UTF-8, and how many bytes are not."""
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    letters = broken = 0
    for chunk in _chunks(file):
        text = decoder.decode(chunk)
        bad = len(_BROKEN.findall(text))
        broken += bad
        letters += sum(1 for letter in text if letter > "\x7f") - bad
    return letters, broken


def _chunks(file: SourceFile) -> Iterator[bytes]:
    with file.open() as raw:
        while chunk := raw.read(_CHUNK):
            yield chunk
