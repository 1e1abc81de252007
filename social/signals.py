"""Signals of this app, always sent on commit. What a missed one would have done, the sweeps do.

`word_published(sender=FamilyWord)`: families are to be told something new.
`platform_changed(sender=Platform)`: pictures on a platform need a yes to another use since now.
"""

from django.dispatch import Signal

platform_changed = Signal()
word_published = Signal()
