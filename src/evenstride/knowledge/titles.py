"""How what stands as a title stands within a sentence."""


def within(title: str) -> str:
    """Return a title as it is written inside of a sentence: its first letter small."""
    return title[:1].lower() + title[1:]
