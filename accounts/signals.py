"""Signals that accounts sends, always on commit.

`standing_changed(sender=Person, person_ids=[uuid])`: roles or ties of these persons
changed, so that conflicts of interest must be computed again. A missed signal is
made good by the receiver's own sweep.

`responsibility_changed(sender=Child, child_ids=[uuid])`: who may decide for these children
changed, or whether they are here or looked after.
"""

from django.dispatch import Signal

standing_changed = Signal()
responsibility_changed = Signal()
