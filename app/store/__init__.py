"""How cases are kept. The only room that knows SQL."""
