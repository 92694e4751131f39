"""A module that others import and then do not use, loaded only once they do."""

import importlib
import sys
from types import ModuleType
from typing import Any

_NAME = "importlib.metadata"


class _Metadata(ModuleType):
    """Stands for `importlib.metadata` until somebody asks for something in it.

    pydantic imports `entry_points` from it to look for plugins, also where the environment says that there are none.
    With the e-mail and zip parsers behind it that takes longer than to read the whole rule book.
    """

    def entry_points(self, **wanted: Any) -> Any:  # noqa: ANN401 - what the real one takes and gives
        """What the real one finds."""
        return self.__getattr__("entry_points")(**wanted)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - anything a module holds
        if name.startswith("__"):
            # The import system asks for these by itself.
            raise AttributeError(name)
        if sys.modules.get(_NAME) is self:
            del sys.modules[_NAME]
        return getattr(importlib.import_module(_NAME), name)


def put_off_metadata() -> None:
    """Load `importlib.metadata` when something in it is used, and not before."""
    if _NAME not in sys.modules:
        module = _Metadata(_NAME)
        sys.modules[_NAME] = module
        importlib.metadata = module  # where `import importlib.metadata` looks for it
