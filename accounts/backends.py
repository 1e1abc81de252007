"""Sign-in loads the person with the user: every predicate asks the person."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import User
from workflow import clock


def may_sign_in(user: User) -> bool:
    """The sign-in is open and its person has not left."""
    left_on = user.person.left_on
    return user.is_active and not (left_on and left_on < clock.today())


class PersonBackend(AuthenticationBackend):
    """allauth's e-mail backend; somebody who has left cannot go on in an old session."""

    def get_user(self, user_id: Any) -> User | None:
        user = User.objects.select_related("person").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None

    def user_can_authenticate(self, user: User) -> bool:
        return may_sign_in(user)
