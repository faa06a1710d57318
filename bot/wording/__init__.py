"""What the terminal and Discord word alike."""
