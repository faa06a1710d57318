"""Questions in Discord: commands, messages, the queue and who answers."""
