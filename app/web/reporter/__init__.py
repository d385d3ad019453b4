"""The reporter's surface: pages and the JSON interface they use."""
