"""Who is worth a second hearing, when raters differ and each hears only some."""
