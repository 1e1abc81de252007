"""Signals that accounts sends, always on commit.

`standing_changed(sender=Person, person_ids=[uuid])`: roles or ties of these persons
changed, so that conflicts of interest must be computed again. A missed signal is
made good by the receiver's own sweep.
"""

from django.dispatch import Signal

standing_changed = Signal()
