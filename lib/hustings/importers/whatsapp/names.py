"""What a chat is called: from its file's name, else from what its first lines say."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from hustings.importers.whatsapp.alphabet import bare, trimmed
from hustings.importers.whatsapp.headers import odd_forms
from hustings.importers.whatsapp.split import cut
from hustings.importers.whatsapp.systemlines import (
    group_named_in,
    has_no_author,
    is_about_the_group,
)

PLATFORM = "whatsapp"

# How phones call the file, by their language; what is left is the chat's name.
_FILE_NAMES = tuple(
    re.compile(rf"{start}(?P<name>.+){end}", re.IGNORECASE)
    for start, end in (
        ("WhatsApp[ -]Chat (?:with|-|–|mit|con|avec|met|med) ", ""),
        ("Chat (?:de )?WhatsApp (?:con|com|dengan|mit) ", ""),
        ("Conversa (?:do|no|de) WhatsApp com ", ""),
        ("Conversación de WhatsApp con ", ""),
        ("Discussion WhatsApp avec ", ""),
        ("Chat WhatsApp (?:con|avec|dengan|mit|com) ", ""),
        ("Чат WhatsApp с (?:контактом )?", ""),
        ("Czat WhatsApp z ", ""),
        ("Chat WhatsApp s uživatelem ", ""),
        ("WhatsApp[ -](?:samtal|samtale|chatt) med ", ""),
        ("[与與和]", " ?的 ?WhatsApp (?:聊天|對話|对话)(?:记录|紀錄)?"),
        ("محادثة واتساب مع ", ""),
        ("", " के साथ WhatsApp चैट"),
        ("WhatsApp चैट (?:-|–) ", ""),
        ("", " (?:ke saath|ile) WhatsApp (?:chat|sohbeti)"),
        ("", " سے WhatsApp چیٹ"),
        ("", " सोबत WhatsApp चॅट"),
        ("", "-এর সাথে WhatsApp চ্যাট"),
        ("", " સાથે WhatsApp ચૅટ"),
    )
)
_SAYS_NOTHING = re.compile(r"_?chat|messages?|export|whatsapp|untitled|text", re.IGNORECASE)
_COPY = re.compile(r"(?: ?\(\d{1,3}\)| - copy| - प्रति)$", re.IGNORECASE)
_LETTERS_ONLY = re.compile(r"[\s_\-–—.,:;/\\|'\"“”‘’()\[\]{}!?*<>#&+~`@=%^$]+")


@dataclass(frozen=True)
class Name:
    """A chat's name and where it was found; `assumed` if that place may be wrong."""

    name: str
    found_in: str
    assumed: bool


def name_of(file_name: str, head: str, sha256: str) -> Name:
    """The chat's name.

    Args: file_name: as received, `archive.zip/member.txt` for a member; head: the file's first
          lines as text.
    """
    for part in reversed(PurePosixPath(file_name.replace("\\", "/")).parts):
        if name := _in_file_name(part):
            return Name(name, "the file's name", assumed=False)
    if name := _in_first_lines(head):
        return Name(name, "its first lines", assumed=True)
    stem = trimmed(PurePosixPath(file_name).stem)
    if not stem or _SAYS_NOTHING.fullmatch(stem):
        return Name(f"{stem or 'chat'} {sha256[:8]}", "the file's hash", assumed=True)
    return Name(bare(stem), "the file's name as it stands", assumed=True)


def same_group(name: str) -> str:
    """A name as compared where file systems have changed its signs."""
    return _LETTERS_ONLY.sub("", bare(name)).casefold()


def _in_file_name(part: str) -> str:
    stem = re.sub(r"\.(?:txt|zip)$", "", part, flags=re.IGNORECASE)
    stem = _COPY.sub("", bare(stem))
    plain = stem.replace("_", " ") if " " not in stem else stem
    for pattern in _FILE_NAMES:
        if found := pattern.fullmatch(plain):
            return found["name"].strip()
    return ""


def _in_first_lines(head: str) -> str:
    """The name in `created group "..."`, or the one an iPhone signs its notice with.

    In a chat of two the notice is signed with the other person's name, who writes too: such a
    name is no group's.
    """
    found = cut(head.encode(), None, odd=odd_forms(f"\n{head}"))
    writers, signed = set(), ""
    for author, text in zip(found.author.to_pylist(), found.text.to_pylist(), strict=True):
        if author is None or has_no_author(author):
            if name := group_named_in(f"{author}: {text}" if author else text):
                return name
        elif is_about_the_group(text.strip()):
            if name := group_named_in(text):
                return name
            signed = signed or bare(author).strip()
        else:
            writers.add(bare(author).strip())
    return signed if signed not in writers else ""
