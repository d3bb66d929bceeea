"""The panel of one date: where something changed, from which week on, against whom."""
