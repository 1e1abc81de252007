"""The part of the table that is about risk assessments and remote-learning tools, written by hand."""

# Dan wrote both; Maya approved the one that holds.
# method, name, places | anon olive maya dan pia sam vera colin viktor petra ines tariq
LINES = """
get  risks                                 | 302 200 200 200 200 200 403 403 403 403 200 403
get  risk-new                              | 302 403 200 200 403 403 403 403 403 403 403 403
post risk-new                              | 302 403 200 200 403 403 403 403 403 403 403 403
get  risk-tools                            | 302 200 200 200 200 200 403 403 403 403 200 403
get  risk-tool-add                         | 302 200 200 200 403 403 403 403 403 403 403 403
post risk-tool-add                         | 302 200 200 200 403 403 403 403 403 403 403 403
get  risk-tool pk=learning_tool            | 302 200 200 200 403 403 403 403 403 403 403 403
post risk-tool pk=learning_tool            | 302 200 200 200 403 403 403 403 403 403 403 403
get  risk-tool-end pk=learning_tool        | 302 405 405 405 403 403 403 403 403 403 403 403
post risk-tool-end pk=learning_tool        | 302 302 302 302 403 403 403 403 403 403 403 403
get  risk pk=risk                          | 302 200 200 200 200 200 403 403 403 403 200 403
get  risk pk=risk_draft                    | 302 200 200 200 404 404 403 403 403 403 404 403
get  risk-pdf pk=risk                      | 302 200 200 200 200 200 403 403 403 403 200 403
get  risk-pdf pk=risk_draft                | 302 200 200 200 404 404 403 403 403 403 404 403
get  risk-again pk=risk                    | 302 403 405 405 403 403 403 403 403 403 403 403
post risk-again pk=risk                    | 302 403 302 302 403 403 403 403 403 403 403 403
get  risk-compare pk=risk other_pk=risk    | 302 200 200 200 200 200 403 403 403 403 200 403
get  risk-compare pk=risk other_pk=risk_draft | 302 404 404 404 404 404 403 403 403 403 404 403
get  risk-describe pk=risk_draft           | 302 403 200 200 403 403 403 403 403 403 403 403
post risk-describe pk=risk_draft           | 302 403 200 200 403 403 403 403 403 403 403 403
get  risk-describe pk=risk                 | 302 403 302 302 403 403 403 403 403 403 403 403
get  risk-hazard-add pk=risk_draft         | 302 403 200 200 403 403 403 403 403 403 403 403
post risk-hazard-add pk=risk_draft         | 302 403 200 200 403 403 403 403 403 403 403 403
get  risk-hazard pk=risk_draft key=risk_key        | 302 403 200 200 403 403 403 403 403 403 403 403
post risk-hazard pk=risk_draft key=risk_key        | 302 403 200 200 403 403 403 403 403 403 403 403
get  risk-hazard-remove pk=risk_draft key=risk_key | 302 403 200 200 403 403 403 403 403 403 403 403
post risk-hazard-remove pk=risk_draft key=risk_key | 302 403 409 302 403 403 403 403 403 403 403 403
get  risk-control pk=risk_draft key=risk_key       | 302 403 200 200 403 403 403 403 403 403 403 403
post risk-control pk=risk_draft key=risk_key       | 302 403 200 200 403 403 403 403 403 403 403 403
get  risk-step pk=risk slug=suspend        | 302 200 200 200 403 403 403 403 403 403 403 403
post risk-step pk=risk slug=suspend        | 302 200 200 200 403 403 403 403 403 403 403 403
get  risk-step pk=risk slug=note           | 302 200 200 200 200 200 403 403 403 403 403 403
post risk-step pk=risk slug=note           | 302 200 200 200 200 200 403 403 403 403 403 403
get  risk-step pk=risk slug=approve        | 302 403 302 403 403 403 403 403 403 403 403 403
get  risk-step pk=risk slug=nonsense       | 302 404 404 404 404 404 403 403 403 403 404 403
post risk-step pk=risk_draft slug=hand-in  | 302 403 409 409 404 404 403 403 403 403 404 403
get  risk-step pk=risk_draft slug=note     | 302 200 200 200 404 404 403 403 403 403 404 403
"""
