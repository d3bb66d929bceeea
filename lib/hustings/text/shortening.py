"""Cutting text where a reader would: between letters, never inside one."""

_MORE = "…"


def letters_of(text: str) -> list[str]:
    """The letters of a text as a reader counts them: क्षत्रिय has three.

    >>> letters_of("क्षत्रिय")
    ['क्ष', 'त्रि', 'य']
    """
    import regex

    found: list[str] = regex.findall(r"\X", text)
    return found


def shortened(text: str, most: int) -> str:
    """One line of at most so many letters, with an ellipsis where something was left out.

    >>> shortened("water and  roads", 5)
    'wate…'
    """
    line = " ".join(text.split())
    letters = letters_of(line)
    if len(letters) <= most:
        return line
    return "".join(letters[: most - 1]).rstrip() + _MORE
