"""The kinds of message: each registered once, asked per person and kind."""

import dataclasses

import pytest

from notifications import kinds, outbox
from notifications.models import Message


def test_a_code_names_one_kind(wishes):
    with pytest.raises(ValueError, match="twice"):
        kinds.register(dataclasses.replace(kinds.get("test-case")))


def test_each_kind_is_asked_once_whatever_the_number_of_messages(wishes, cast):
    for number in range(5):
        outbox.queue("test-case", [cast.pia.pk], dedupe=f"case {number}")
        outbox.queue("test-duty", [cast.pia.pk], dedupe=f"duty {number}")
    messages = list(Message.objects.all())
    assert kinds.wanted(cast.pia, messages) == {message.pk for message in messages}
    assert wishes.asked == 2


@pytest.mark.parametrize("code", sorted(kinds._kinds))
def test_every_kind_of_the_site_has_words_and_an_audience(code):
    kind = kinds.get(code)
    assert kind.code == code
    assert isinstance(kind.audience, kinds.Audience)
    assert not (kind.in_digest and kind.audience is not kinds.Audience.DUTY)
