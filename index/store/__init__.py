"""What is on disk. The only importer of sqlite3, faiss and tantivy.

`Store` is the whole of it for search and reindexing; the other modules are its parts.
"""
