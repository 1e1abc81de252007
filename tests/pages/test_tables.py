"""A table keeps its meaning when it is laid out as cards."""

import re

import pytest
from django.template.loader import render_to_string


def draw(rows: list[dict]) -> str:
    return render_to_string(
        "parts/table.html", {"caption": "Open", "columns": ["Reference", "Due"], "rows": rows}
    )


def test_each_cell_carries_the_label_of_its_column() -> None:
    html = draw([{"cells": [{"text": "SM-1", "url": "/c/1"}, {"text": "Today", "tone": "danger"}]}])
    assert re.search(
        r'<th scope="row" role="rowheader" data-label="Reference">.*?<a href="/c/1">SM-1</a>', html, re.S
    )
    assert re.search(r'<td role="cell" data-label="Due">.*?ss-tag--danger">Today<', html, re.S)


def test_a_row_of_the_wrong_length_is_a_bug() -> None:
    with pytest.raises(ValueError, match="argument"):
        draw([{"cells": [{"text": "SM-1"}]}])
