"""What the Makefile calls: set up, run, serve, test, lint. `set_up` needs the standard library only."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
PYTHON = ROOT / ".venv" / "bin" / "python"
