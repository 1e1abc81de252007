"""The table of `test_url_roles.py`, written by hand."""

import dataclasses

from tests.superstars import url_table_accounts, url_table_posts, url_table_risks

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
get  unsent                                | 302 302 302 302 200 302 302 302 302 302 302 302
get  unsent-throw-away pk=unsent           | 302 404 404 404 200 404 404 404 404 404 404 404
post unsent-throw-away pk=unsent           | 302 404 404 404 302 404 404 404 404 404 404 404

get  report-start                          | 302 200 200 200 200 200 200 200 200 200 403 200
get  report-new report_type=concern        | 302 200 200 200 200 200 200 200 200 200 403 200
get  report-new report_type=breach         | 302 200 200 200 200 200 200 200 200 200 403 200
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

get  queue                                 | 302 200 200 200 403 403 403 403 403 403 403 403
get  case pk=child_case                    | 302 200 200 200 403 403 403 403 403 403 403 403
get  case pk=manager_case                  | 302 200 404 200 403 403 403 403 403 403 403 403
get  case-step pk=child_case slug=note     | 302 200 200 200 403 403 403 403 403 403 403 403
get  case-step pk=child_case slug=triage   | 302 403 200 200 403 403 403 403 403 403 403 403
post case-step pk=child_case slug=acknowledge | 302 403 302 302 403 403 403 403 403 403 403 403
get  case-step pk=child_case slug=nonsense | 302 404 404 404 403 403 403 403 403 403 403 403
get  case-step pk=manager_case slug=note   | 302 200 404 200 403 403 403 403 403 403 403 403
post case-step pk=manager_case slug=note   | 302 200 404 200 403 403 403 403 403 403 403 403
get  access-end pk=child_case access_pk=child_access     | 302 405 405 405 403 403 403 403 403 403 403 403
post access-end pk=child_case access_pk=child_access     | 302 403 302 302 403 403 403 403 403 403 403 403
post access-end pk=manager_case access_pk=manager_access | 302 409 404 409 403 403 403 403 403 403 403 403
get  my-actions                            | 302 200 200 200 200 200 200 200 200 200 200 200
get  action-finish pk=child_action         | 302 405 405 405 405 405 405 405 405 405 405 405
post action-finish pk=child_action         | 302 403 302 302 302 404 404 404 404 404 404 404
post action-finish pk=manager_action       | 302 302 404 302 404 302 404 404 404 404 404 404
get  action-cancel pk=child_action         | 302 405 405 405 403 403 403 403 403 403 403 403
post action-cancel pk=child_action         | 302 403 302 302 403 403 403 403 403 403 403 403
post action-cancel pk=manager_action       | 302 302 404 302 403 403 403 403 403 403 403 403
get  case-children                         | 302 200 200 200 403 403 403 403 403 403 403 403
get  child pk=cast.kit                     | 302 200 200 200 403 403 403 403 403 403 403 403
get  child pk=cast.ana                     | 302 404 404 404 403 403 403 403 403 403 403 403
get  lifecycles                            | 302 200 200 200 403 403 403 403 403 403 403 403

