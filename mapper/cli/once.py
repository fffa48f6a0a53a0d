"""Commands that refuse an option given twice where it has one value: the first would be forgotten without a word."""

from __future__ import annotations

from collections import Counter
from typing import Any

from typer.core import TyperCommand

__all__ = ["OnceCommand"]


class OnceCommand(TyperCommand):
    """A command whose options are each given once, but for those that take several values, and switches."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments; fail where an option with one value is given more than once."""
        _, _, order = self.make_parser(ctx).parse_args(args=list(args))
        for option, times in Counter(order).items():
            is_single = option.param_type_name == "option" and not getattr(option, "multiple", False)
            if times > 1 and is_single and not getattr(option, "is_flag", False) and not ctx.resilient_parsing:
                ctx.fail(f"{option.opts[0]} is given {times} times, and has one value")
        return super().parse_args(ctx, args)
