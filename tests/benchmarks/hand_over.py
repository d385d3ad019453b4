"""A hand-over of 200 messages in the browser's own code: how long a counsellor waits, with and without a compiler."""

import json
import subprocess
from pathlib import Path

from tests.running_service import ROOT

SCRIPT = Path(__file__).parent / "rewrap.mjs"


def print_hand_over(node: str) -> None:
    """Run the script in Node, once as it is and once without its compiler, as in Tor Browser at "Safer"."""
    print("\nA hand-over in the browser's code (Node)")
    for name, options in (("with compiler", ()), ("without compiler", ("--jitless",))):
        done = subprocess.run([node, *options, str(SCRIPT)], cwd=ROOT, capture_output=True, text=True, check=True)
        took = json.loads(done.stdout)
        print(
            f"{name:20} {took['messages']} messages, {took['bytes'] / 1000:.0f} KB: "
            f"passed on in {took['made'] / 1000:.1f} s, verified and unsealed in {took['opened'] / 1000:.1f} s"
        )
