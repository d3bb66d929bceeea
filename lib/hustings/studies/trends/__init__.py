"""Where a series comes from and where it is likely to go."""
