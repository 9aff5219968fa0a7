from __future__ import annotations

import pytest

from evenstride.cli.running import without_language
from evenstride.language import UnknownLanguageError, catalogue_of, chosen, code, languages, speaking


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "de_AT.UTF-8"}, "de"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LANGUAGE": "fr:de:en"}, "de"),
        ({"LANGUAGE": "", "LC_ALL": "de"}, "de"),
    ],
)
def test_the_environment_chooses_as_it_does_for_gettext(environment: dict[str, str], language: str) -> None:
    assert chosen(environment) == language


@pytest.mark.parametrize("arguments", [["--language", "de", "doctor"], ["doctor", "--language=de"]])
def test_the_option_may_stand_anywhere_and_decides(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "en")
    assert without_language(arguments) == (["doctor"], "de")


def test_a_language_that_is_not_there_is_refused() -> None:
    assert languages()[0] == "en"
    with pytest.raises(UnknownLanguageError, match="no language is called 'xx'"):
        catalogue_of("xx")


def test_a_country_may_be_named_with_it() -> None:
    assert [catalogue_of(name).code for name in ("de", "de-CH", "de_AT.UTF-8", "EN")] == ["de", "de", "de", "en"]


def test_the_page_is_marked_with_the_language_in_force() -> None:
    assert code() == "en"
    with speaking("de"):
        assert code() == "de"
