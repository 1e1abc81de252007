"""What is typed and chosen for a post. Rules live in the actions; here is what must be there at all."""

import uuid
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from documents.pictures import MAX_BYTES
from pages.steps import VersionForm
from policies.forms.making import day, line
from social.actions.writing_posts import Words
from social.models import OfficialAccount, PlaceName, Post, PostPicture
from social.selectors import post_lists
from social.selectors.covering import usable_accounts
from social.selectors.post_words import Unclear

TEXT_LIMIT = 5_000
CHILDREN, NOBODY, NO_PEOPLE = "children", "nobody", "no_people"


class WordsForm(VersionForm):
    """What it says, where, and how else families hear of it."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    account = forms.ModelChoiceField(
        OfficialAccount.objects.none(),
        label=_("Which account?"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Choose the account.")},
    )
    kind = forms.ChoiceField(
        label=_("What kind of post is it?"),
        choices=Post.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what kind of post it is.")},
    )
    alternative = forms.ChoiceField(
        label=_("How do families hear of it who use no social media?"),
        help_text=_("Nobody may be left out. Tell them in this way too, before it is published."),
        choices=[("", _("Choose")), *Post.Alternative.choices],
        required=False,
    )
    alternative_on = day(_("On which day were they told?"), required=False)
    objective = line(
        _("What is it for?"),
        _("Say what it is for."),
        help_text=_("One line, such as: families see what we do outdoors."),
    )
    text = forms.CharField(
        label=_("Text"),
        help_text=_("No name of a child, no place, nothing by which a child could be found."),
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": _("Write the text of the post.")},
    )
    planned_on = day(_("For which day is it meant?"), required=False)

    def __init__(self, *args: Any, post: Post | None = None, **kwargs: Any) -> None:
        names = (
            "account",
            "kind",
            "alternative",
            "alternative_on",
            "objective",
            "text",
            "planned_on",
            "version",
        )
        kwargs["initial"] = {name: getattr(post, name) for name in names} if post else {}
        super().__init__(*args, **kwargs)
        # Whatever is off is offered to nobody; a post that has its account keeps it, and says what is in the way.
        offered = Q(pk__in=usable_accounts().values("pk"))
        if post:
            offered |= Q(pk=post.account_id)
        accounts = OfficialAccount.objects.filter(offered).select_related("platform")
        self.fields["account"].queryset = accounts.order_by("platform__name", "name")
        self.fields["account"].label_from_instance = lambda one: f"{one.platform.name}: {one.name}"

    @property
    def words(self) -> Words:
        return Words(**{name: value for name, value in self.cleaned_data.items() if name != "version"})


class PostForm(VersionForm):
    """A form about one post, drawn from the version that its page showed."""

    def __init__(self, *args: Any, of: Post, **kwargs: Any) -> None:
        kwargs["initial"] = {"version": of.version} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.of = of


class PictureForm(PostForm):
    """One picture and its description."""

    file = forms.FileField(
        label=_("The picture"),
        help_text=_("JPEG, PNG or WebP, up to 25 MB. Where it was taken, and with what, is removed."),
        error_messages=dict.fromkeys(("required", "invalid", "missing"), _("Choose a picture."))
        | {"empty": _("This file is empty.")},
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    alt_text = forms.CharField(
        label=_("What does it show?"),
        help_text=_("For those who cannot see it, such as: two children plant beans in a tray. No names."),
        max_length=PostPicture.LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say what it shows, for those who cannot see it.")},
    )

    @property
    def sent(self) -> tuple[str, bytes]:
        """The file's name, and no more of it than a picture may have and one byte."""
        file = self.cleaned_data["file"]
        return file.name, file.read(MAX_BYTES + 1)


class DescribeForm(PostForm):
    alt_text = PictureForm.base_fields["alt_text"]


class ChildrenForm(PostForm):
    """Who can be recognised. The list of children is drawn by the page, room by room."""

    who = forms.ChoiceField(
        label=_("Who can be recognised?"),
        choices=[
            (CHILDREN, _("The children marked below")),
            (NOBODY, _("No child: they are seen from behind, from far away, or not at all")),
            (NO_PEOPLE, _("Nobody: no picture shows any person")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say who can be recognised.")},
    )

    def __init__(self, *args: Any, of: Post, **kwargs: Any) -> None:
        super().__init__(*args, of=of, initial={"who": _who(of)}, **kwargs)

    def clean_who(self) -> str:
        who: str = self.cleaned_data["who"]
        if who != CHILDREN and self.chosen:
            raise forms.ValidationError(
                _("Children are marked below. Take the marks away, or choose “The children marked below”.")
            )
        return who

    @property
    def chosen(self) -> set[uuid.UUID]:
        """The children that were marked; what is no id is nobody."""
        found = set()
        for said in self.data.getlist("child") if self.is_bound else []:
            try:
                found.add(uuid.UUID(said))
            except ValueError:
                continue
        return found


def _who(post: Post) -> str | None:
    if post.children_shown is None:
        return None
    if post.children_shown:
        return CHILDREN
    return NO_PEOPLE if post.no_people else NOBODY


class ChecksForm(PostForm):
    """One by one: whoever ticks says that they looked."""

    def __init__(self, *args: Any, of: Post, **kwargs: Any) -> None:
        super().__init__(*args, of=of, **kwargs)
        for name in Post.CHECKS:
            label = str(getattr(Post._meta.get_field(name), "verbose_name", ""))
            self.fields[name] = forms.BooleanField(
                label=label[:1].upper() + label[1:], required=False, initial=getattr(of, name)
            )

    @property
    def checked(self) -> set[str]:
        return {name for name in Post.CHECKS if self.cleaned_data.get(name)}


class WordForm(forms.Form):
    """Why one of the words that were found names no child and no place."""

    word = forms.ChoiceField(
        label=_("Which word?"),
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose a word.")),
    )
    why = forms.CharField(
        label=_("Why does it name nobody here?"),
        help_text=_("Such as: it is the month of May. The reader sees this."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write something here.")},
    )

    def __init__(self, *args: Any, words: list[Unclear], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["word"].choices = [(one.text, one.text) for one in words]
        if len(words) == 1:
            self.fields["word"].initial = words[0].text


class PlaceForm(forms.ModelForm):
    class Meta:
        model = PlaceName
        fields = ["name"]
        labels = {"name": _("Another place")}
        help_texts = {"name": _("A park, a street, a school: whatever says where children can be found.")}


class PostFilter(forms.Form):
    """Nonsense in the address narrows nothing."""

    show = forms.ChoiceField(
        label=_("Show"), choices=[(code, one.label) for code, one in post_lists.SHOWN.items()], required=False
    )
    account = forms.ModelChoiceField(
        OfficialAccount.objects.all(), label=_("Account"), empty_label=_("All accounts"), required=False
    )
    order = forms.ChoiceField(
        label=_("Order"),
        choices=[
            ("", _("Last changed first")),
            ("oldest", _("Waiting longest first")),
            ("planned", _("By their day")),
        ],
        required=False,
    )
    mine = forms.BooleanField(label=_("Only what I began"), required=False)

    def narrowed(self, rows: QuerySet[Post], person: Person) -> QuerySet[Post]:
        said = self.cleaned_data if self.is_valid() else {}
        if said.get("account"):
            rows = rows.filter(account=said["account"])
        if said.get("mine"):
            rows = rows.filter(author=person)
        rows = post_lists.SHOWN[said.get("show", "")].narrow(rows)
        return rows.order_by(*post_lists.ORDERS[said.get("order", "")])

    @property
    def is_narrowed(self) -> bool:
        return bool(self.errors) or any(self.cleaned_data.values())
