"""The translations of pages and scripts: one catalogue per domain, English as the source, Dutch complete."""
