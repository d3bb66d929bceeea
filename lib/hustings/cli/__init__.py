"""The command line: parses, calls, and prints problem, where and fix."""

from hustings.cli.main import main

__all__ = ["main"]
