"""Rows of the table of URLs about platforms, official accounts and access."""

# The account is Instagram, proposed by Dan and held by Maya and Dan; the removal is Dan's, from another account.
# Pia has asked for access, Sam has it; nobody else has signed what must be signed first.
# method, name, places | anon olive maya dan pia sam vera colin viktor petra ines tariq
LINES = """
get  social                                | 302 200 200 200 200 200 200 200 403 403 403 403
get  social-platforms                      | 302 200 200 200 403 403 403 403 403 403 403 403
get  social-platform code=instagram        | 302 200 200 200 403 403 403 403 403 403 403 403
get  social-platform code=nonsense         | 302 404 404 404 403 403 403 403 403 403 403 403
get  social-platform-add                   | 302 200 200 403 403 403 403 403 403 403 403 403
post social-platform-add                   | 302 200 200 403 403 403 403 403 403 403 403 403
get  social-platform-change code=instagram | 302 200 200 403 403 403 403 403 403 403 403 403
post social-platform-change code=instagram | 302 200 200 403 403 403 403 403 403 403 403 403
get  social-domains                        | 302 200 200 403 403 403 403 403 403 403 403 403
post social-domains                        | 302 200 200 403 403 403 403 403 403 403 403 403
get  social-domain-end                     | 302 405 405 403 403 403 403 403 403 403 403 403
post social-domain-end                     | 302 404 404 403 403 403 403 403 403 403 403 403
get  social-gate                           | 302 200 200 403 403 403 403 403 403 403 403 403
post social-gate                           | 302 200 200 403 403 403 403 403 403 403 403 403
get  child-profiles                        | 302 200 200 200 403 403 403 403 403 403 403 403
get  child-profile-add                     | 302 200 200 200 403 403 403 403 403 403 403 403
post child-profile-add                     | 302 200 200 200 403 403 403 403 403 403 403 403
get  child-profile-close pk=child_profile  | 302 405 405 405 403 403 403 403 403 403 403 403
post child-profile-close pk=child_profile  | 302 302 302 302 403 403 403 403 403 403 403 403

get  account-officials                     | 302 200 200 200 403 403 403 403 403 403 403 403
get  account-official-propose              | 302 200 200 200 403 403 403 403 403 403 403 403
post account-official-propose              | 302 200 200 200 403 403 403 403 403 403 403 403
get  account-official pk=account           | 302 200 200 200 403 403 403 403 403 403 403 403
get  account-official-step pk=account slug=purpose  | 302 200 200 200 403 403 403 403 403 403 403 403
post account-official-step pk=account slug=purpose  | 302 409 409 409 403 403 403 403 403 403 403 403
get  account-official-step pk=account slug=go-live  | 302 403 302 403 403 403 403 403 403 403 403 403
post account-official-step pk=account slug=rest     | 302 302 302 302 403 403 403 403 403 403 403 403
post account-official-step pk=account slug=close    | 302 302 302 403 403 403 403 403 403 403 403 403
get  account-official-step pk=account slug=nonsense | 302 404 404 404 403 403 403 403 403 403 403 403
get  account-alarm pk=account              | 302 405 405 405 405 405 405 405 405 405 405 405
post account-alarm pk=account              | 302 404 302 302 404 404 404 404 404 404 404 404
get  account-holder-step pk=holder_dan slug=suspend | 302 200 200 403 403 403 403 403 403 403 403 403
post account-holder-step pk=holder_dan slug=suspend | 302 200 200 403 403 403 403 403 403 403 403 403
get  account-holder-step pk=holder_dan slug=restore | 302 200 200 403 403 403 403 403 403 403 403 403
post account-holder-step pk=holder_dan slug=end     | 302 302 302 302 403 403 403 403 403 403 403 403
get  account-holder-step pk=holder_dan slug=nonsense | 302 404 404 404 403 403 403 403 403 403 403 403
get  account-removal pk=removal            | 302 200 200 200 403 403 403 403 403 403 403 403
get  account-removal-do pk=removal         | 302 200 200 403 403 403 403 403 403 403 403 403
post account-removal-do pk=removal         | 302 200 200 403 403 403 403 403 403 403 403 403
get  account-check pk=account_check        | 302 200 200 200 403 403 403 403 403 403 403 403
get  account-check-open pk=account         | 302 405 405 405 403 403 403 403 403 403 403 403
post account-check-open pk=account         | 302 302 302 302 403 403 403 403 403 403 403 403
get  account-check-finish pk=account_check | 302 200 200 200 403 403 403 403 403 403 403 403
post account-check-finish pk=account_check | 302 200 200 200 403 403 403 403 403 403 403 403
get  account-check-holder pk=account_check holder_pk=holder_dan | 302 200 200 403 403 403 403 403 403 403 403 403
post account-check-holder pk=account_check holder_pk=holder_dan | 302 200 200 403 403 403 403 403 403 403 403 403

get  access-register                       | 302 200 200 200 403 403 403 403 403 403 403 403
get  access-register-file fmt=csv          | 302 200 200 200 403 403 403 403 403 403 403 403
get  access-register-file fmt=nonsense     | 302 404 404 404 403 403 403 403 403 403 403 403
get  my-access                             | 302 200 200 200 200 200 200 200 403 403 403 403
get  access-ask                            | 302 403 403 403 200 200 403 403 403 403 403 403
post access-ask                            | 302 403 403 403 200 200 403 403 403 403 403 403
get  access pk=own_access                  | 302 200 200 200 200 404 404 404 404 404 404 404
get  access pk=other_access                | 302 200 200 200 404 200 404 404 404 404 404 404
get  access-step pk=own_access slug=approve    | 302 403 200 403 403 404 404 404 404 404 404 404
post access-step pk=own_access slug=approve    | 302 403 200 403 403 404 404 404 404 404 404 404
get  access-step pk=own_access slug=withdraw   | 302 403 403 403 200 404 404 404 404 404 404 404
post access-step pk=own_access slug=withdraw   | 302 403 403 403 302 404 404 404 404 404 404 404
post access-step pk=other_access slug=suspend  | 302 200 200 200 404 403 404 404 404 404 404 404
post access-step pk=other_access slug=restore  | 302 403 302 403 404 403 404 404 404 404 404 404
get  access-step pk=own_access slug=nonsense   | 302 404 404 404 404 404 404 404 404 404 404 404
"""
