"""`{% csrf_token %}`, which also says whose form it is: what is typed outlives the session (pages.timeouts)."""

from django import template
from django.template import Context
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html

from pages import timeouts

register = template.Library()


@register.simple_tag(takes_context=True)
def csrf_token(context: Context, action: str = "", page: str = "") -> str:
    """Django's hidden input, and the form's own; `action` as in the form, where it is sent to another page.

    `page` is where it was typed, if not on this page.
    """
    against_forgery = CsrfTokenNode().render(context)
    request = context.get("request")
    token = timeouts.form_token(request, action, page) if request and hasattr(request, "user") else ""
    if not token:
        return against_forgery
    return format_html('{}<input type="hidden" name="{}" value="{}">', against_forgery, timeouts.FIELD, token)
