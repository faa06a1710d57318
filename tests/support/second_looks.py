"""A second look with logits that a test chooses."""

import numpy as np


class Reading:
    """It gives each text the logit of the first words it knows in it, and remembers what it read.

    A text with none of them gets `other`; NaN is a text that there was no time for.
    """

    def __init__(self, logits, *, other=np.nan):
        self.logits = logits
        self.other = other
        self.read = []

    def scores(self, question, texts, *, until=None):
        self.read += texts
        known = [
            next((logit for words, logit in self.logits.items() if words in text), self.other)
            for text in texts
        ]
        return np.array(known, np.float32)
