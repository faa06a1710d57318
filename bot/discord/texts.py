"""What the bot says in its own words: every sentence that is not a quote, a date or a list.

Owns the sentences; where and when each is said is for the modules that import it. Labels of
buttons are in `views.buttons`, descriptions of commands beside their options.
"""

# -- when a question cannot be taken -------------------------------------------------------------

BUSY = "Dateline is busy, try again in a moment."
CLOSING = "Dateline is about to restart. Ask again in a minute."
CUT_SHORT = "The bot was restarted before it had answered. Ask again."
TOO_SOON = "Not so fast: ask again in {wait}."
INVALID_QUESTION = "Ask with at least one word and at most {most:,} characters."
NO_WORDS = (
    "No words of yours came through. Write your question in the same message as my name. "
    "A reply to the answer of a command carries no text to me: press Ask on below it instead."
)
NOT_READABLE = (
    "I cannot read the message that you reply to. Choose Apps and then Find passages in its menu, "
    "or write its question beside my name."
)
TO_HELP = "Ask me what the documents say, in one sentence; /help tells more."
TO_GREETING = "Hello. Ask me what the documents say, in one sentence; /help tells more."
TO_THANKS = "You are welcome."
NO_QUESTION = "That asks for nothing that documents could say. /help tells how to ask."
NOTHING_TO_LOOK_FOR = "This message holds no words to look for."
OTHER_CHANNELS = "Questions are answered in {channels} of this server."

# -- when something goes wrong -------------------------------------------------------------------

CHANGING = "The documents are just being changed. Ask again in a moment."
NO_LIBRARY = "The library is not made yet. Whoever manages this bot makes it with /reindex."
LIBRARY_LOCKED = "The library is being written to. Try again in a moment."
CANNOT_ANSWER = (
    "The {what} cannot answer at the moment; whoever runs it finds the reason in the log."
)
UNFORESEEN = (
    "Something went wrong that Dateline did not foresee (reference {reference}). "
    "Whoever runs this bot finds it in the log under that reference."
)
NOT_TAKEN = "Discord did not take the answer. Ask again in a while."
NOT_ACCEPTED = (
    "Discord did not accept the answer (reference {reference}). Whoever runs this bot finds "
    "it in the log under that reference."
)
LACKS_PERMISSION = (
    "The bot lacks a permission here. Somebody who manages the server finds out which with "
    "/setup check."
)
MAY_NOT_WRITE = (
    "I may not write in #{channel}: {reason}. Ask somebody who manages the server to change "
    "that, or ask me here."
)
COMMAND_CHANGED = "This command has changed. Reload Discord and try again."
SERVER_ONLY = "This works in a server only."
NEEDS_PERMISSION = "This needs the permission {names}."
NOT_ALLOWED = "You may not use this here."
UNREADABLE_VALUE = "One of the values cannot be read. Check what you typed."

# -- in answers ----------------------------------------------------------------------------------

NEAREST = "Nearest passages, not an answer:"
OTHER_WORDS = "Try other words, or a name or a date."

# -- below an answer -----------------------------------------------------------------------------

TOO_OLD = "This answer is too old to go on from; ask again."
DOCUMENT_GONE = (
    "The document was edited or removed since: the library does not hold what was quoted any "
    "more. Ask again to see what it holds now."
)
NOT_YOURS = "Only the person who asked can remove this answer, or somebody who manages messages."
NO_ANSWER = "This is no answer of mine that somebody asked for."
REMOVED = "The answer is removed."
NOT_SHOWN = "Discord does not show this here."
NO_MORE_QUOTES = "There are no more quotes."
LIKED = "Thank you."
DISLIKED = (
    "Thank you. The question was noted, without your name, for those who look after the library."
)

# -- examples, and when it comes to a server -------------------------------------------------------

FOR_EXAMPLE = "For example: /ask question: {question}\n"
HELLO = (
    "Hello. I answer from a library of documents, word for word and with their dates: /ask. "
    "{example}Whoever manages this server looks at /setup check first, then at /settings: where "
    "I answer, and who sees it. /help tells the rest."
)

