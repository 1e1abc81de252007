from django.apps import AppConfig


class SuperStarsConfig(AppConfig):
    name = "superstars"

    def ready(self) -> None:
        from superstars import checks  # noqa: F401
