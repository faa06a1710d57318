"""Feeds that are followed: what is new in them becomes documents, a file each.

`following` owns the list, `downloading` and `connecting` the network, `items` and `pages` what an
item is as a file, `saving` the files, `fetching` the order of all that.
"""
