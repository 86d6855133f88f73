"""The line with the teller: a dash, the name, and after commas the work and the place.

A place is told from a kind of work by names: states, provinces and countries.
"""

from collections.abc import Sequence

from workshop.stories.reading.lines import DASH_LETTERS
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


_DEGREES = """
PhD DPhil EdD DBA MD DO DDS DMD DVM DNP PsyD PharmD JD LLM LLB Esq MBA MPA MPH MPP MFA MEd MSW
MSc MS MA MSN BSc BS BA BFA RN CPA CFA CFP PE PMP SPHR PHR SHRM-CP SHRM-SCP PCC ACC MCC LCSW LMFT
LPC CSM FRCP FRS OBE MBE CBE Jr Sr II III IV
"""
DEGREES = frozenset(_DEGREES.split())
"""Degrees and other letters that belong to the name before them."""

_TRADES = """
accountant adviser advisor agent analyst architect artist associate attorney author baker banker
barista bookkeeper buyer carpenter cashier ceo cfo chair chairman chairwoman chef chief cio clerk
cmo co-author co-founder co-owner coach consultant contractor coo coordinator counselor counsellor
creator cto curator dean dentist designer developer director doctor driver editor educator engineer
entrepreneur executive expert facilitator farmer florist founder freelancer gardener head hr host
inspector instructor interpreter inventor investor it journalist judge lawyer lead leader lecturer
librarian manager marketer mechanic mentor midwife musician nurse officer operator organiser
organizer owner painter partner performer pharmacist photographer physician physicist pilot planner
plumber pr president principal producer professor programmer psychologist publisher recruiter
researcher retired salesperson scientist secretary seller solicitor specialist speaker strategist
student superintendent supervisor surgeon surveyor teacher technician therapist trainer translator
treasurer tutor vet veterinarian vp writer
"""
TRADES = frozenset(_TRADES.split())
"""Words that say what somebody does; what holds one of them is no place."""

_COMPANIES = """
academy agency associates association bank church clinic college company co consulting corp
corporation council department foundation gmbh group hospital inc institute llc llp ltd media
ministry museum partners press school services solutions studio studios university
"""
COMPANIES = frozenset(_COMPANIES.split())
"""Words in the names of firms and other places of work."""
_PARTICLES = """
al am an au aux da das de del der des di do dos du el en im in la las le les los of on sur the und
upon y
"""
PARTICLES = frozenset(_PARTICLES.split())
"""Small words within the names of places: Frankfurt am Main, Stoke-on-Trent."""


def looks_like_a_place(text: str) -> bool:
    """True if a part of the line is written like a place: capitalised, and neither a trade nor a
    place of work."""
    words = text.split()
    names = [word.strip(".()").casefold() for word in words]
    capital = bool(words) and words[0][0].isupper()
    within = all(
        word[0].isupper() or name in PARTICLES for word, name in zip(words, names, strict=True)
    )
    known = (TRADES | COMPANIES).intersection(names)
    return capital and within and not known and not any(char in '&/“”"' for char in text)


def propose_teller(line: str) -> tuple[dict[str, str], list[Note]]:
    """Reads name, work and place, and notes work and place for somebody to confirm.

    The name is "" when none stands after the dash. Nothing in the line is dropped: what is not
    recognised as a place stays with the work.
    """
    parts = [part.strip() for part in line.lstrip(DASH_LETTERS + " ").rstrip(" ,").split(",")]
    named = 1 + _degrees(parts[1:])
    name, rest = ", ".join(parts[:named]), parts[named:]
    length, found = _place(rest)
    cut = len(rest) - length
    work, place = ", ".join(rest[:cut]), ", ".join(rest[cut:])
    notes = [
        Note("work", "work", work) if work else Note("work", "no_work"),
        Note("place", found, place) if place else Note("place", "no_place"),
    ]
    return {"name": name, "work": work, "place": place}, notes


def _degrees(parts: Sequence[str]) -> int:
    """Counts the parts right behind the name that belong to it, as in "Jane Roe, PhD"."""
    count = 0
    for part in parts:
        words = part.replace(".", "").split()
        if not words or not DEGREES.issuperset(words):
            break
        count += 1
    return count


def _place(parts: Sequence[str]) -> tuple[int, NoteCode]:
    """Counts the parts at the end that are the place, and says how sure that is: city and state,
    perhaps country; city and country; a country; or what is written like a place."""
    country = int(_ends_with_country(parts))
    before = parts[: len(parts) - country]
    if before and (is_region(before[-1]) or (country and is_country(before[-1]))):
        city = len(before) > 1 and looks_like_a_place(before[-2])
        return country + 1 + int(city), "place"
    # The first part is the work, unless nothing else is there.
    city = len(before) > 1 and looks_like_a_place(before[-1])
    if country:
        doubtful = not city and len(before) > 1
        return country + int(city), "place_country_alone" if doubtful else "place"
    return int(city), "place_guessed"


def _ends_with_country(parts: Sequence[str]) -> bool:
    if not parts or not is_country(parts[-1]):
        return False
    # Georgia is both: behind a city it is the state.
    return not (is_region(parts[-1]) and len(parts) > 2)
