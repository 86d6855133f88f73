"""The line with the teller: a dash, the name, and after commas the work and the place.

A place is told from a kind of work by names: states, provinces and countries.
"""

from collections.abc import Sequence

from workshop.stories.reading.lines import DASHES
from workshop.stories.reading.proposal import Note, NoteCode

_STATES = """
AL Alabama; AK Alaska; AZ Arizona; AR Arkansas; CA California; CO Colorado; CT Connecticut;
DE Delaware; DC District of Columbia; FL Florida; GA Georgia; HI Hawaii; ID Idaho; IL Illinois;
IN Indiana; IA Iowa; KS Kansas; KY Kentucky; LA Louisiana; ME Maine; MD Maryland;
MA Massachusetts; MI Michigan; MN Minnesota; MS Mississippi; MO Missouri; MT Montana; NE Nebraska;
NV Nevada; NH New Hampshire; NJ New Jersey; NM New Mexico; NY New York; NC North Carolina;
ND North Dakota; OH Ohio; OK Oklahoma; OR Oregon; PA Pennsylvania; PR Puerto Rico;
RI Rhode Island; SC South Carolina; SD South Dakota; TN Tennessee; TX Texas; UT Utah; VT Vermont;
VA Virginia; WA Washington; WV West Virginia; WI Wisconsin; WY Wyoming;
AB Alberta; BC British Columbia; MB Manitoba; NB New Brunswick; NL Newfoundland and Labrador;
NS Nova Scotia; NT Northwest Territories; NU Nunavut; ON Ontario; PE Prince Edward Island;
QC Quebec; SK Saskatchewan; YT Yukon;
NSW New South Wales; QLD Queensland; SA South Australia; TAS Tasmania; VIC Victoria;
ACT Australian Capital Territory
"""

_COUNTRIES = """
Afghanistan; Albania; Algeria; Andorra; Angola; Antigua and Barbuda; Argentina; Armenia; Australia;
Austria; Azerbaijan; Bahamas; The Bahamas; Bahrain; Bangladesh; Barbados; Belarus; Belgium; Belize;
Benin; Bhutan; Bolivia; Bosnia and Herzegovina; Botswana; Brazil; Brunei; Bulgaria; Burkina Faso;
Burundi; Cabo Verde; Cambodia; Cameroon; Canada; Central African Republic; Chad; Chile; China;
Colombia; Comoros; Congo; Costa Rica; Croatia; Cuba; Cyprus; Czechia; Czech Republic; Denmark;
Djibouti; Dominica; Dominican Republic; Ecuador; Egypt; El Salvador; England; Equatorial Guinea;
Eritrea; Estonia; Eswatini; Ethiopia; Fiji; Finland; France; Gabon; Gambia; The Gambia; Georgia;
Germany; Ghana; Greece; Grenada; Guatemala; Guinea; Guinea-Bissau; Guyana; Haiti; Honduras;
Hong Kong; Hungary; Iceland; India; Indonesia; Iran; Iraq; Ireland; Israel; Italy; Ivory Coast;
Jamaica; Japan; Jordan; Kazakhstan; Kenya; Kiribati; Kosovo; Kuwait; Kyrgyzstan; Laos; Latvia;
Lebanon; Lesotho; Liberia; Libya; Liechtenstein; Lithuania; Luxembourg; Madagascar; Malawi;
Malaysia; Maldives; Mali; Malta; Marshall Islands; Mauritania; Mauritius; Mexico; Micronesia;
Moldova; Monaco; Mongolia; Montenegro; Morocco; Mozambique; Myanmar; Namibia; Nauru; Nepal;
Netherlands; The Netherlands; New Zealand; Nicaragua; Niger; Nigeria; North Korea; North Macedonia;
Northern Ireland; Norway; Oman; Pakistan; Palau; Palestine; Panama; Papua New Guinea; Paraguay;
Peru; Philippines; The Philippines; Poland; Portugal; Qatar; Romania; Russia; Rwanda;
Saint Kitts and Nevis; Saint Lucia; Saint Vincent and the Grenadines; Samoa; San Marino;
Saudi Arabia; Scotland; Senegal; Serbia; Seychelles; Sierra Leone; Singapore; Slovakia; Slovenia;
Solomon Islands; Somalia; South Africa; South Korea; South Sudan; Spain; Sri Lanka; Sudan; Suriname;
Sweden; Switzerland; Syria; Taiwan; Tajikistan; Tanzania; Thailand; Timor-Leste; Togo; Tonga;
Trinidad and Tobago; Tunisia; Turkey; Türkiye; Turkmenistan; Tuvalu; UAE; Uganda; UK; Ukraine;
United Arab Emirates; United Kingdom; United States; United States of America; Uruguay; US; USA;
Uzbekistan; Vanuatu; Vatican City; Venezuela; Vietnam; Wales; Yemen; Zambia; Zimbabwe
"""


def _names(listed: str) -> list[str]:
    return [" ".join(name.split()) for name in listed.split(";")]


REGIONS = frozenset(part for name in _names(_STATES) for part in name.split(" ", 1))
"""States and provinces of the United States, Canada and Australia, by name and by code."""

COUNTRIES = frozenset(_names(_COUNTRIES))


def is_region(text: str) -> bool:
    """True if the text is a state or province ("D.C." counts as "DC")."""
    return text.replace(".", "") in REGIONS


def is_country(text: str) -> bool:
    """True if the text is a country."""
    return text.replace(".", "") in COUNTRIES


def propose_teller(line: str) -> tuple[dict[str, str], list[Note]]:
    """Reads name, work and place, and notes work and place for somebody to confirm.

    The name is "" when none stands after the dash. Nothing in the line is dropped: what is not
    recognised as a place stays with the work.
    """
    name, *rest = [part.strip() for part in line.lstrip(DASHES + " ").rstrip(" ,").split(",")]
    cut = len(rest) - _place_length(rest)
    work, place = ", ".join(rest[:cut]), ", ".join(rest[cut:])
    country_alone = len(rest) - cut == 1 and cut > 1
    found: NoteCode = "place_country_alone" if country_alone else "place"
    notes = [
        Note("work", "work", work) if work else Note("work", "no_work"),
        Note("place", found, place) if place else Note("place", "no_place"),
    ]
    return {"name": name, "work": work, "place": place}, notes


def _place_length(parts: Sequence[str]) -> int:
    """Counts the parts at the end that are the place: city and state, perhaps country; or a
    country."""
    country = _ends_with_country(parts)
    before = parts[:-1] if country else parts
    if not before or not is_region(before[-1]):
        return int(country)
    if not country:
        return min(2, len(before))
    # "founder, Ontario, Canada": one part has to be left for the work.
    return 3 if len(before) > 2 else 2


def _ends_with_country(parts: Sequence[str]) -> bool:
    if not parts or not is_country(parts[-1]):
        return False
    # Georgia is both: behind a city it is the state.
    return not (is_region(parts[-1]) and len(parts) > 2)