get  policies                              | 302 200 200 200 200 200 200 200 200 200 200 200
get  policy-links                          | 302 200 200 200 200 200 200 200 200 200 200 200
get  policies-public                       | 200 200 200 200 200 200 200 200 200 200 200 200
get  policy-public pk=signed_policy        | 200 200 200 200 200 200 200 200 200 200 200 200
get  policy-public pk=missing_policy       | 404 404 404 404 404 404 404 404 404 404 404 404
get  policy pk=signed_policy               | 302 200 200 200 200 200 200 200 200 200 200 200
get  policy pk=missing_policy              | 302 200 200 200 404 404 404 404 404 404 404 404
get  policy-agreed pk=signed_policy        | 302 200 200 200 403 403 403 403 403 403 403 403
get  policy-text pk=signed_version         | 302 200 200 200 200 200 200 200 200 200 200 200
get  policy-text pk=policy_draft           | 302 200 200 200 404 404 404 404 404 404 404 404
get  policy-pdf pk=signed_version          | 302 200 200 200 200 200 200 200 200 200 200 200
get  policy-pdf pk=policy_draft            | 302 200 200 200 404 404 404 404 404 404 404 404
get  policies-usual                        | 302 405 405 403 403 403 403 403 403 403 403 403
post policies-usual                        | 302 302 302 403 403 403 403 403 403 403 403 403
get  policy-add                            | 302 200 200 403 403 403 403 403 403 403 403 403
post policy-add                            | 302 200 200 403 403 403 403 403 403 403 403 403
get  policy-change pk=signed_policy        | 302 200 200 403 403 403 403 403 403 403 403 403
post policy-change pk=signed_policy        | 302 200 200 403 403 403 403 403 403 403 403 403
get  policy-link pk=signed_policy          | 302 200 200 403 403 403 403 403 403 403 403 403
post policy-link pk=signed_policy          | 302 200 200 403 403 403 403 403 403 403 403 403
get  policy-cite pk=signed_policy          | 302 200 200 403 403 403 403 403 403 403 403 403
post policy-cite pk=signed_policy          | 302 200 200 403 403 403 403 403 403 403 403 403
get  policy-bind pk=signed_policy          | 302 200 200 403 403 403 403 403 403 403 403 403
post policy-bind pk=signed_policy          | 302 200 200 403 403 403 403 403 403 403 403 403
get  policy-retire pk=signed_policy        | 302 200 200 403 403 403 403 403 403 403 403 403
post policy-retire pk=signed_policy        | 302 200 200 403 403 403 403 403 403 403 403 403
get  policy-unlink pk=policy_link          | 302 200 200 403 403 403 403 403 403 403 403 403
post policy-unlink pk=policy_link          | 302 302 302 403 403 403 403 403 403 403 403 403
get  policy-uncite pk=citation             | 302 200 200 403 403 403 403 403 403 403 403 403
post policy-uncite pk=citation             | 302 302 302 403 403 403 403 403 403 403 403 403
get  policy-unbind pk=audience             | 302 200 200 403 403 403 403 403 403 403 403 403
post policy-unbind pk=audience             | 302 302 302 403 403 403 403 403 403 403 403 403

get  my-policies                           | 302 200 200 200 200 200 200 200 200 200 200 200
get  policy-sign pk=to_sign                | 302 404 404 404 200 404 404 404 404 404 404 404
post policy-sign pk=to_sign                | 302 404 404 404 200 404 404 404 404 404 404 404
get  policy-sign pk=signed                 | 302 404 404 404 404 302 404 404 404 404 404 404
get  policy-signed pk=signed               | 302 404 404 404 404 200 404 404 404 404 404 404
get  policy-signed pk=to_sign              | 302 404 404 404 404 404 404 404 404 404 404 404
get  policy-signatures                     | 302 200 200 200 403 403 403 403 403 403 403 403
get  policy-signatures-file fmt=csv        | 302 200 200 200 403 403 403 403 403 403 403 403
get  policy-signatures-file fmt=nonsense   | 302 404 404 404 403 403 403 403 403 403 403 403
get  policy-request pk=to_sign             | 302 200 200 200 403 403 403 403 403 403 403 403
get  policy-request-note pk=to_sign slug=paper    | 302 200 200 200 403 403 403 403 403 403 403 403
post policy-request-note pk=to_sign slug=paper    | 302 200 200 200 403 403 403 403 403 403 403 403
get  policy-request-note pk=to_sign slug=exempt   | 302 200 200 403 403 403 403 403 403 403 403 403
post policy-request-note pk=to_sign slug=exempt   | 302 200 200 403 403 403 403 403 403 403 403 403
get  policy-request-note pk=to_sign slug=nonsense | 302 404 404 404 403 403 403 403 403 403 403 403

