"""How numbers are written in words, in Swedish and English: what the search of texts knows of the two languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping


def _listed(words: str) -> list[str]:
    return words.split()


_SWEDISH = _listed(
    "noll ett två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton"
)
_SWEDISH_TENS = _listed("tjugo trettio fyrtio femtio sextio sjuttio åttio nittio")
_ENGLISH = _listed(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
_ENGLISH_TENS = _listed("twenty thirty forty fifty sixty seventy eighty ninety")


def _cardinals() -> Iterator[tuple[str, int]]:
    """Every number word below a thousand that is one word; English ones with a hyphen are put together elsewhere."""
    small = dict(enumerate(_SWEDISH)) | {10 * tens: word for tens, word in enumerate(_SWEDISH_TENS, 2)}
    below = [small[n] if n in small else small[n - n % 10] + small[n % 10] for n in range(100)]
    for n, word in enumerate(below):
        yield word, n
        for hundreds in range(1, 10):
            heads = ("hundra", "etthundra") if hundreds == 1 else (f"{_SWEDISH[hundreds]}hundra",)
            for head in heads:
                yield head + (word if n else ""), 100 * hundreds + n
    yield "aderton", 18
    yield from ((word, n) for n, word in enumerate(_ENGLISH))
    yield from ((word, 10 * tens) for tens, word in enumerate(_ENGLISH_TENS, 2))
    yield "dussin", 12
    yield "dozen", 12


CARDINALS: Mapping[str, int] = dict(_cardinals())
"""The words of numbers. *En*, *ett* and *one* are articles or pronouns as a rule: see ``ARTICLES``."""
TENS, UNITS = frozenset(_ENGLISH_TENS), frozenset(_ENGLISH[1:10])
"""What English writes apart: *twenty-five*."""
ARTICLES = frozenset(("en", "ett", "one", "a", "an"))
"""The number one only before a person, a fraction or what it is one of."""

ORDINALS: Mapping[str, int] = dict(
    zip(
        _listed("andra tredje fjärde femte sjätte sjunde åttonde nionde tionde"), range(2, 11), strict=True
    )
) | dict(zip(_listed("second third fourth fifth sixth seventh eighth ninth tenth"), range(2, 11), strict=True))
"""A part after ``EACH``: *var fjärde*, *every fourth*. Else so many at least where they are of persons."""
ROMAN: Mapping[str, int] = dict(zip(_listed("II III IV V VI VII VIII IX X XI XII"), range(2, 13), strict=True))
"""Numbers only right before persons: *IV kvinnor*."""
EACH = frozenset(("var", "vart", "every"))
PARTS: Mapping[str, int] = {
    **dict(zip(_listed("tredjedel fjärdedel femtedel sjättedel"), range(3, 7), strict=True)),
    **dict(zip(_listed("tredjedelar fjärdedelar femtedelar sjättedelar"), range(3, 7), strict=True)),
    **dict(zip(_listed("sjundedel åttondel niondel tiondel"), range(7, 11), strict=True)),
    **dict(zip(_listed("sjundedelar åttondelar niondelar tiondelar"), range(7, 11), strict=True)),
    **dict(zip(_listed("third quarter fifth sixth seventh eighth ninth tenth"), range(3, 11), strict=True)),
    **dict(zip(_listed("thirds quarters fifths sixths sevenths eighths ninths tenths"), range(3, 11), strict=True)),
}
"""Parts after a number: *två tredjedelar*, *a quarter*."""
HALVES = frozenset(("hälften", "halva", "varannan", "vartannat", "half", "halv"))
PERCENT = frozenset(("%", "procent", "percent"))

OF = frozenset(("av", "utav", "of"))
IN = frozenset(("på", "in"))
BETWEEN = frozenset(("mellan", "between"))
TO = frozenset(("till", "to", "eller", "or", "-", "–"))
AND = frozenset(("och", "and"))
FILLERS = frozenset(_listed("de dem dessa alla totalt sammanlagt the these those all"))
"""What may stand before the whole of which something is a part: *av de åtta*."""

LESS = ("färre än", "mindre än", "under", "fewer than", "less than", "below")
AT_MOST = ("högst", "maximalt", "upp till", "at most", "up to", "no more than")
AT_LEAST = ("minst", "åtminstone", "at least", "no fewer than")
MORE = ("fler än", "mer än", "över", "more than", "over", "above")
ABOUT = tuple(_listed("ungefär cirka ca omkring runt drygt knappt nästan about around nearly almost"))

FEW = (
    "ett par",
    "några få",
    "några enstaka",
    "någon enstaka",
    "enstaka",
    "ett fåtal",
    "fåtalet",
    "en handfull",
    "ytterst få",
    "mycket få",
    "bara några",
    "endast några",
    "ett litet antal",
    "ett mindre antal",
    "ett begränsat antal",
    "ett ringa antal",
    "ett ensiffrigt antal",
    "ensiffrigt antal",
    "ett litet fåtal",
    "väldigt få",
    "endast någon",
    "bara någon",
    "en och annan",
    "en duo",
    "en trio",
    "tvillingar",
    "tvillingarna",
    "trillingar",
    "trillingarna",
    "syskonpar",
    "syskonparet",
    "båda",
    "bägge",
    "a couple",
    "a few",
    "only a few",
    "very few",
    "a handful",
    "a small number",
    "a limited number",
    "single digits",
    "hardly any",
    "a pair",
    "twins",
    "triplets",
    "both",
)
"""Amounts that say: hardly more than a few. *Båda* says two."""
ONE = ("endast en", "bara en", "only one", "just one")
"""One of those that the text is about, whether they are named or not: *endast en fick stöd*."""
AT_LEAST_ONE = ("minst en", "åtminstone en", "at least one")
THE = frozenset(("den", "det", "the"))
ALONE = frozenset(
    _listed(
        "har hade fick får är var blev blir bor bodde kom kommer ska skulle kan kunde i på vid från till under efter"
        " enligt jämfört mot och men samt som has had was is got received lives lived can could in at from to after and"
        " but who . , ; : ! ? )"
    )
) | {""}
"""What follows a number that counts no thing which the text names: *minst en har flyttat*, *den fjärde i Farsta*."""
MOST = (
    "flertalet",
    "de flesta",
    "merparten",
    "majoriteten",
    "nästan alla",
    "nästan samtliga",
    "alla utom",
    "samtliga utom",
    "ett flertal",
    "en majoritet",
    "en minoritet",
    "most",
    "the majority",
    "a majority",
    "a minority",
    "nearly all",
    "almost all",
    "all but",
    "dubbelt så många",
    "dubbelt så stort",
    "dubbelt fler",
    "hälften så många",
    "lika många",
    "fördubblats",
    "fördubblades",
    "fördubbling",
    "halverats",
    "halverades",
    "halvering",
    "tredubblats",
    "tredubblades",
    "twice as many",
    "half as many",
    "as many",
    "doubled",
    "halved",
    "tripled",
)
"""Amounts that say something only of persons, or of an area whose figures are dotted."""
TIMES_AS_MANY = frozenset(_listed("så fler as more"))
"""Such an amount, after *tre gånger* or *three times*."""

_ENDINGS = "(?:a|an|e|en|er|ers|erna|et|n|na|nas|ns|or|orna|ar|aren|arna|are|arens|s|t)?"
FEW_BEFORE_PERSONS = frozenset(_listed("få några par flera some several few"))
"""Amounts that are one only right before persons: *några kvinnor*."""
NONE_BEFORE_PERSONS = frozenset(_listed("inga ingen no"))
"""They say that there are none: *inga kvinnor*."""
NEARLY = frozenset(_listed("knapp dryg god liten full small full good"))
"""What may stand between a number and its part: *en knapp fjärdedel*, *one-third*."""

PERSONS = re.compile(
    "(?:(?:vålds|själv)?(?:kvinn|mannen$|män|männ|flick|pojk|person|familj|individ|ungdom|klient|utöv|förövar|vuxn|vuxen"
    f"|barn|ärend|fall|ung|utsatt|brukar|elev|anmälning|anmälan|hushåll|mamm|papp|föräldr|förälder){_ENDINGS}$|man$"
    "|(?:wom[ae]n|m[ae]n|girl|boy|people|family|families|child|children|client|victim|case|adult|parent|pupil"
    "|household)s?$)"
)
"""A word for persons, or for what stands for one; *kvinnojour* is none."""
THINGS = re.compile(
    "(?:år$|året|åren|månad|veck|dag$|dagar|dagen|dygn|timm|minut|gång|kronor|kr$|tkr$|mnkr$|mkr$|miljon|miljard|tusen$"
    "|procentenhet|årig|åring|meter|km$|poäng|kapit|years?$|months?$|weeks?$|days?$|hours?$|minutes?$|times?$"
    "|million|percentage|kronor|steg$|sid)"
)
"""The beginning of what is counted besides persons: time, money, age."""

EARLIER = re.compile(r"\b(?:fjol(?:året)?|förra|föregående|tidigare|last|previous|earlier|before)\b", re.IGNORECASE)
"""Words of an earlier year."""
