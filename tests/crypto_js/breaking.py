"""Breaks valid examples in the ways that parsers have been wrong about before."""

import random

# Pieces that have broken parsers before.
PIECES = [
    "",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "\x00",
    "\x7f",
    "\u0085",
    "\ufeff",
    "é",
    "e\u0301",
    "😀",
    "+",
    "=",
    "%",
    "0",
    "9999999999",
]


def broken_bytes(chance: random.Random, data: bytes) -> bytes:
    at, size = chance.randrange(len(data) + 1), chance.randrange(1, 40)
    return chance.choice(
        [
            data[:at],
            data[:at] + data[at + size :],
            data[:at] + chance.randbytes(size) + data[at:],
            data[:at] + chance.randbytes(size) + data[at + size :],
            data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :],
            data[:at] + b"\xff\xff\xff\xff" + data[at + 4 :],
            data + b"\x00",
        ]
    )


def broken_text(chance: random.Random, text: str) -> str:
    at = chance.randrange(len(text) + 1)
    copied = chance.randrange(len(text) + 1)
    piece = chance.choice([*PIECES, text[copied : copied + 20], text[at : at + 5].swapcase()])
    return text[:at] + piece + text[at + chance.randrange(6) :]


def broken_lines(chance: random.Random, text: str) -> str:
    """Lines that are lost, doubled, moved, or changed within."""
    lines = text.split("\n")
    at, to = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(5):
        case 0:
            del lines[at]
        case 1:
            lines.insert(to, lines[at])
        case 2:
            lines[at], lines[to] = lines[to], lines[at]
        case _:
            return broken_text(chance, text)
    return "\n".join(lines)
