"""Everything that faces people: settings, answers, the terminal and Discord."""
