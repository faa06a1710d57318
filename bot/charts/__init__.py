"""What is said when, counted and drawn."""
