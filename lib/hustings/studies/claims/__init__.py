"""Statements in circulation: their variants, our answers, and what is still open."""
