"""The form pattern, drawn by the real templates: summary, label, hint, error, control."""

import re
from typing import ClassVar

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory

from pages.steps import VersionForm

PAGE = Template(
    "{% extends 'base.html' %}{% load crispy_forms_tags %}"
    "{% block title %}Report{% endblock %}{% block content %}{{ form|crispy }}{% endblock %}"
)


class ReportForm(forms.Form):
    heading_field = "about"
    option_hints: ClassVar = {"about": {"owner": "The deputy reads it."}}
    exclusive_options: ClassVar = {"about": ["unsaid"]}

    about = forms.MultipleChoiceField(
        label="Who is it about?",
        choices=[("child", "A child"), ("owner", "The owner"), ("unsaid", "Prefer not to say")],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose who it is about"},
    )
    words = forms.CharField(label="What happened?", help_text="In your own words.", widget=forms.Textarea)
    where = forms.CharField(
        label="Where?", required=False, widget=forms.TextInput(attrs={"placeholder": "Garden"})
    )
    happened = forms.SplitDateTimeField(
        label="When?",
        required=False,
        widget=forms.SplitDateTimeWidget(date_attrs={"type": "date"}, time_attrs={"type": "time"}),
    )
    case = forms.IntegerField(widget=forms.HiddenInput, required=False)


def draw(form: forms.BaseForm) -> str:
    return PAGE.render(Context({"form": form}))


def tags(html: str, pattern: str) -> list[str]:
    return re.findall(pattern, html)


def test_the_summary_links_each_error_to_the_first_input_of_its_field() -> None:
    html = draw(ReportForm({"words": "", "case": "x"}))
    summary = html[html.index("error-summary-title") : html.index("</ul>")]
    assert 'href="#id_about_0">Choose who it is about</a>' in summary
    assert 'href="#id_words">This field is required.</a>' in summary
    # A hidden field cannot be pointed at, and yet its error must be seen.
    assert "<li>Enter a whole number.</li>" in summary
    for target in ("id_about_0", "id_words"):
        assert f'id="{target}"' in html


def test_the_summary_names_the_field_where_messages_are_the_same() -> None:
    class Two(forms.Form):
        first = forms.CharField(label="First name")
        second = forms.CharField(label="What is next?")

    html = draw(Two({}))
    assert "First name: This field is required." in html
    assert "What is next: This field is required." in html


def test_the_title_says_error_first_and_only_when_there_is_one() -> None:
    assert "<title>Error: Report – Super Stars</title>" in draw(ReportForm({}))
    assert "<title>Report – Super Stars</title>" in draw(ReportForm())
    assert "There is a problem" not in draw(ReportForm())


def test_errors_of_a_formset_are_in_the_summary() -> None:
    class One(forms.Form):
        name = forms.CharField(label="Name")

    formset = forms.formset_factory(One, min_num=1, validate_min=True)(
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-name": ""}
    )
    html = Template("{% extends 'base.html' %}").render(Context({"formset": formset}))
    assert 'href="#id_form-0-name"' in html
    assert "<title>Error: " in html


def test_label_hint_error_and_control_come_in_this_order() -> None:
    html = draw(ReportForm({}))
    places = [
        html.index(mark)
        for mark in (
            'for="id_words"',
            'id="id_words_helptext"',
            'id="id_words_error"',
            '<textarea name="words"',
        )
    ]
    assert places == sorted(places)
    assert 'aria-describedby="id_words_helptext id_words_error"' in html
    assert '<span class="visually-hidden">Error:</span> This field is required.' in html


def test_the_legend_of_the_heading_field_is_the_pages_only_heading() -> None:
    html = draw(ReportForm())
    assert tags(html, r"<h1>\s*([^<]*)</h1>") == ["Who is it about?"]
    assert tags(html, r"<legend[^>]*>\s*<h1>")


def test_only_fields_that_may_stay_empty_are_marked() -> None:
    html = draw(ReportForm())
    marked = tags(
        html, r'(?:label|legend) class="ss-label"[^>]*>\s*([^<]*?) <span class="ss-optional">\(optional\)'
    )
    assert [label.strip() for label in marked] == ["Where?", "When?"]


def test_a_choice_has_its_hint_and_says_that_it_rules_out_the_others() -> None:
    html = draw(ReportForm({"about": ["owner"]}))
    owner = tags(html, r'<input[^>]*value="owner"[^>]*>')[0]
    assert "checked" in owner
    assert 'aria-describedby="id_about_1_hint"' in owner
    assert 'id="id_about_1_hint" class="ss-choice__hint">The deputy reads it.<' in html
    exclusive = [one for one in tags(html, r"<input[^>]*>") if "data-exclusive" in one]
    assert len(exclusive) == 1
    assert 'value="unsaid"' in exclusive[0]


def test_what_was_typed_is_kept_and_escaped() -> None:
    html = draw(ReportForm({"words": "<script>alert(1)</script> عائشة"}))
    assert "&lt;script&gt;alert(1)&lt;/script&gt; عائشة" in html
    assert "<script>alert" not in html


def test_date_and_time_have_labels_of_their_own() -> None:
    html = draw(ReportForm({"happened_0": "2024-07-23", "happened_1": "15:05"}))
    assert re.search(r'for="id_happened_0">Date</label>\s*<input type="date"[^>]*value="2024-07-23"', html)
    assert re.search(r'for="id_happened_1">Time</label>\s*<input type="time"[^>]*value="15:05"', html)


def test_placeholders_are_left_out() -> None:
    assert "placeholder" not in draw(ReportForm())


class ProofForm(VersionForm):
    proof = forms.FileField(label="Proof", help_text="A picture.", required=False)
    how = forms.CharField(label="How?", error_messages={"required": "Say how"})


def test_a_file_that_was_chosen_is_asked_for_again_after_another_error() -> None:
    again = "Choose the file again"
    chosen = {"proof": SimpleUploadedFile("a.txt", b"A")}
    page = draw(ProofForm({"version": "1"}, chosen))
    assert page.count(again) == 2
    assert 'href="#id_proof"' in page
    assert 'aria-describedby="id_proof_helptext id_proof_again"' in page
    # Nothing was chosen, or nothing has to be sent again.
    assert again not in draw(ProofForm({"version": "1"}))
    sent = ProofForm({"version": "1", "how": "So"}, chosen)
    assert again not in draw(sent)
    sent.renew(2)
    assert again in draw(sent)


def test_a_page_without_context_still_draws() -> None:
    for name in ("400.html", "403.html", "403_csrf.html", "404.html", "500.html"):
        html = render_to_string(name)
        assert html.count("<h1>") == 1
        assert 'href="tel:999"' in html
        assert "ss-bell" not in html


def test_pages_of_a_list_keep_the_filters_of_the_address() -> None:
    class Page:
        number = 2
        has_other_pages = has_previous = has_next = True
        previous_page_number, next_page_number = 1, 3

    html = render_to_string(
        "parts/pagination.html",
        {"page": Page},
        request=RequestFactory().get("/", {"state": "open", "page": "2"}),
    )
    assert 'rel="prev" href="?state=open&amp;page=1"' in html
    assert 'rel="next" href="?state=open&amp;page=3"' in html
