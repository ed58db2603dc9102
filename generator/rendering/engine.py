"""Jinja as pages need it: what it compiles is the same in all languages, and asks for each value in fewer steps."""

from __future__ import annotations

from functools import partial
from types import FunctionType
from typing import TYPE_CHECKING, Any

import jinja2
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Context

from generator.rendering.escaping import in_html

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import nodes
    from jinja2.compiler import Frame

_PLAIN = (FunctionType, partial)
_OF_LOOPS = ("_loop_vars", "_block_vars")
"""What a template hands on with each call in a loop or a block, for functions that ask for the context."""


class _Generator(CodeGenerator):
    """Values that are put out are escaped, but not marked as HTML one by one: all of a template are together."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ANN401 - a type of Jinja's own
        """Jinja's hook, which opens the bracket around a value."""
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("environment.in_html(")
        else:
            super()._output_child_pre(node, frame, finalize)


class _Context(Context):
    """Calls functions that ask for nothing but their arguments as Python does."""

    def call(self, called: Callable[..., Any], /, *arguments: Any, **more: Any) -> Any:  # noqa: ANN401 - as Jinja has it
        """What the function gives; of what a template may call, most is plain."""
        if type(called) not in _PLAIN or hasattr(called, "jinja_pass_arg"):
            return super().call(called, *arguments, **more)
        if more:
            for name in _OF_LOOPS:
                more.pop(name, None)
        return called(*arguments, **more)


class Environment(jinja2.Environment):
    """One whose templates compile to the same, whatever our filters make of a word in whatever language."""

    code_generator_class = _Generator
    context_class = _Context
    in_html = staticmethod(in_html)
    own: frozenset[str] = frozenset()
    """Names of filters that are not Jinja's."""

    def _generate(self, *arguments: Any, **more: Any) -> str:  # noqa: ANN401 - as Jinja has it
        """Jinja's hook: no filter of ours is asked while a template is compiled, though it be of a constant."""
        filters = self.filters
        self.filters = {**filters, **dict.fromkeys(self.own, _not_now)}
        try:
            return super()._generate(*arguments, **more)
        finally:
            self.filters = filters


def _not_now(*_: object, **__: object) -> str:
    raise RuntimeError("A template is being compiled.")
