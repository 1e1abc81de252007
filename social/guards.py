"""Which rows of this app can never be changed, or be there at all, whoever writes them."""

from workflow.guards import guard, refuse

guard("social.DataChange")
guard("social.HolderCheck")
guard("social.ChildProfile", columns=("child_id", "platform_id", "reason", "made_on", "made_by_id", "salt"))
guard("social.AccountHolder", columns=("account_id", "person_id", "begins_at", "added_by_id", "salt"))
guard("social.AccessSuspension", columns=("permission_id", "cause", "because", "by_id", "begins_at", "salt"))
# S6.4: no account below the platform's age. On the day it was made, and never counting days to come.
refuse(
    "social.ChildProfile",
    "child_profile_too_young",
    columns=("child_id", "platform_id", "made_on"),
    sqlite=(
        'EXISTS (SELECT 1 FROM "accounts_child" c, "social_platform" p WHERE c.id = NEW.child_id '
        "AND p.code = NEW.platform_id AND date(c.born_on, '+' || p.min_age || ' years') "
        "> min(NEW.made_on, date('now', '+1 day')))"
    ),
    postgresql=(
        'EXISTS (SELECT 1 FROM "accounts_child" c, "social_platform" p WHERE c.id = NEW.child_id '
        "AND p.code = NEW.platform_id AND c.born_on + make_interval(years => p.min_age) "
        "> LEAST(NEW.made_on, CURRENT_DATE + 1))"
    ),
)
# S3.3c: access is granted for a year at most.
refuse(
    "social.AccessPermission",
    "access_longer_than_a_year",
    columns=("starts_on", "expires_on"),
    sqlite="NEW.expires_on > date(NEW.starts_on, '+12 months')",
    postgresql="NEW.expires_on > NEW.starts_on + interval '12 months'",
)
# S5.3b: registered with the setting's own address, or an exception says why not.
refuse(
    "social.OfficialAccount",
    "live_account_with_strange_address",
    columns=("state", "email", "email_exception"),
    sqlite=(
        "NEW.state = 'live' AND NEW.email_exception = '' AND NOT EXISTS (SELECT 1 FROM "
        '"social_maildomain" d WHERE d.is_ours AND d.domain = '
        "lower(substr(NEW.email, instr(NEW.email, '@') + 1)))"
    ),
    postgresql=(
        "NEW.state = 'live' AND NEW.email_exception = '' AND NOT EXISTS (SELECT 1 FROM "
        "\"social_maildomain\" d WHERE d.is_ours AND d.domain = lower(split_part(NEW.email, '@', 2)))"
    ),
)
# Once an assessment is approved nothing of its words moves: only what becomes of it.
guard(
    "social.RiskAssessment",
    columns=(
        "platform_id", "account_id", "tool_id", "number", "purpose", "used_by", "monitoring",
        "policy_version_id", "next_review_on", "draft", "edition", "text_hash", "terms", "started_by_id",
        "started_at", "approved_by_id", "approved_at", "approved_on", "needed_owner", "signed_off_by_id",
        "is_frozen", "salt",
    ),
    once="is_frozen",
)  # fmt: skip
guard("social.Hazard")
guard("social.RiskAuthor")
guard("social.RiskNote")
guard("social.RiskSwitch")
guard("social.RiskTrigger")
# §6.4: whoever wrote on it never approves it, and nothing is added to what was approved.
refuse(
    "social.RiskAssessment",
    "risk_approved_by_author",
    columns=("approved_by_id", "signed_off_by_id"),
    **dict.fromkeys(
        ("sqlite", "postgresql"),
        'EXISTS (SELECT 1 FROM "social_riskauthor" a WHERE a.assessment_id = NEW.id '
        "AND a.person_id IN (NEW.approved_by_id, NEW.signed_off_by_id))",
    ),
)
_APPROVED = 'EXISTS (SELECT 1 FROM "social_riskassessment" r WHERE r.id = NEW.assessment_id AND r.is_frozen)'
for _model, _name in (("social.RiskAuthor", "risk_author_too_late"), ("social.Hazard", "hazard_too_late")):
    refuse(_model, _name, columns=("assessment_id",), **dict.fromkeys(("sqlite", "postgresql"), _APPROVED))
# Nothing that a post was ever goes; what is taken out of a draft says so.
guard("social.Post", columns=("author_id", "created_at", "salt"))
guard("social.PostAuthor")
guard("social.PostVersion")
guard("social.PostEntry")
guard("social.PostPicture", columns=("post_id", "picture_id", "added_by_id", "added_at", "salt"))
guard("social.PostChild", columns=("post_id", "child_id", "added_by_id", "added_at", "salt"))
# §6.5: what a reader has before them, or has agreed to, is changed by going back to the draft, or not at all.
_CLOSED = "NOT IN ('draft', 'changes_requested', 'given_up')"
_CHILDREN = 'FROM "social_postchild" c WHERE c.post_id = NEW.id AND c.removed_at IS NULL'
_POST = 'FROM "social_post" p WHERE p.id = NEW.post_id'
refuse(
    "social.Post",
    "post_changed_while_read",
    columns=(
        "account_id", "kind", "objective", "text", "no_people", "alternative", "alternative_on", "amends_id",
        "copyright_ok", "confidential_ok", "dignity_ok", "adults_ok",
    ),
    **dict.fromkeys(("sqlite", "postgresql"), f"NEW.state {_CLOSED}"),
)  # fmt: skip
# Either children of the register, or the statement that nobody can be recognised: never both, never neither.
refuse(
    "social.Post",
    "post_children_miscounted",
    columns=("state", "children_shown"),
    **dict.fromkeys(
        ("sqlite", "postgresql"),
        f"NEW.state {_CLOSED} AND NEW.children_shown <> (SELECT COUNT(*) {_CHILDREN})",
    ),
)
refuse(
    "social.PostChild",
    "post_child_changed_while_read",
    columns=("removed_at",),
    **dict.fromkeys(
        ("sqlite", "postgresql"),
        f"(SELECT p.state {_POST}) {_CLOSED} "
        f"OR (NEW.removed_at IS NULL AND (SELECT p.children_shown {_POST}) = 0)",
    ),
)
refuse(
    "social.PostPicture",
    "post_picture_changed_while_read",
    columns=("alt_text", "position", "removed_at"),
    **dict.fromkeys(("sqlite", "postgresql"), f"(SELECT p.state {_POST}) {_CLOSED}"),
)
guard(
    "social.FamilyMessage",
    columns=(
        "account_id", "received_at", "sender", "person_id", "child_id", "form", "content", "noted_by_id",
        "noted_at", "salt",
    ),
)  # fmt: skip
guard("social.CommentCheck")
guard("social.FamilyWord")
guard("social.WordDelivery", columns=("word_id", "person_id", "made_at", "salt"))
guard("social.LeaverContact")
guard(
    "social.TakeDown", columns=("post_id", "account_id", "cause", "opened_at", "asked_by_id", "why", "salt")
)
guard("social.TakeDownChild")
guard("social.TakeDownNote")
guard("social.TakeDownWord", columns=("takedown_id", "person_id", "made_at", "by_mail", "salt"))
