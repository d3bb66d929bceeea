"""How long workers stay, how often they come back, and how far up they go."""
