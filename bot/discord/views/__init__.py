"""What a message in Discord looks like."""
