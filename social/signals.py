"""Signals of this app, always sent on commit. What a missed one would have done, the sweeps do.

`word_published(sender=FamilyWord)`: families are to be told something new.
"""

from django.dispatch import Signal

word_published = Signal()
