"""Telegram exports: a chat, or everything an account has, as one JSON file."""

from hustings.importers.telegram import reader

__all__ = ["reader"]
