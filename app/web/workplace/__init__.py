"""Pages and interface of the workplace."""
