"""What does every page know of the instance?"""

from django.conf import settings
from django.http import HttpRequest


def instance(request: HttpRequest) -> dict[str, object]:
    return {"demonstration": settings.DEMONSTRATION, "signup_open": settings.SIGNUP_OPEN}
