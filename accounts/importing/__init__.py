"""What a file of children and contacts would do to the register: worked out, and nothing written.

`columns` are the file's headings, `cells` reads one cell, `said` one row. `register` is who is here; `children`
and `contacts` find who of them is meant, and `planning` makes a `Plan` of it all. Everything here is pure:
`selectors.importing` reads the register, `actions.importing` keeps the preview and applies the plan.
"""
