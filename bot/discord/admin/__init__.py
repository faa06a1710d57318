"""What managers of a server do: settings, reindexing, the list of documents."""