# -- to those who manage the bot -----------------------------------------------------------------

MANAGERS_ONLY = (
    "Only those with the permission Manage Server may do this, or with the role that they set "
    "with /settings manager-role."
)
NOT_IN_SERVER = (
    "The bot itself is not in this server, its commands alone are. Invite it with the scope `bot` "
    "too."
)
UNANSWERED_NOT_KEPT = "Unanswered questions are not kept: DATELINE_KEEP_UNANSWERED is 0."
NO_DOCUMENTS = "The library holds no documents."
DOCUMENT_REMOVED = "This document is gone."
SENT_AS_FILE = "The list is long, so it comes as a file."
REINDEX_STARTS = "Reindexing: starting."
REINDEX_UNDER_WAY = "The library is being reindexed already; whoever began that sees how far it is."
REINDEX_STOPPED = "Reindexing was broken off, the bot stops. What was done stays."
REINDEX_FAILED = "Reindexing failed."
REINDEX_FAILED_ELSEWHERE = "Reindexing failed. Whoever runs the bot finds the reason in the log."
REINDEX_RUNS = "Reindexing: under way."
INTENT_MISSING = (
    "It has no effect yet: listening needs the Message Content intent. Whoever runs the bot "
    "switches it on in Discord's developer portal and sets DATELINE_LISTEN=1."
)
ALLOW_THE_ROLE = (
    "Discord shows the commands to those with Manage Server alone. To show them to the role, "
    "allow it there: Server Settings → Integrations → this bot → the command."
)

# -- /privacy and /forget ------------------------------------------------------------------------

PRIVACY = """What is kept of you: what you ask with a command or a mention, and its limits, for \
{days} days, so that the buttons below an answer go on working. Your name and your id are not \
kept: a code stands for you, so that what you asked can be deleted. For {minutes} minutes the last \
questions of a conversation are held in memory, so that "And when?" is understood.

What others see: {unanswered}

What is not kept: other messages, answers, and who is in which server. Nothing is sent anywhere \
but to Discord, and nothing is learned from what you ask.

/forget me deletes at once what you asked. What is kept of a server is deleted {grace} days after \
the bot left it."""
PRIVACY_NOTED = (
    "questions in a server that nothing answered, or whose answer was disliked, are listed, "
    "without names, for those who manage that server, for {days} days. Never what you ask with "
    "private: True or in direct messages, nor the words of a message that somebody looked up."
)
PRIVACY_NOT_NOTED = "nobody is shown what you ask; no list of questions is kept."
FORGOTTEN = "Deleted: {count} of yours, and what was noted of them."
NOTHING_KEPT = "Nothing that you asked is kept."

# -- /help ---------------------------------------------------------------------------------------

HELP = """Dateline answers from the documents of its library: word for word, with the date each \
was published and the time its words speak of. It never writes an answer of its own; where the \
library holds none, it says so.

Ask with /ask, by mentioning me, or here in direct messages. A time in your question ("last \
summer") brings passages that speak of it to the top; Search at any time, in the menu \
below the answer, leaves it out.

With /ask you can limit the dates of publication (after, before), ask as of a day (as_of: only \
what was published by then) or for passages that speak of a time (during), and have the answer to \
yourself (private). Write dates like 2020, 2020-01, 9 January 2020 or last summer.

/timeline shows what is said about a topic in the order of time, /since what newer documents say, \
/coverage of which time the library holds documents.

Ask on below an answer goes on from it; so does replying to an answer that I gave to a mention. \
A question like "And when?" or "Where does she live?" is understood with the one before it.

In the menu of a message, Apps and then Find passages looks for passages that fit its text.

The blue button below an answer shows further quotes, Context what stands around one, and Check \
compares it with the document once more. The menu holds the rest: the newest first, whether it \
helped (what did not is seen by those who look after the library), and removing your own answer.

/privacy says what is kept of you, /forget me deletes it."""
