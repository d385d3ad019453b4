"""Pages for the reporter, and the workplace of counsellor and case officer."""
