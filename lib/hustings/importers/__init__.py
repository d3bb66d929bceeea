"""One file per source: exports as phones and platforms write them, read into clean rows."""
