"""Where the project's own files lie."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE_DOCS = ROOT / "source_docs"
ARTICLE = SOURCE_DOCS / "what-led-the-us-to-assassinate-soleimani.txt"
SUPPORT = ROOT / "tests" / "support"
