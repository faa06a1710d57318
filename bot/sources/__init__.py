"""The source folder as an admin changes it: documents come in and go out of it.

What is done to the index afterwards is in `bot.indexing`. The files are the truth: whatever is done
here can be done with a file manager too.
"""
