"""What leaves the press: letters, PDFs, picture cards and texts, made of published pages only.

Nothing here sends anything to a platform: a text and a card are made for a person to forward.
"""
