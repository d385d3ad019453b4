"""Zegel: a sealed, answered reporting service. Each room below says its one sentence."""
