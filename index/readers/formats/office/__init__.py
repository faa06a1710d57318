"""What the formats of text processors share. Owns nothing itself."""
