"""What is said: a question understood, and quotes with their dates or an honest refusal."""
