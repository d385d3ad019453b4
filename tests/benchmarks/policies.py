"""How long reading every policy takes: the files, every check between their parts, and the taxonomy they name."""

import time

from app.domain.policy_lint import lint
from app.policies.lint_checks import load_checks
from app.policies.policy_loader import load_policies
from app.policies.taxonomy_loader import load_taxonomy
from tests.today import today

ROUNDS = 5


def print_policies() -> None:
    """Read them as a starting service does, without anything kept; then hold each against the law."""
    best = []
    for _ in range(ROUNDS):
        load_policies.cache_clear()
        load_taxonomy.cache_clear()
        begin = time.process_time()
        load_policies()
        best.append(time.process_time() - begin)
    policies, checks = load_policies(), load_checks()
    begin = time.process_time()
    for policy in policies:
        lint(policy, checks, today())
    done = time.process_time()
    print("\nThe organisations' rules as data (processor time)")
    print(f"read and check       {1000 * best[0]:.0f} ms the first time, {1000 * min(best):.0f} ms at best")
    print(f"hold against the law {1000 * (done - begin):.1f} ms for {len(policies) * len(checks)} verdicts")


if __name__ == "__main__":
    print_policies()
