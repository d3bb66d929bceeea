"""What a run is bound to: the code and the packages it was printed with."""

from functools import cache
from hashlib import sha256
from importlib.metadata import distributions


@cache
def environment_digest() -> str:
    """A digest of every installed package with its version: another one may draw another page."""
    packages = {f"{found.name}=={found.version}" for found in distributions()}
    return sha256("\n".join(sorted(packages)).encode()).hexdigest()[:12]