get  dashboard                             | 302 200 200 200 403 403 403 403 403 403 200 403
get  dashboard-file table=policies fmt=csv | 302 200 200 200 403 403 403 403 403 403 200 403
get  dashboard-file table=signatures-by-person fmt=xlsx | 302 200 200 200 403 403 403 403 403 403 403 403
get  dashboard-file table=nonsense fmt=csv | 302 404 404 404 403 403 403 403 403 403 404 403
get  dashboard-file table=policies fmt=pdf | 302 404 404 404 403 403 403 403 403 403 404 403

get  policy-load                           | 302 403 200 200 403 403 403 403 403 403 403 403
get  policy-load pk=signed_policy          | 302 403 200 200 403 403 403 403 403 403 403 403
post policy-load                           | 302 403 200 200 403 403 403 403 403 403 403 403
get  policy-begin pk=signed_policy         | 302 403 302 302 403 403 403 403 403 403 403 403
post policy-begin pk=signed_policy         | 302 403 302 302 403 403 403 403 403 403 403 403
get  policy-version pk=policy_draft        | 302 200 200 200 403 403 403 403 403 403 403 403
get  policy-split pk=policy_draft          | 302 403 200 200 403 403 403 403 403 403 403 403
post policy-split pk=policy_draft          | 302 403 302 302 403 403 403 403 403 403 403 403
get  policy-edit pk=policy_draft           | 302 403 200 200 403 403 403 403 403 403 403 403
post policy-edit pk=policy_draft           | 302 403 200 200 403 403 403 403 403 403 403 403
get  policy-edit-keep pk=policy_draft      | 405 405 405 405 405 405 405 405 405 405 405 405
post policy-edit-keep pk=policy_draft      | 404 404 404 404 404 404 404 404 404 404 404 404
get  policy-keys pk=policy_draft           | 302 403 200 403 403 403 403 403 403 403 403 403
post policy-keys pk=policy_draft           | 302 403 302 403 403 403 403 403 403 403 403 403
get  policy-version-step pk=policy_draft slug=consult   | 302 403 200 200 403 403 403 403 403 403 403 403
post policy-version-step pk=policy_draft slug=give-up   | 302 403 302 302 403 403 403 403 403 403 403 403
get  policy-version-step pk=policy_draft slug=send-back | 302 302 302 302 403 403 403 403 403 403 403 403
get  policy-version-step pk=policy_draft slug=approve   | 302 302 403 403 403 403 403 403 403 403 403 403
get  policy-version-step pk=policy_draft slug=publish   | 302 302 302 403 403 403 403 403 403 403 403 403
get  policy-version-step pk=policy_draft slug=nonsense  | 302 404 404 404 403 403 403 403 403 403 403 403
get  policy-compare pk=signed_version other_pk=signed_version | 302 200 200 200 200 200 200 200 200 200 200 200
get  policy-compare pk=signed_version other_pk=policy_draft   | 302 200 200 200 404 404 404 404 404 404 404 404

