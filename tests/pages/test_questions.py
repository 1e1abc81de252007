"""Question pages: what is typed is kept as it is, and fields stand where the form says."""

import pytest
from django import forms
from django.http import QueryDict
from django.template import Context, Template

from pages.questions import TYPED_LIMIT, QuestionForm, after, as_data, before, typed_in


class Fruit(QuestionForm):
    title = "Which fruit?"
    revealed_fields = {"kind": {"apple": "sort"}}

    kind = forms.MultipleChoiceField(
        choices=[("apple", "Apple"), ("pear", "Pear")], widget=forms.CheckboxSelectMultiple
    )
    sort = forms.CharField(label="Which sort?", required=False)
    day = forms.DateField(required=False)
    time = forms.TimeField(required=False)

    @property
    def groups(self):
        return [("", ["kind"]), ("", ["sort"]), ("When", ["day", "time"])]


def names(form: QuestionForm) -> list[tuple[str, list[str]]]:
    return [(legend, [field.name for field in fields]) for legend, fields in form.rows]


def test_what_is_typed_is_kept_right_or_wrong_and_nothing_else_is():
    post = QueryDict("kind=apple&kind=plum&day=31/02/2026&csrfmiddlewaretoken=x&send=1")
    assert typed_in(post, Fruit()) == {"kind": ["apple", "plum"], "day": ["31/02/2026"]}


def test_nul_is_left_out_and_bytes_that_are_no_text_become_a_sign():
    typed = typed_in(QueryDict(b"sort=Bram%00ley%ff"), Fruit())
    assert typed == {"sort": ["Bramley\N{REPLACEMENT CHARACTER}"]}


@pytest.mark.parametrize(("length", "is_kept"), [(TYPED_LIMIT, True), (TYPED_LIMIT + 1, False)])
def test_more_than_a_draft_keeps_is_not_kept(length, is_kept):
    post = QueryDict(mutable=True)
    post["sort"] = "x" * length
    assert (typed_in(post, Fruit()) is not None) == is_kept


def test_a_form_bound_to_what_was_kept_says_what_the_first_one_said():
    form = Fruit(as_data({"kind": ["apple", "plum"], "day": ["31/02/2026"]}))
    assert set(form.errors) == {"kind", "day"}
    assert form["kind"].value() == ["apple", "plum"]


def test_fields_stand_side_by_side_and_a_revealed_one_only_below_its_option():
    assert names(Fruit()) == [("", ["kind"]), ("When", ["day", "time"])]


def test_a_revealed_field_is_drawn_right_below_its_option():
    html = Template("{% load crispy_forms_filters %}{{ form.kind|as_crispy_field }}").render(
        Context({"form": Fruit()})
    )
    places = [
        html.index(mark) for mark in ('value="apple"', "ss-choice__reveals", "Which sort?", 'value="pear"')
    ]
    assert places == sorted(places)
    assert "(optional)" not in html


def test_a_form_without_that_field_draws_the_option_alone():
    form = Fruit()
    del form.fields["sort"]
    html = Template("{% load crispy_forms_filters %}{{ form.kind|as_crispy_field }}").render(
        Context({"form": form})
    )
    assert "ss-choice__reveals" not in html


def test_pages_follow_each_other():
    pages = ("about", "what", "when")
    assert [after(pages, one) for one in pages] == ["what", "when", None]
    assert [before(pages, one) for one in pages] == [None, "about", "what"]
