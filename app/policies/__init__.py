"""The statutory terms, the authorities, the organisations' rules and the taxonomy as dated data, with their loaders."""