get  people                                | 302 200 200 200 403 403 403 403 403 403 403 403
get  person pk=cast.pia                    | 302 200 200 200 403 403 403 403 403 403 403 403
get  person-add                            | 302 200 200 403 403 403 403 403 403 403 403 403
post person-add                            | 302 200 200 403 403 403 403 403 403 403 403 403
get  person-reach pk=cast.pia              | 302 200 200 403 403 403 403 403 403 403 403 403
post person-reach pk=cast.pia              | 302 302 302 403 403 403 403 403 403 403 403 403
get  person-reach pk=cast.dan              | 302 200 403 403 403 403 403 403 403 403 403 403
get  person-change pk=cast.pia             | 302 200 200 403 403 403 403 403 403 403 403 403
get  person-change pk=cast.dan             | 302 200 403 403 403 403 403 403 403 403 403 403
get  person-invite pk=cast.pia             | 302 200 200 403 403 403 403 403 403 403 403 403
get  person-leave pk=cast.pia              | 302 200 200 403 403 403 403 403 403 403 403 403
get  role-give pk=cast.pia                 | 302 200 200 403 403 403 403 403 403 403 403 403
get  role-give pk=cast.dan                 | 302 200 403 403 403 403 403 403 403 403 403 403
get  role-end pk=role_of_pia               | 302 200 200 403 403 403 403 403 403 403 403 403
get  role-end pk=role_of_dan               | 302 200 403 403 403 403 403 403 403 403 403 403
get  tie-add pk=cast.pia                   | 302 200 200 403 403 403 403 403 403 403 403 403
get  tie-end pk=tie_of_petra               | 302 200 200 403 403 403 403 403 403 403 403 403
get  children                              | 302 200 200 200 403 403 403 403 403 403 403 403
get  child-add                             | 302 200 200 403 403 403 403 403 403 403 403 403
get  children-import                          | 302 200 200 403 403 403 403 403 403 403 403 403
post children-import                          | 302 200 200 403 403 403 403 403 403 403 403 403
get  children-import-preview                  | 302 302 200 403 403 403 403 403 403 403 403 403
get  children-import-confirm                  | 302 405 405 403 403 403 403 403 403 403 403 403
post children-import-confirm                  | 302 302 302 403 403 403 403 403 403 403 403 403
get  children-import-discard                  | 302 405 405 403 403 403 403 403 403 403 403 403
post children-import-discard                  | 302 302 302 403 403 403 403 403 403 403 403 403
get  children-import-template fmt=csv         | 302 200 200 403 403 403 403 403 403 403 403 403
get  children-import-template fmt=exe         | 302 404 404 403 403 403 403 403 403 403 403 403
get  children-export fmt=csv                  | 302 200 200 403 403 403 403 403 403 403 403 403
get  children-export fmt=exe                  | 302 404 404 403 403 403 403 403 403 403 403 403
get  child-change pk=cast.kit              | 302 200 200 403 403 403 403 403 403 403 403 403
get  child-record pk=cast.kit              | 302 200 200 200 403 403 403 403 403 403 403 403
get  child-care pk=cast.kit                | 302 200 200 403 403 403 403 403 403 403 403 403
post child-care pk=cast.kit                | 302 200 200 403 403 403 403 403 403 403 403 403
get  contact-add pk=cast.kit               | 302 200 200 403 403 403 403 403 403 403 403 403
post contact-add pk=cast.kit               | 302 200 200 403 403 403 403 403 403 403 403 403
get  contact-change pk=contact             | 302 200 200 403 403 403 403 403 403 403 403 403
post contact-change pk=contact             | 302 200 200 403 403 403 403 403 403 403 403 403
get  contact-end pk=contact                | 302 200 200 403 403 403 403 403 403 403 403 403
post contact-end pk=contact                | 302 302 302 403 403 403 403 403 403 403 403 403

