"""How far the long proofs go: some of the way in `make test`, to their end in `make thorough`."""

import os

import pytest

THOROUGH = os.environ.get("HUSTINGS_TESTS") == "thorough"

only_thorough = pytest.mark.skipif(not THOROUGH, reason="a long proof: make thorough")
"""Marks a test that `make test` leaves out."""


def some_of(points, few):
    """All points, or about `few` that lie evenly among them, the first always."""
    points = list(points)
    return points if THOROUGH else points[:: max(len(points) // few, 1)]


def tries(many):
    """How many examples Hypothesis makes: all, or a quarter."""
    return many if THOROUGH else -(-many // 4)
