"""What is meant by a word of the command line, or what to write instead."""

from mentor_tui.domain.rule import Test
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.vocabulary import VehicleKind
from mentor_tui.domain.workplace import ShopType
from mentor_tui.errors import MentorError
from mentor_tui.words.phrases import nearest_name


def test_called(book: Rulebook, code: str) -> Test:
    """The test with that code, however it is written.

    Raises:
        MentorError: the rule book has no such test.
    """
    wanted = code.strip().upper()
    if wanted not in book.test:
        raise MentorError(
            f'the rule book has no test "{code}"{nearest_name(wanted, book.test)}',
            hint="`mentor-tui rules` lists all tests.",
        )
    return book.test[wanted]


def shop_type_called(rulebook: Rulebook, word: str) -> ShopType:
    """The shop type of that key, title or other name.

    Raises:
        MentorError: there is none.
    """
    shop_type = rulebook.find_shop_type(word)
    if shop_type is None:
        keys = [shop_type.key for shop_type in rulebook.shop_types]
        raise MentorError(
            f"there is no shop type {word!r}{nearest_name(word, keys)}",
            hint=f"There are {', '.join(keys)}.",
        )
    return shop_type


def kind_called(word: str) -> VehicleKind:
    """The vehicle kind called `word`: `school-bus` or `school bus`.

    Raises:
        MentorError: there is none.
    """
    key = "-".join(word.casefold().replace("_", " ").split())
    try:
        return VehicleKind(key)
    except ValueError:
        kinds = [kind.value for kind in VehicleKind]
        raise MentorError(
            f"there is no kind of vehicle {word!r}{nearest_name(key, kinds)}",
            hint=f"There are {', '.join(kinds)}.",
        ) from None