get  pictures                              | 302 302 302 302 302 302 200 200 200 200 200 200
get  pictures-leave                        | 302 405 405 405 405 405 405 405 405 405 405 405
post pictures-leave                        | 302 302 302 302 302 302 302 302 302 302 302 302
get  pictures-answer pk=cast.kit           | 302 404 404 404 404 404 404 404 404 200 404 404
post pictures-answer pk=cast.kit           | 302 404 404 404 404 404 404 404 404 200 404 404
get  pictures-answer pk=cast.ana           | 302 404 404 404 404 404 404 404 404 404 404 404
get  pictures-check pk=cast.kit            | 302 404 404 404 404 404 404 404 404 302 404 404
post pictures-check pk=cast.kit            | 302 404 404 404 404 404 404 404 404 302 404 404
post pictures-check pk=cast.ana            | 302 404 404 404 404 404 404 404 404 404 404 404
get  pictures-signed pk=signature          | 302 404 404 404 404 404 404 404 404 200 404 404
get  pictures-certificate pk=signature     | 302 200 200 200 404 404 404 404 404 200 404 404
get  pictures-withdrawn pk=withdrawal       | 302 404 404 404 404 404 404 404 404 200 404 404
get  pictures-receipt pk=withdrawal         | 302 200 200 200 404 404 404 404 404 200 404 404
get  picture-entered pk=withdrawal          | 302 200 200 200 404 404 403 403 403 403 403 403
get  certificate-check                     | 200 200 200 200 200 200 200 200 200 200 200 200
post certificate-check                     | 200 200 200 200 200 200 200 200 200 200 200 200
get  paper-form pk=cast.kit                | 302 403 200 200 403 403 403 403 403 403 403 403
get  paper-form pk=to_sign                 | 302 403 404 404 403 403 403 403 403 403 403 403
post paper-form pk=cast.kit                | 302 403 200 200 403 403 403 403 403 403 403 403
get  pictures-withdraw pk=cast.kit         | 302 404 404 404 404 404 404 404 404 200 404 404
post pictures-withdraw pk=cast.kit         | 302 404 404 404 404 404 404 404 404 200 404 404
post pictures-withdraw pk=cast.ana         | 302 404 404 404 404 404 404 404 404 404 404 404
get  pictures-enter                        | 200 200 200 200 200 200 200 200 200 200 200 200
post pictures-enter                        | 200 200 200 200 200 200 200 200 200 200 200 200
get  pictures-link token=nonsense          | 302 302 302 302 302 302 302 302 302 302 302 302
get  pictures-code                         | 404 404 404 404 404 404 404 404 404 404 404 404
post pictures-code                         | 404 404 404 404 404 404 404 404 404 404 404 404
get  picture-sheet                         | 302 200 200 200 200 200 403 403 403 403 403 403
post picture-sheet                         | 302 200 200 200 200 200 403 403 403 403 403 403
get  picture-sheet-pdf                     | 302 200 200 200 200 200 403 403 403 403 403 403
get  picture-child pk=cast.kit             | 302 200 200 200 403 403 403 403 403 403 403 403
get  picture-child pk=signature            | 302 404 404 404 403 403 403 403 403 403 403 403
get  picture-entry pk=cast.kit             | 302 200 200 200 200 200 403 403 403 403 403 403
post picture-entry pk=cast.kit             | 302 200 200 200 200 200 403 403 403 403 403 403
get  picture-entry pk=signature            | 302 404 404 404 404 404 403 403 403 403 403 403
get  picture-entry-form pk=cast.kit        | 302 403 200 200 403 403 403 403 403 403 403 403
post picture-entry-form pk=cast.kit        | 302 403 200 200 403 403 403 403 403 403 403 403
get  picture-block pk=cast.kit             | 302 403 200 200 403 403 403 403 403 403 403 403
post picture-block pk=cast.kit             | 302 403 200 200 403 403 403 403 403 403 403 403
get  picture-block pk=signature            | 302 403 404 404 403 403 403 403 403 403 403 403
get  picture-forms                         | 302 200 200 200 403 403 403 403 403 403 403 403
get  picture-form-check pk=entered         | 302 200 200 200 403 403 403 403 403 403 403 403
post picture-form-check pk=entered         | 302 200 200 200 403 403 403 403 403 403 403 403
get  picture-form-check pk=signature       | 302 404 404 404 403 403 403 403 403 403 403 403
get  picture-scan-add pk=entered           | 302 200 200 200 403 403 403 403 403 403 403 403
post picture-scan-add pk=entered           | 302 200 200 200 403 403 403 403 403 403 403 403
get  picture-scan-add pk=signature         | 302 404 404 404 403 403 403 403 403 403 403 403
get  picture-scan-page pk=entered page_pk=scan_page size=web      | 302 200 200 200 404 404 404 404 404 404 404 404
get  picture-scan-page pk=entered page_pk=scan_page size=nonsense | 302 404 404 404 404 404 404 404 404 404 404 404
get  picture-scan-page pk=signature page_pk=scan_page size=web    | 302 404 404 404 404 404 404 404 404 404 404 404
get  picture-scan-out pk=entered page_pk=scan_page                | 302 200 200 200 404 404 404 404 404 404 404 404
post picture-scan-out pk=entered page_pk=scan_page                | 302 302 302 302 404 404 404 404 404 404 404 404
get  picture-notices                       | 302 200 200 403 403 403 403 403 403 403 403 403
get  picture-notices-usual                 | 302 405 405 403 403 403 403 403 403 403 403 403
post picture-notices-usual                 | 302 302 302 403 403 403 403 403 403 403 403 403
get  picture-notice code=website           | 302 200 200 403 403 403 403 403 403 403 403 403
post picture-notice code=website           | 302 200 200 403 403 403 403 403 403 403 403 403
get  picture-notice code=nonsense          | 302 404 404 403 403 403 403 403 403 403 403 403
get  picture-campaigns                     | 302 200 200 200 403 403 403 403 403 403 403 403
get  picture-campaign-open                 | 302 200 200 403 403 403 403 403 403 403 403 403
post picture-campaign-open                 | 302 200 200 403 403 403 403 403 403 403 403 403
get  picture-campaign pk=campaign          | 302 200 200 200 403 403 403 403 403 403 403 403
get  picture-campaign pk=signature         | 302 404 404 404 403 403 403 403 403 403 403 403
get  picture-campaign-who pk=campaign      | 302 200 200 200 403 403 403 403 403 403 403 403
get  picture-campaign-who pk=signature     | 302 404 404 404 403 403 403 403 403 403 403 403
get  picture-campaign-file pk=campaign table=rooms fmt=csv   | 302 200 200 200 403 403 403 403 403 403 403 403
get  picture-campaign-file pk=campaign table=people fmt=xlsx | 302 200 200 200 403 403 403 403 403 403 403 403
get  picture-campaign-file pk=campaign table=nonsense fmt=csv | 302 404 404 404 403 403 403 403 403 403 403 403
get  picture-tablet pk=cast.kit            | 302 403 200 200 403 403 403 403 403 403 403 403
get  picture-tablet pk=signature           | 302 403 404 404 403 403 403 403 403 403 403 403
post picture-tablet pk=cast.kit            | 302 403 200 200 403 403 403 403 403 403 403 403
get  pictures-tablet                       | 302 302 302 302 302 302 302 302 302 302 302 302
post pictures-tablet                       | 302 302 302 302 302 302 302 302 302 302 302 302
get  pictures-tablet-back                  | 200 200 200 200 200 200 200 200 200 200 200 200
post pictures-tablet-back                  | 302 302 302 302 302 302 302 302 302 302 302 302
get  picture-contact                       | 302 200 200 403 403 403 403 403 403 403 403 403
post picture-contact                       | 302 200 200 403 403 403 403 403 403 403 403 403
get  picture-requests                      | 302 200 200 200 403 403 403 403 403 403 403 403
get  picture-request-link pk=asked         | 302 403 405 405 403 403 403 403 403 403 403 403
post picture-request-link pk=asked         | 302 403 302 302 403 403 403 403 403 403 403 403

