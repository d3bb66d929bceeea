"""Platforms and their addresses, as people write them in lists."""

import hashlib
import re

from hustings.errors import nearest
from hustings.importers.tabular.cells import Wrong
from hustings.schema.social import PLATFORMS

_OTHERWISE = {
    "fb": "facebook", "facebook page": "facebook", "फ\u093cेसबुक": "facebook", "फेसबुक": "facebook",
    "insta": "instagram", "ig": "instagram", "इंस्टाग्राम": "instagram",
    "twitter": "x", "x (twitter)": "x", "एक्स": "x", "ट्विटर": "x",
    "yt": "youtube", "you tube": "youtube", "यूट्यूब": "youtube",
    "whats app": "whatsapp", "wa": "whatsapp", "व्हाट्सएप": "whatsapp", "व्हाट्सऐप": "whatsapp",
    "tg": "telegram", "टेलीग्राम": "telegram",
}  # fmt: skip

# Where in a post's address its id stands, by platform.
_POST_IDS = {
    "facebook": r"(?:fbid=|/posts/(?:[^/?#]+/)?|/videos/(?:[^/?#]+/)?|/reel/|[?&]v=)([\w-]+)",
    "instagram": r"/(?:p|reel|reels|tv)/([\w-]+)",
    "x": r"/status(?:es)?/(\d+)",
    "youtube": r"(?:[?&]v=|youtu\.be/|/shorts/|/live/|/embed/)([\w-]{11})",
    "telegram": r"t\.me/(?:s/)?(\w+/\d+)",
}


def read_platform(text: str) -> str | Wrong:
    """The platform a text names."""
    name = " ".join(text.split()).casefold()
    known = _OTHERWISE.get(name, name)
    if known in PLATFORMS:
        return known
    return Wrong("the platform is not known", nearest(name, PLATFORMS))


def post_id(platform: str, link: str) -> str:
    """A post's id from its address; a token of the whole address where the id does not show."""
    found = re.search(_POST_IDS.get(platform, r"(?!)"), link)
    if found:
        return found[1]
    return "link-" + hashlib.sha256(link.strip().encode()).hexdigest()[:16]
