"""How does a test show a piece of template?"""

import re

from django.template import engines
from django.test import RequestFactory


def render(template: str, **context: object) -> str:
    """Render a piece of template that loads our components, spaces made single."""
    whole = engines["django"].from_string("{% load ui %}" + template)
    html: str = whole.render(context, RequestFactory().get("/"))
    return re.sub(r"> <", "><", re.sub(r"[ \n]+", " ", html))
