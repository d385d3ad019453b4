"""The procedure, step by step: values in, one transaction. One file per step."""
