"""The command line as a document, from the parser itself."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from builder import arguments
from builder.reference.fields import table


def commands() -> str:
    """The command line, from the parser itself."""
    top = arguments.parser(english=True)
    parts = [
        "# The command line\n",
        "`build` without a command checks and publishes. Exit codes: 0 clean; 1 the content has "
        "errors; 2 usage, settings, the output or a missing program. Diagnostics and data go to "
        "stdout, talk to stderr; `NO_COLOR` is respected. `python -m builder` is the same.\n",
        "## Everywhere\n",
        _options(top),
    ]
    parts += [_command(name, sub, 2) for name, sub in subcommands(top).items()]
    return "\n".join(parts)


def subcommands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The commands below a parser by name."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


def _command(name: str, parser: argparse.ArgumentParser, level: int) -> str:
    rows = _options(parser, common=False)
    parts = [f"{'#' * level} {name}\n", f"`{_usage(parser)}`\n"]
    parts += [f"{words}\n" for words in (parser.description or _HELP.get(parser.prog),) if words]
    parts += [rows] if rows else []
    parts += [_command(f"{name} {n}", sub, level + 1) for n, sub in subcommands(parser).items()]
    return "\n".join(parts)


def _usage(parser: argparse.ArgumentParser) -> str:
    """How a command is written, in one line; argparse's own depends on the terminal."""
    words = [parser.prog]
    actions = [a for a in parser._actions if a.dest not in ("help", "root", "lang")]
    words += ["[options]"] if any(a.option_strings for a in actions) else []
    for action in actions:
        if isinstance(action, argparse._SubParsersAction):
            words.append("|".join(action.choices))
        elif not action.option_strings:
            name = str(action.metavar or action.dest)
            name += "…" if action.nargs in ("*", "+") else ""
            words.append(f"[{name}]" if action.nargs in ("*", "?") else name)
    return " ".join(words)


def _helps(parser: argparse.ArgumentParser) -> Iterator[tuple[str, str]]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for choice in action._choices_actions:
                yield action.choices[choice.dest].prog, choice.help or ""
            for sub in action.choices.values():
                yield from _helps(sub)


_HELP = dict(_helps(arguments.parser(english=True)))


def _options(parser: argparse.ArgumentParser, *, common: bool = True) -> str:
    """The arguments of a parser as a table; empty if it has none of its own."""
    rows = [["argument", "default", "meaning"]]
    for action in parser._actions:
        shared = action.dest in ("root", "lang", "version")
        if action.dest in ("help", "command") or shared != common:
            continue
        if isinstance(action, argparse._SubParsersAction):
            continue
        names = ", ".join(f"`{name}`" for name in action.option_strings)
        value = "\\|".join(map(str, action.choices)) if action.choices else action.metavar or ""
        if not action.option_strings:
            names = f"`{value or action.dest}`"
        elif action.nargs != 0:
            names += f" {value or str(action.dest).upper()}"
        given = action.default
        default = "" if given in (None, False, "", argparse.SUPPRESS) or given == [] else str(given)
        rows.append([names.replace("\\|", "|"), default, action.help or ""])
    return table(rows) if len(rows) > 1 else ""
