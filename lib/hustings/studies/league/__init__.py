"""Many units side by side, without mistaking luck for merit."""
