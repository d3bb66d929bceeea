"""Web addresses inside a text."""

import re
from urllib.parse import urlsplit

# Addresses are plain ASCII here: Hindi written without a space after one is not part of it.
_IN_ADDRESS = r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]"

_LENGTH = "{1,2000}"  # longer ones are no address, and would be slow to trim

_TLD = r"(?:com|in|org|net|me|be|ly|co|gl|info|news|app|gd|io)"

_LINK = re.compile(
    rf"(?:https?://|www\.)(?:(?!https?://){_IN_ADDRESS}){_LENGTH}"
    # without a scheme only with a path: `t.me/x` is an address, `and.in` is a slip of the thumb
    rf"|(?<![\w@./-])(?:[a-z0-9-]+\.)+{_TLD}/(?:(?!https?://){_IN_ADDRESS}){_LENGTH}",
    re.IGNORECASE,
)

_TRAILING = ".,;:!?'*_~"

_PAIRS = {")": "(", "]": "["}


def links(text: str) -> list[str]:
    """Every web address in the text, in order, as written; repeated ones repeat.

    >>> links("पढ़ें: https://example.org/a?b=1। और t.me/xyz.")
    ['https://example.org/a?b=1', 't.me/xyz']
    """
    found = (_trim(match.group()) for match in _LINK.finditer(text))
    return [link for link in found if domain(link)]


def domain(link: str) -> str:
    """The host of a web address in small letters, without `www.`; empty where there is none."""
    try:
        host = urlsplit(link if "://" in link else f"https://{link}").hostname or ""
    except ValueError:  # a bracket that opens no IPv6 address
        return ""
    host = host.removeprefix("www.").rstrip(".")
    return host if "." in host else ""


def _trim(link: str) -> str:
    """Without the sentence's own punctuation, and without a bracket it did not open."""
    while link:
        last = link[-1]
        unopened = last in _PAIRS and link.count(last) > link.count(_PAIRS[last])
        if last not in _TRAILING and not unopened:
            break
        link = link[:-1]
    return link
