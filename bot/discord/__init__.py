"""Dateline in Discord: the client, its commands, and what members and admins see."""
