"""Signals that consents sends, always on commit.

`permission_lost(sender=ConsentRecord, child_ids=[uuid])`: somebody said no, withdrew, or the DSL
blocked: something that could be shown a moment ago may not be any more. A missed signal is made
good by the receiver's own sweep, which asks `selectors.showing` about whatever it has published.
`link_wished(sender=LinkWish)`: somebody typed an address to get a link. The minute's sweep answers it
anyway.
`campaign_opened(sender=Campaign)`: everybody is to be asked anew. The hour's sweep does it anyway.
"""

from django.dispatch import Signal

permission_lost = Signal()
link_wished = Signal()
campaign_opened = Signal()
