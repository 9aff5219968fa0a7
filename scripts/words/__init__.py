"""The catalogues of other languages: ``python -m scripts.words`` (``make words``) brings them up to date."""
