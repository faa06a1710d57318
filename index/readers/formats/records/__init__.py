"""Tables and lists of records: rows and objects whose fields have names.

Owns nothing itself: `fields` tells which field is the text, the title, the date, the address;
`documents` makes documents of records; `table` and `lines` read CSV and lines of JSON.
"""
