"""What the law and the procedure say. Pure: no clock, no database, no network, no cryptography."""
