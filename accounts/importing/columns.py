"""The columns of a file of children and contacts; one row for each child and each contact of it.

They are English whatever the language of the page: a file is the same file for everybody.
"""

from documents.importing import NOTE, Column

# A setting has up to 150 children with up to four contacts each. So few are read, shown and applied
# within one request; whoever has more divides the file.
MOST_ROWS = 600

CHILD = (
    Column("reference", "Reference"),
    Column(
        "given_name", "Child given name", needed=True, also=("Child first name", "Given name", "First name")
    ),
    Column("family_name", "Child family name", also=("Child surname", "Family name", "Surname", "Last name")),
    Column("born_on", "Date of birth", needed=True, also=("DOB", "Child date of birth", "Birthday")),
    Column("room", "Room", also=("Group",)),
    Column("started_on", "First day", also=("Start date", "Started on")),
    Column("left_on", "Last day", also=("End date", "Left on", "Leaving date")),
)
CONTACT = (
    Column("contact_given_name", "Contact given name", also=("Contact first name",)),
    Column("contact_family_name", "Contact family name", also=("Contact surname", "Contact last name")),
    Column("contact_email", "Contact e-mail", also=("Contact email", "E-mail", "Email")),
    Column("capacity", "Who they are", also=("Relation", "Relationship", "Capacity")),
    Column("responsibility", "Parental responsibility", also=("PR",)),
)
COLUMNS = CHILD + CONTACT
HEADINGS = tuple(str(column.heading) for column in COLUMNS)
HEADING_OF = {column.key: str(column.heading) for column in COLUMNS}
DAYS = ("born_on", "started_on", "left_on")

# Rows of the template. They begin with the mark of a note: whoever leaves them in the file does no harm.
EXPLAINED = (
    (
        f"{NOTE} Leave it empty for a new child. A file that was exported has it: with it, a name can be corrected.",
        "Needed.",
        "",
        "Needed. 23/07/2022 or 2022-07-23.",
        "",
        "23/07/2024 or 2024-07-23. Before this day, no picture is shown.",
        "",
        "One row for each contact; the child stands in each. Leave it empty for a child without contacts.",
        "",
        "Leave it empty for a family without one. The same name and address is the same person.",
        "Mother, father, parent, adoptive parent, special guardian, local authority, foster carer, "
        "step-parent, grandparent or somebody else.",
        "Yes, no or not verified. A yes comes in as “says so, not verified yet”: a person verifies it.",
    ),
    (
        f"{NOTE} Example", "Ana", "Silva", "23/07/2022", "Comets", "02/09/2024", "",
        "Rita", "Silva", "rita@example.org", "Mother", "Yes",
    ),
    (
        f"{NOTE} Example", "Ana", "Silva", "23/07/2022", "Comets", "02/09/2024", "",
        "Rui", "Silva", "", "Father", "Not verified",
    ),
)  # fmt: skip
