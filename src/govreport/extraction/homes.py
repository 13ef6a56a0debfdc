"""The reporting government as the user names it."""

from govreport.errors import BadInput
from govreport.extraction.places import link_place
from govreport.extraction.places_home import Home


def home_from(place: str) -> Home:
    """The home with a six-digit code or a name that one unit bears; ``BadInput`` where none or several do.

    >>> home_from("220882").unit.name, home_from("长春市").unit.code
    ('大安市', '220100')
    """
    if place.isdecimal():
        return Home.from_code(place)
    link = link_place(place)
    if link.admin_code is None:
        reason = ", ".join(link.flags)
        raise BadInput(f"place {place}: no administrative unit ({reason}); give its six-digit code, such as 220100")
    return Home.from_code(link.admin_code)
