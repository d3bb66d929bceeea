"""Lets `python -m hustings.cli` stand for the `hustings` command."""

from hustings.cli.main import main

main()