get  policy-reviews                           | 302 200 200 200 403 403 403 403 403 403 403 403
get  policy-review pk=review                  | 302 200 200 200 403 403 403 403 403 403 403 403
post policy-review pk=review                  | 302 302 302 302 403 403 403 403 403 403 403 403
get  policy-review-open pk=signed_policy      | 302 200 200 200 403 403 403 403 403 403 403 403
post policy-review-open pk=signed_policy      | 302 200 200 200 403 403 403 403 403 403 403 403
get  sources                                  | 302 200 200 200 403 403 403 403 403 403 403 403
get  sources-usual                            | 302 405 405 403 403 403 403 403 403 403 403 403
post sources-usual                            | 302 302 302 403 403 403 403 403 403 403 403 403
get  source-add                               | 302 200 200 403 403 403 403 403 403 403 403 403
post source-add                               | 302 200 200 403 403 403 403 403 403 403 403 403
get  source pk=source                         | 302 200 200 200 403 403 403 403 403 403 403 403
get  source-change pk=source                  | 302 200 200 403 403 403 403 403 403 403 403 403
post source-change pk=source                  | 302 200 200 403 403 403 403 403 403 403 403 403
get  source-check pk=source                   | 302 405 405 403 403 403 403 403 403 403 403 403
post source-check pk=source                   | 302 302 302 403 403 403 403 403 403 403 403 403
get  source-edition pk=source                 | 302 200 200 403 403 403 403 403 403 403 403 403
post source-edition pk=source                 | 302 200 200 403 403 403 403 403 403 403 403 403
get  plan                                     | 302 200 200 200 200 200 200 200 200 200 200 200
get  plan-add                                 | 302 200 200 200 403 403 403 403 403 403 403 403
post plan-add                                 | 302 200 200 200 403 403 403 403 403 403 403 403
get  plan-action pk=plan_action               | 302 200 200 200 200 404 404 404 404 404 200 404
get  plan-action-step pk=plan_action slug=note     | 302 200 200 200 200 404 404 404 404 404 403 404
post plan-action-step pk=plan_action slug=note     | 302 200 200 200 200 404 404 404 404 404 403 404
post plan-action-step pk=plan_action slug=start    | 302 403 403 403 302 404 404 404 404 404 403 404
get  plan-action-step pk=plan_action slug=claim    | 302 403 403 403 200 404 404 404 404 404 403 404
get  plan-action-step pk=plan_action slug=verify   | 302 302 302 302 403 404 404 404 404 404 403 404
post plan-action-step pk=plan_action slug=verify   | 302 200 200 200 403 404 404 404 404 404 403 404
post plan-action-step pk=plan_action slug=cancel   | 302 200 200 200 403 404 404 404 404 404 403 404
post plan-action-step pk=plan_action slug=change   | 302 200 200 200 403 404 404 404 404 404 403 404
get  plan-action-step pk=plan_action slug=nonsense | 302 404 404 404 404 404 404 404 404 404 404 404
get  families-messages                     | 302 200 200 200 200 200 403 403 403 403 403 403
get  families-message-add                  | 302 200 200 200 200 200 403 403 403 403 403 403
post families-message-add                  | 302 200 200 200 200 200 403 403 403 403 403 403
get  families-message pk=family_message    | 302 200 200 200 200 404 403 403 403 403 403 403
post families-message pk=family_message    | 302 403 200 200 403 404 403 403 403 403 403 403
get  families-checks                       | 302 200 200 200 403 403 403 403 403 403 403 403
get  families-check-add pk=comment_watch   | 302 403 200 200 403 403 403 403 403 403 403 403
post families-check-add pk=comment_watch   | 302 403 200 200 403 403 403 403 403 403 403 403
get  families-check pk=comment_check       | 302 200 200 200 403 403 403 403 403 403 403 403
get  families-check-plan pk=comment_check  | 302 403 200 200 403 403 403 403 403 403 403 403
post families-check-plan pk=comment_check  | 302 403 200 200 403 403 403 403 403 403 403 403
get  families-words                        | 302 200 200 200 403 403 403 403 403 403 403 403
get  families-word-write                   | 302 200 200 403 403 403 403 403 403 403 403 403
post families-word-write                   | 302 200 200 403 403 403 403 403 403 403 403 403
get  families-word pk=family_word          | 302 200 200 200 403 403 403 403 403 403 403 403
post families-word pk=family_word          | 302 200 200 200 403 403 403 403 403 403 403 403
get  families-word-paper pk=family_word    | 302 200 200 200 403 403 403 403 403 403 403 403
get  families-told pk=family_word          | 200 200 200 200 200 200 200 200 200 200 200 200
get  families-leavers                      | 302 200 200 200 403 403 403 403 403 403 403 403
get  families-leaver-ask pk=left_child     | 302 200 200 200 403 403 403 403 403 403 403 403
get  families-leaver-ask pk=cast.kit       | 302 404 404 404 403 403 403 403 403 403 403 403
post families-leaver-ask pk=left_child     | 302 200 200 200 403 403 403 403 403 403 403 403

