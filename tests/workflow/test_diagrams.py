"""The pictures: drawn from the table, whole, harmless, and the same as those in the docs."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.core.management import call_command
from django.db.models import TextChoices

from workflow import diagrams
from workflow.lifecycle import Lifecycle, Step, nobody

DOCS = Path(__file__).resolve().parents[2] / "docs" / "lifecycles"
SVG = "{http://www.w3.org/2000/svg}"


class Light(TextChoices):
    OFF = "off", 'Off <& "dark">'
    ON = "on", "On"


@pytest.fixture
def lamp():
    yield Lifecycle(
        "tests.lamp",
        title='A <lamp> & "shade"',
        states=Light,
        initial=Light.OFF,
        steps=[
            Step("switch on", (Light.OFF, Light.ON), Light.ON, nobody, "Switch on"),
            Step("fail", (Light.ON,), Light.OFF, nobody, "Fail", by_system=True),
        ],
    )
    del Lifecycle.registry["tests.lamp"]


def drawing(lifecycle: Lifecycle) -> ElementTree.Element:
    return ElementTree.fromstring(diagrams.svg(lifecycle))  # noqa: S314 (our own words)


def words(picture: ElementTree.Element) -> str:
    return " ".join(text.text or "" for text in picture.iter(f"{SVG}text"))


def test_every_state_and_step_is_there_as_it_is_called(lamp):
    picture = drawing(lamp)
    assert picture.get("aria-label") == 'A <lamp> & "shade"'
    assert 'Off <& "dark">' in words(picture)
    assert "Switch on" in words(picture)
    # A dot per source, and a ring where the step may be taken again.
    dots = [circle.get("r") for circle in picture.iter(f"{SVG}circle")]
    assert sorted(dots) == ["11", "5.5", "5.5", "5.5"]


def test_what_happens_by_rule_is_dashed(lamp):
    dashed = [path for path in drawing(lamp).iter(f"{SVG}path") if path.get("stroke-dasharray")]
    assert len(dashed) == 1


def test_nothing_lies_outside_the_picture(lamp):
    for lifecycle in Lifecycle.registry.values():
        if lifecycle.states is None:
            continue
        picture = drawing(lifecycle)
        width, height = float(picture.get("width")), float(picture.get("height"))
        for part in picture.iter():
            x, y = float(part.get("x") or part.get("cx") or 0), float(part.get("y") or part.get("cy") or 0)
            assert 0 <= x <= width
            assert 0 <= y <= height


def test_a_lifecycle_without_states_has_no_picture():
    assert diagrams.svg(Lifecycle.registry["accounts.person"]) == ""


def test_no_style_and_no_script(lamp):
    for lifecycle in Lifecycle.registry.values():
        assert not re.search(r"style=|<style|<script|href=|on\w+=", diagrams.svg(lifecycle))


def test_the_docs_show_the_lifecycles_as_they_are(tmp_path):
    """`make diagrams` draws them again."""
    call_command("draw_lifecycles", tmp_path, verbosity=0)
    fresh = {path.name: path.read_text() for path in tmp_path.iterdir()}
    assert fresh
    assert {path.name: path.read_text() for path in DOCS.glob("*.svg")} == fresh
