"""Zegel: a sealed, answered reporting service. ARCHITECTURE in README.md; each room says its one sentence."""