get  takedowns                             | 302 200 200 200 200 200 403 403 403 403 403 403
get  takedowns-look                        | 302 405 405 405 403 403 403 403 403 403 403 403
post takedowns-look                        | 302 302 302 302 403 403 403 403 403 403 403 403
get  takedowns-to-tell                     | 302 403 200 200 403 403 403 403 403 403 403 403
post takedowns-to-tell                     | 302 403 200 200 403 403 403 403 403 403 403 403
get  takedown pk=takedown                  | 302 200 200 200 404 404 403 403 403 403 403 403
get  takedown-proof pk=takedown            | 302 404 404 404 404 404 403 403 403 403 403 403
get  takedown-ask pk=live_post             | 302 200 200 200 403 403 403 403 403 403 403 403
post takedown-ask pk=live_post             | 302 200 200 200 403 403 403 403 403 403 403 403
get  takedown-step pk=takedown slug=start  | 302 403 200 200 404 404 403 403 403 403 403 403
post takedown-step pk=takedown slug=start  | 302 403 302 302 404 404 403 403 403 403 403 403
get  takedown-step pk=takedown slug=gone   | 302 403 200 200 404 404 403 403 403 403 403 403
post takedown-step pk=takedown slug=gone   | 302 403 200 200 404 404 403 403 403 403 403 403
get  takedown-step pk=takedown slug=keep   | 302 200 200 200 404 404 403 403 403 403 403 403
post takedown-step pk=takedown slug=keep   | 302 200 200 200 404 404 403 403 403 403 403 403
get  takedown-step pk=takedown slug=nonsense | 302 404 404 404 404 404 403 403 403 403 403 403
get  takedown-told pk=takedown_word        | 302 404 404 404 404 404 404 404 404 200 404 404
get  board                                 | 302 200 200 200 200 200 403 403 403 403 403 403
get  board-month                           | 302 200 200 200 200 200 403 403 403 403 403 403
get  board-today                           | 302 200 200 200 200 200 403 403 403 403 403 403

