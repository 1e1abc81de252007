from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "superstars.demo"
    label = "demo"
