from django.apps import AppConfig


class SuperStarsConfig(AppConfig):
    name = "superstars"

    def ready(self) -> None:
        from policies import outside
        from superstars import checks, contacts  # noqa: F401

        outside.register(contacts.outside_contacts)
