"""The table of `test_url_roles.py`, written by hand."""

import dataclasses

COLUMNS = (
    "anonymous", "olive", "maya", "dan", "pia", "sam", "vera", "colin", "viktor", "petra", "ines", "tariq",
)  # fmt: skip

# Olive owns · Maya manages and is the DSL · Dan is deputy in both · Pia, Sam work here · Vera helps · Colin is a
# contractor · Viktor visits · Petra is a parent · Ines inspects · Tariq keeps the machine.
# method, name, places | anon olive maya dan pia sam vera colin viktor petra ines tariq
LINES = """
get  home                                  | 302 200 200 200 200 200 200 200 200 200 200 200
get  healthz                               | 200 200 200 200 200 200 200 200 200 200 200 200
get  readyz                                | 200 200 200 200 200 200 200 200 200 200 200 200
get  bell                                  | 302 200 200 200 200 200 200 200 200 200 200 200
get  bell-seen                             | 302 405 405 405 405 405 405 405 405 405 405 405
post bell-seen                             | 302 302 302 302 302 302 302 302 302 302 302 302

get  report-start                          | 302 200 200 200 200 200 200 200 200 200 403 200
get  report-new report_type=concern        | 302 200 200 200 200 200 200 200 200 200 403 200
get  report-new report_type=nonsense       | 404 404 404 404 404 404 404 404 404 404 404 404
get  report-page pk=draft page=what        | 302 404 404 404 200 404 404 404 404 404 404 404
get  report-page pk=draft page=nonsense    | 302 404 404 404 404 404 404 404 404 404 404 404
post report-page pk=draft page=what        | 302 404 404 404 200 404 404 404 404 404 404 404
get  report-keep pk=draft page=what        | 405 405 405 405 405 405 405 405 405 405 405 405
post report-keep pk=draft page=what        | 404 404 404 404 204 404 404 404 404 404 404 404
get  report-check pk=draft                 | 302 404 404 404 200 404 404 404 404 404 404 404
post report-check pk=draft                 | 302 404 404 404 302 404 404 404 404 404 404 404
get  report-named pk=draft                 | 302 404 404 404 302 404 404 404 404 404 404 404
get  report-discard pk=draft               | 302 404 404 404 200 404 404 404 404 404 404 404
post report-discard pk=draft               | 302 404 404 404 302 404 404 404 404 404 404 404
get  report-sent pk=own_report             | 302 404 404 404 200 404 404 404 404 404 404 404
get  my-reports                            | 302 200 200 200 200 200 200 200 200 200 200 200
get  report pk=own_report                  | 302 404 404 404 200 404 404 404 404 404 404 404
get  report pk=other_report                | 302 404 404 404 404 200 404 404 404 404 404 404
get  report-add pk=own_report              | 302 405 405 405 405 405 405 405 405 405 405 405
post report-add pk=own_report              | 302 404 404 404 200 404 404 404 404 404 404 404
get  report-answer pk=own_report message_pk=message   | 302 405 405 405 405 405 405 405 405 405 405 405
post report-answer pk=own_report message_pk=message   | 302 404 404 404 200 404 404 404 404 404 404 404
post report-answer pk=other_report message_pk=message | 302 404 404 404 404 404 404 404 404 404 404 404
"""


@dataclasses.dataclass(frozen=True)
class Row:
    """One address, one method, and what each column gets."""

    method: str
    name: str
    places: dict[str, str]
    expected: tuple[int, ...]

    def __str__(self) -> str:
        return f"{self.method} {self.name} {' '.join(self.places.values())}".strip()


def _read(line: str) -> Row:
    address, _bar, expected = line.partition("|")
    method, name, *places = address.split()
    return Row(
        method,
        name,
        dict(place.split("=") for place in places),
        tuple(int(code) for code in expected.split()),
    )


TABLE = [_read(line) for line in LINES.splitlines() if line.strip()]
