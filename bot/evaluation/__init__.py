"""How well a library answers questions whose answers are known; no face of its own."""
