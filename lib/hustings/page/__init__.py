"""What a reader gets: one self-contained HTML page per briefing, and the index of them all."""
