"""The background loop: what is done every day without anybody asking."""
