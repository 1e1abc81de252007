"""What happened at the pre-school, a function per story. `story.py` says in which order they began."""
