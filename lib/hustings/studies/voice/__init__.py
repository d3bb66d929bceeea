"""Did leaders carry the central message, to whom, and did it travel further for it?"""
