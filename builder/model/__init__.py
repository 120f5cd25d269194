"""The model: frozen values that hold ids, not references."""
