"""The names under which people note what a document is.

Owns which key of front matter, of a mail or of `Key: value` lines names a date, a title or an
address. Keys are compared in lower case, without blanks and marks: "Publish-Date" is "publishdate".
"""

import re

# In the order in which they count. Never what says when a document was changed: modified, updated,
# lastmod, edited, revised.
DATE_KEYS = (
    *("published", "publishedat", "publishedon", "publishedtime", "articlepublishedtime"),
    *("publicationdate", "publisheddate", "publishdate", "datepublished", "pubdate"),
    *("issued", "dateissued", "issuedate", "dcdate", "dctermsissued", "posted", "postedon"),
    *("postdate", "dateposted", "date", "datum", "fecha", "revdate", "sent", "gesendet", "day"),
    *("created", "createdat", "createdon", "createddate", "creationdate", "datecreated"),
)
TITLE_KEYS = ("title", "titel", "titre", "título", "headline", "subject", "betreff", "re")
URL_KEYS = ("url", "source", "canonicalurl", "canonical", "permalink", "link")
# Of the document itself, so a day in one of them is its day; a `source` may be of anything.
ADDRESS_KEYS = (
    *("url", "path", "permalink", "slug", "aliases", "alias", "redirectfrom", "link"),
    *("canonicalurl", "canonical"),
)
# A mapping below one of these is looked into: `date: {published: 2020-01-09}`.
NESTED_KEYS = ("date", "dates", "meta", "metadata", "extra", "params", "page", "post", "article")
# What else stands in a block of `Key: value` lines that is a header and no content.
OTHER_KEYS = frozenset(
    [
        "subtitle",
        "author",
        "authors",
        "by",
        "byline",
        "from",
        "to",
        "cc",
        "bcc",
        "replyto",
        "von",
        "an",
        "category",
        "categories",
        "tag",
        "tags",
        "keywords",
        "topics",
        "slug",
        "url",
        "source",
        "link",
        "permalink",
        "status",
        "lang",
        "language",
        "locale",
        "summary",
        "description",
        "abstract",
        "excerpt",
        "layout",
        "template",
        "draft",
        "type",
        "series",
        "modified",
        "updated",
        "lastmodified",
        "lastupdated",
        "lastmod",
        "changed",
        "edited",
        "revised",
        "version",
        "id",
        "uuid",
        "guid",
        "messageid",
        "mimeversion",
        "contenttype",
        "contenttransferencoding",
        "received",
        "returnpath",
        "deliveredto",
        "xmailer",
        "useragent",
        "importance",
        "priority",
        "inreplyto",
        "references",
        "organization",
        "organisation",
        "sender",
        "newsgroups",
        "copyright",
        "license",
        "licence",
        "rights",
        "publisher",
        "cover",
        "image",
        "email",
        "css",
        "baseheaderlevel",
        "translation",
        "saveas",
        "comments",
        "options",
        "startup",
        "property",
    ]
)

_MARKS = re.compile(r"[\s_.:-]+")


def normal(key: str) -> str:
    """Return a key as the tables of this module have it."""
    return _MARKS.sub("", key.casefold())
