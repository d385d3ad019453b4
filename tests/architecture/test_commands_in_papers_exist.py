"""A command in a paper that does not exist costs somebody an evening: every `zegel …` in the papers is looked up."""

import re

import pytest
import typer
from typer.core import TyperGroup

from app.cli import build
from tests.architecture.tree import texts

# A call stands at the start of a line, after a path, or in quotes or code; its options are looked up too.
CALL = re.compile(r"(?:^|[`“/>])zegel ([a-z]+(?:-[a-z]+)*(?: [a-z]+(?:-[a-z]+)*)?)([^`”<\n]*)", re.MULTILINE)


def calls() -> set[tuple[str, str]]:
    """Every command with what follows it, as papers, pages and the unit write it."""
    named = (CALL.findall(text) for path, text in texts(".md", ".service", ".html") if not path.startswith("crypto/"))
    return {(words, rest) for found in named for words, rest in found}


def test_papers_name_commands() -> None:
    assert len(calls()) > 10


@pytest.mark.parametrize(("words", "rest"), sorted(calls()))
def test_the_command_and_its_options_exist(words: str, rest: str) -> None:
    name, _, second = words.partition(" ")
    tree = typer.main.get_command(build([name]))
    assert isinstance(tree, TyperGroup)
    command = tree.commands.get(name)
    assert command is not None, f"zegel {name}"
    if isinstance(command, TyperGroup):
        if not second:
            return  # `zegel organisation …` speaks of the group
        assert second in command.commands, f"zegel {words}"
        command = command.commands[second]
    known = {option for parameter in command.params for option in parameter.opts} | {"--help"}
    assert set(re.findall(r"(?<!\S)--[a-z][a-z-]*", rest)) <= known, f"zegel {words} {rest}"
