"""What is on disk of a library. The only importer of faiss and tantivy.

`Store` is the whole of it for search and reindexing; the other modules are its parts.
"""
