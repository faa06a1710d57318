"""Mails. Owns nothing itself: `single` reads a file of one, `mailbox` one of many."""
