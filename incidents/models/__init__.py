"""The rows of this app, a module per noun."""

from incidents.models.access import Access, Recusal, Subject
from incidents.models.accounts import CaseAccount
from incidents.models.cases import Case, CaseReport
from incidents.models.clauses import CaseClause, CasePolicy
from incidents.models.entries import CaseAction, Entry
from incidents.models.named import NamedInCase
from incidents.models.reference import Category, ClosingRule, ExternalContact, Outcome
from incidents.models.reports import Draft, Report, ReportPerson

__all__ = [
    "Access",
    "Case",
    "CaseAccount",
    "CaseAction",
    "CaseClause",
    "CasePolicy",
    "CaseReport",
    "Category",
    "ClosingRule",
    "Draft",
    "Entry",
    "ExternalContact",
    "NamedInCase",
    "Outcome",
    "Recusal",
    "Report",
    "ReportPerson",
    "Subject",
]
