"""Sentences, numbers and dates for readers, in English and Hindi."""

from hustings.wording.claims import STRENGTHS, Change
from hustings.wording.lexicon import LANGUAGES
from hustings.wording.measures import MetricWords
from hustings.wording.sentences import Words

__all__ = ["LANGUAGES", "STRENGTHS", "Change", "MetricWords", "Words"]
