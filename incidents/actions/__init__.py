"""The verbs of this app, a module per thing people do."""
