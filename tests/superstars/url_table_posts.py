"""The part of the table of URLs about posts; the columns are those of `url_table`."""

# Pia's draft has a picture; Sam's post waits for a reader, and is at version 1: 409 is who was slower.
# method, name, places | anon olive maya dan pia sam vera colin viktor petra ines tariq
LINES = """
get  posts                                              | 302 200 200 200 200 200 403 403 403 403 403 403
get  posts-to-read                                      | 302 200 200 200 200 200 403 403 403 403 403 403
get  post-begin                                         | 302 403 200 200 200 200 403 403 403 403 403 403
post post-begin                                         | 302 403 200 200 200 200 403 403 403 403 403 403
get  post-places                                        | 302 200 200 200 403 403 403 403 403 403 403 403
post post-places                                        | 302 200 200 200 403 403 403 403 403 403 403 403
get  post pk=post_draft                                 | 302 200 200 200 200 404 403 403 403 403 403 403
get  post pk=post_waiting                               | 302 200 200 200 200 200 403 403 403 403 403 403
get  post-read pk=post_waiting                          | 302 200 200 200 403 403 403 403 403 403 403 403
post post-read pk=post_waiting                          | 302 302 302 302 403 403 403 403 403 403 403 403
get  post-versions pk=post_draft                        | 302 200 200 200 200 404 403 403 403 403 403 403
post post-correct pk=post_waiting                       | 302 403 302 302 302 302 403 403 403 403 403 403
get  post-correct pk=post_waiting                       | 302 403 405 405 405 405 403 403 403 403 403 403
get  post-words pk=post_draft                           | 302 403 200 200 200 404 403 403 403 403 403 403
post post-words pk=post_draft                           | 302 403 200 200 200 404 403 403 403 403 403 403
get  post-words pk=post_waiting                         | 302 403 200 200 403 200 403 403 403 403 403 403
get  post-pictures pk=post_draft                        | 302 403 200 200 200 404 403 403 403 403 403 403
post post-pictures pk=post_draft                        | 302 403 200 200 200 404 403 403 403 403 403 403
get  post-picture pk=post_draft picture_pk=post_picture | 302 403 200 200 200 404 403 403 403 403 403 403
post post-picture pk=post_draft picture_pk=post_picture | 302 403 200 200 200 404 403 403 403 403 403 403
get  post-file pk=post_draft picture_pk=post_picture size=web      | 302 200 200 200 200 404 403 403 403 403 403 403
get  post-file pk=post_draft picture_pk=post_picture size=original | 302 403 200 200 403 404 403 403 403 403 403 403
get  post-file pk=post_waiting picture_pk=post_picture size=web    | 302 404 404 404 404 404 403 403 403 403 403 403
get  post-children pk=post_draft                        | 302 403 200 200 200 404 403 403 403 403 403 403
post post-children pk=post_draft                        | 302 403 200 200 200 404 403 403 403 403 403 403
get  post-checks pk=post_draft                          | 302 403 200 200 200 404 403 403 403 403 403 403
post post-checks pk=post_draft                          | 302 403 302 302 302 404 403 403 403 403 403 403
get  post-word pk=post_draft                            | 302 200 200 200 403 403 403 403 403 403 403 403
post post-word pk=post_draft                            | 302 200 200 200 403 403 403 403 403 403 403 403
get  post-step pk=post_draft slug=hand-in               | 302 403 200 200 200 404 403 403 403 403 403 403
post post-step pk=post_draft slug=hand-in               | 302 403 200 200 200 404 403 403 403 403 403 403
get  post-step pk=post_waiting slug=send-back           | 302 200 200 200 403 403 403 403 403 403 403 403
post post-step pk=post_waiting slug=send-back           | 302 200 200 200 403 403 403 403 403 403 403 403
get  post-step pk=post_waiting slug=publish             | 302 403 302 302 403 403 403 403 403 403 403 403
get  post-step pk=post_waiting slug=note                | 302 200 200 200 200 200 403 403 403 403 403 403
get  post-step pk=post_draft slug=nonsense              | 302 404 404 404 404 404 403 403 403 403 403 403
"""
