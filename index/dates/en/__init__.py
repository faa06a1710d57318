"""English: the words, forms and tenses in which it speaks of time."""