get  account_login                         | 200 302 302 302 302 302 302 302 302 302 302 302
get  account_logout                        | 302 200 200 200 200 200 200 200 200 200 200 200
get  account_inactive                      | 200 200 200 200 200 200 200 200 200 200 200 200
get  account_signup                        | 200 302 302 302 302 302 302 302 302 302 302 302
get  account_reauthenticate                | 302 200 200 200 200 200 200 200 200 200 200 200
get  account_change_password               | 302 200 200 200 200 200 200 200 200 200 200 200
get  account_set_password                  | 302 302 302 302 302 302 302 302 302 302 302 302
get  account_reset_password                | 200 200 200 200 200 200 200 200 200 200 200 200
get  account_reset_password_done           | 200 200 200 200 200 200 200 200 200 200 200 200
get  account_reset_password_from_key uidb36=1 key=nonsense | 200 200 200 200 200 200 200 200 200 200 200 200
get  account_reset_password_from_key_done  | 200 200 200 200 200 200 200 200 200 200 200 200
get  mfa_index                             | 302 200 200 200 200 200 200 200 200 200 200 200
get  mfa_authenticate                      | 302 302 302 302 302 302 302 302 302 302 302 302
get  mfa_reauthenticate                    | 302 302 302 302 302 302 302 302 302 302 302 302
get  mfa_activate_totp                     | 302 302 302 302 302 302 302 302 302 302 302 302
get  mfa_deactivate_totp                   | 302 404 404 404 404 404 404 404 404 404 404 404
get  mfa_view_recovery_codes               | 302 404 404 404 404 404 404 404 404 404 404 404
get  mfa_generate_recovery_codes           | 302 302 302 302 302 302 302 302 302 302 302 302
get  mfa_download_recovery_codes           | 302 404 404 404 404 404 404 404 404 404 404 404
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


TABLE = [
    _read(line)
    for line in (
        LINES + url_table_accounts.LINES + url_table_posts.LINES + url_table_risks.LINES
    ).splitlines()
    if line.strip()
]
