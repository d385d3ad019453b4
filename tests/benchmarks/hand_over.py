"""A hand-over of 200 messages in the browser's own code: how long a counsellor waits."""

import json
import subprocess
from pathlib import Path

from tests.running_service import ROOT

SCRIPT = Path(__file__).parent / "rewrap.mjs"
# Name, options of Node, options of the script. Without a compiler is Tor Browser at "Safer"; without native X25519 is
# a browser of before 2025.
WAYS = (
    ("as in a browser", (), ()),
    ("without native X25519", (), ("without",)),
    ("without a compiler", ("--jitless",), ()),
    ("without either", ("--jitless",), ("without",)),
)


def print_hand_over(node: str) -> None:
    """Run the script in Node in each of these ways."""
    print("\nA hand-over in the browser's code (Node), processor time")
    for name, options, arguments in WAYS:
        command = [node, *options, str(SCRIPT), *arguments]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        took = json.loads(done.stdout)
        read, made, opened = (f"{took[one] / 1000:.1f} s" for one in ("read", "made", "opened"))
        print(
            f"{name:22} {took['messages']} messages, {took['bytes'] / 1000:.0f} KB: "
            f"read in {read}, passed on in {made}, read by the successor in {opened}"
        )
