"""What parents were told, answered and signed never changes: not by the ORM, and not by SQL."""

import pytest
from django.db import DatabaseError, connection, transaction

from consents.actions import blocking, campaigning, handing_over, withdrawing
from consents.actions.checking import check_signature
from consents.actions.printing import print_form
from consents.models import (
    Answer,
    Block,
    Campaign,
    ConsentRecord,
    Handover,
    Notice,
    PaperForm,
    ScanPage,
    Seal,
    Signature,
    SignatureCheck,
    Withdrawal,
)
from tests.consents.entering import enter
from tests.documents import picture_files
from workflow import guards

pytestmark = pytest.mark.database

WHOLLY = [Answer, Campaign, ConsentRecord, Notice, PaperForm, Seal, Signature, SignatureCheck, Withdrawal]
# What still moves: of a block its end; of a tablet in a parent's hands their check, and its end; of a scan that it
# was taken out.
MOVES = {
    Block: {"id", "ended_at", "ended_by_id", "ended_because"},
    ScanPage: {"id", "removed_by_id", "removed_at"},
    Handover: {
        "id", "checked_by", "checked_at", "ended_at", "code_hash", "code_expires_at", "codes_sent", "tries",
    },
}  # fmt: skip


def execute(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.fixture
def rows(cast, told, mother) -> None:
    """A row in every guarded table."""
    print_form(cast.kit, actor=cast.dan)
    signature = enter(cast.kit, mother, "website", by=cast.dan, scan=(picture_files.drawn(),))
    check_signature(signature, actor=cast.maya, agrees=True)
    withdrawing.withdraw(cast.kit, actor=mother, purposes=["website"])
    blocking.block(cast.kit, actor=cast.maya, reason="Police advice")
    campaigning.open_by_hand(actor=cast.maya, because="New words")
    handing_over.hand_over(cast.kit, actor=cast.maya, person=mother, known_by="person")


def test_the_guarded_tables_are_those_of_this_file():
    labels = {model._meta.label for model in [*WHOLLY, *MOVES]}
    assert {name for name in guards._guards if name.startswith("consents.")} == labels


@pytest.mark.parametrize("model", WHOLLY)
def test_no_column_can_be_changed(rows, model):
    assert model._base_manager.exists()
    for field in model._meta.concrete_fields:
        with pytest.raises(DatabaseError, match="append-only"):
            execute(f'UPDATE {model._meta.db_table} SET "{field.column}" = "{field.column}"')


@pytest.mark.parametrize("model", MOVES)
def test_of_others_only_what_must_move(rows, model):
    table, moves = model._meta.db_table, MOVES[model]
    for column in sorted({field.column for field in model._meta.concrete_fields} - moves):
        with pytest.raises(DatabaseError, match="append-only"):
            execute(f'UPDATE {table} SET "{column}" = "{column}"')
    for column in moves - {"id"}:
        execute(f'UPDATE {table} SET "{column}" = "{column}"')


@pytest.mark.parametrize("model", [*WHOLLY, *MOVES])
def test_nothing_can_be_deleted(rows, model):
    with pytest.raises(DatabaseError, match="append-only"):
        execute(f"DELETE FROM {model._meta.db_table}")
    assert model._base_manager.exists()
