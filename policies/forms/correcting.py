"""What the page that corrects the division of a draft sends: which button, of which block."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pages.steps import VersionForm
from policies import correcting
from policies.outline import CLAUSE, HEADING, KINDS, SECTION, Outline, plain

UNDO, SPLIT = "undo", "split"
CORRECTIONS = {
    "merge": correcting.merge,
    "indent": correcting.indent,
    "outdent": correcting.outdent,
    "up": correcting.move_up,
    "down": correcting.move_down,
    "keep": correcting.take_back,
    SECTION: lambda outline, i: correcting.make(outline, i, SECTION),
    HEADING: lambda outline, i: correcting.make(outline, i, HEADING),
    CLAUSE: lambda outline, i: correcting.make(outline, i, CLAUSE),
}
SAID = {
    "merge": _("Joined to the one before."),
    "indent": _("Moved one level in."),
    "outdent": _("Moved one level out."),
    "up": _("Moved up."),
    "down": _("Moved down."),
    "keep": _("Put at the end. Move it to where it belongs."),
    SECTION: _("It is a section now."),
    HEADING: _("It is a heading now."),
    CLAUSE: _("It is a clause now."),
    SPLIT: _("Parted in two."),
    UNDO: _("The last change is undone."),
}
WORDS_AROUND = 6


class CorrectionForm(VersionForm):
    """`do` is "undo", or a correction and the place of its block ("merge 4"); `at` where to split."""

    do = forms.RegexField(rf"\A(undo|({'|'.join(CORRECTIONS)}|{SPLIT}) [0-9]{{1,5}})\Z")
    at = forms.IntegerField(required=False, min_value=0)

    @property
    def verb(self) -> str:
        return str(self.cleaned_data["do"].partition(" ")[0])

    @property
    def place(self) -> int:
        return int(self.cleaned_data["do"].partition(" ")[2] or 0)

    def corrected(self, outline: Outline) -> Outline:
        """The outline as the button asks for it. Raises CannotCorrect with words for people."""
        if self.verb == SPLIT:
            at = self.cleaned_data["at"]
            if at is None:
                raise correcting.CannotCorrect(_("Choose where the second part begins."))
            return correcting.split(outline, self.place, at)
        return CORRECTIONS[self.verb](outline, self.place)

    def place_after(self, before: Outline, after: Outline) -> int:
        """Where the block stands after the correction, for the page to go on there."""
        if self.verb == "merge":
            return self.place - 1
        if self.verb == "keep":
            return len(after.blocks) - 1
        if self.verb in ("up", "down"):
            moved = before.blocks[self.place]
            return next(k for k, block in enumerate(after.blocks) if block is moved)
        return self.place


def places(text: str) -> list[dict[str, Any]]:
    """Where a text can be parted: the position, some words before and after it, whether a sentence ends there."""
    return [
        {
            "at": at,
            "before": " ".join(plain(text[:at]).split()[-WORDS_AROUND:]),
            "after": " ".join(plain(text[at:]).split()[:WORDS_AROUND]),
            "ends": text[:at].rstrip().rstrip("”’\"')*_").endswith((".", "!", "?", ";", ":")),
        }
        for at in correcting.split_places(text)
    ]


def choices(outline: Outline, k: int) -> list[tuple[str, Any]]:
    """The buttons of block `k`: those that can make sense, in the order of their use."""
    kind = outline.blocks[k].kind
    said = {SECTION: _("Make it a section"), HEADING: _("Make it a heading"), CLAUSE: _("Make it a clause")}
    found = [("merge", _("Join to the one before"))] if k else []
    found += [("indent", _("Move in")), ("outdent", _("Move out"))]
    found += [(one, said[one]) for one in KINDS if one != kind]
    return [*found, ("up", _("Move up")), ("down", _("Move down"))]
