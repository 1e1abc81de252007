"""Dates read "23 July 2024"; typed dates may be British or ISO."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y \\a\\t g:ia"
TIME_FORMAT = "g:ia"
SHORT_DATE_FORMAT = "j M Y"
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d %B %Y", "%d %b %Y", "%d.%m.%Y"]
TIME_INPUT_FORMATS = ["%H:%M", "%H:%M:%S", "%I:%M%p", "%I%p", "%H.%M"]
FIRST_DAY_OF_WEEK = 1
