"""The language in which a face speaks: what was found is kept in English, and told in another where it is read.

Stages, files and the store hold whole English sentences. Where a person reads them (terminal, page, picture), `tr`
recognises each by the message it was made of, a sentence of the code or of the knowledge with gaps for what varies, and
says it in the language in force. What is not in a catalogue stays English. Only faces may import this room.
"""

from evenstride.language.catalogue import Catalogue, Message
from evenstride.language.choice import ENGLISH, UnknownLanguageError, catalogue_of, chosen, languages
from evenstride.language.speech import Told, code, counted, message, speaking, tr

__all__ = [
    "ENGLISH",
    "Catalogue",
    "Message",
    "Told",
    "UnknownLanguageError",
    "catalogue_of",
    "chosen",
    "code",
    "counted",
    "languages",
    "message",
    "speaking",
    "tr",
]
