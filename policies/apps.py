from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    name = "policies"

    def ready(self) -> None:
        from accounts.signals import standing_changed
        from policies import guards, lifecycle, notices, plan_notices, receivers  # noqa: F401
        from policies.selectors import evidence  # noqa: F401

        standing_changed.connect(receivers.standing_changed, dispatch_uid="policies.standing")
