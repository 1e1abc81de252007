"""The rows of this app, a module per noun."""
