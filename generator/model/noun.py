"""What a noun is: a frozen dataclass with keywords and slots; Python compiles only those methods of it that are called.

A dataclass has six methods compiled as it is made, which of a hundred nouns was a third of the time that a command
takes to start. `fields`, `replace` and `asdict` of `dataclasses` take nouns as they are.
"""

from __future__ import annotations

from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from dataclasses import Field

T = TypeVar("T")


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field,))
def noun(cls: type[T]) -> type[T]:
    """As `dataclass(frozen=True, kw_only=True, slots=True)` does, without `__post_init__`; all above are nouns, too."""
    made = dataclass(init=False, repr=False, eq=False, kw_only=True, slots=True)(cls)
    whole = fields(made)  # type: ignore[arg-type] # it is one now
    names = [each.name for each in whole]
    setters = [getattr(made, name).__set__ for name in names]
    compared = [each.name for each in whole if each.compare]

    def state(self: T) -> list[object]:
        return [getattr(self, name) for name in names]

    def restore(self: T, values: Sequence[object]) -> None:
        for set_, value in zip(setters, values, strict=True):
            set_(self, value)

    methods: dict[str, Callable[..., Any]] = {
        "__init__": _later(made, "__init__", partial(_init, whole, setters)),
        "__repr__": _later(made, "__repr__", partial(_repr, [each.name for each in whole if each.repr])),
        "__eq__": _later(made, "__eq__", partial(_eq, compared)),
        "__hash__": _later(made, "__hash__", partial(_hash, compared)),
        "__getstate__": state,
        "__setstate__": restore,
        "__setattr__": _refuse_to_set,
        "__delattr__": _refuse_to_delete,
    }
    for name, method in methods.items():
        setattr(made, name, method)
    return made


def _later(made: type, name: str, write: Callable[[], Callable[..., Any]]) -> Callable[..., Any]:
    """A method that writes another one in its place when it is called."""

    def method(self: object, *arguments: object, **values: object) -> object:
        setattr(made, name, write())
        return getattr(made, name)(self, *arguments, **values)

    return method


def _init(whole: Sequence[Field[Any]], setters: Sequence[Callable[[object, object], None]]) -> Callable[..., Any]:
    known: dict[str, object] = {"_MISSING": MISSING}
    arguments, lines = [], []
    for each, set_ in zip(whole, setters, strict=True):
        name = value = each.name
        known[f"_set_{name}"] = set_
        if each.default is not MISSING:
            known[f"_default_{name}"] = each.default
            arguments.append(f"{name}=_default_{name}")
        elif each.default_factory is not MISSING:
            known[f"_make_{name}"] = each.default_factory
            arguments.append(f"{name}=_MISSING")
            value = f"_make_{name}() if {name} is _MISSING else {name}"
        else:
            arguments.append(name)
        lines.append(f"    _set_{name}(self, {value})")
    return _compiled("__init__", f", *, {', '.join(arguments)}" if arguments else "", lines or ["    pass"], known)


def _repr(names: Iterable[str]) -> Callable[..., Any]:
    shown = ", ".join(f"{name}={{self.{name}!r}}" for name in names)
    return _compiled("__repr__", "", [f'    return f"{{self.__class__.__qualname__}}({shown})"'])


def _eq(names: Sequence[str]) -> Callable[..., Any]:
    lines = [
        "    if other.__class__ is not self.__class__:",
        "        return NotImplemented",
        f"    return {_tuple('self', names)} == {_tuple('other', names)}",
    ]
    return _compiled("__eq__", ", other", lines)


def _hash(names: Sequence[str]) -> Callable[..., Any]:
    return _compiled("__hash__", "", [f"    return hash({_tuple('self', names)})"])


def _tuple(of: str, names: Iterable[str]) -> str:
    return f"({''.join(f'{of}.{name}, ' for name in names)})"


def _compiled(
    name: str, arguments: str, lines: Iterable[str], known: dict[str, object] | None = None
) -> Callable[..., Any]:
    """A method; what it is written of are names that stand in our own classes."""
    space = known or {}
    exec("\n".join((f"def {name}(self{arguments}):", *lines)), space)  # noqa: S102 - as dataclasses do
    method: Callable[..., Any] = space[name]  # type: ignore[assignment] # just made
    return method


def _refuse_to_set(_self: object, name: str, _value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_self: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")
