"""Numbers in a text that count nothing: dates, years, times of day, codes, case numbers, laws, telephones."""

from __future__ import annotations

import re

_MONTHS = (
    "jan(?:uari)?|feb(?:ruari)?|mars?|apr(?:il)?|maj|juni?|juli?|aug(?:usti)?|sep(?:t|tember)?|okt(?:ober)?|nov(?:ember)?"
    "|dec(?:ember)?|january|february|march|may|june|july|august|october"
)
_NAMED = (
    "tertial|tertialrapport|kvartal|vecka|v|mål|målen|delmål|indikator|indikatorn|aktivitet|aktiviteten|förutsättning"
    "|punkt|tabell|diagram|figur|bilaga|sida|sid|s|avsnitt|kapitel|kap|artikel|art|version|steg|fas|nivå|del|nr|nummer"
    "|goal|indicator|activity|table|figure|page|section|chapter|article|appendix|step|phase|level|part|no|week|quarter"
    "|version"
)
_PERSONS = r"\s(?:kvinn|män|man(?:nen)?\b|person|famil|flick|pojk|barn|ungdom|wom[ae]n|m[ae]n\b|girl|boy|child)"
_CASE = "dnr|diarienummer|diarienr|ärendenummer|beslut|sfs|prop|sou|ds|lagen|iso|case|ref|file"

_NOT_COUNTS = re.compile(
    rf"""
    (?<![\w]) (?: {_CASE} ) \.? \s? (?:no\.?|nr\.?|nummer)? \s? [(]? [^\W\d_]{{0,5}} \s? \d [\w.:/–-]{{0,40}}
  | (?<![\w]) (?: {_NAMED} ) \.? \s \d{{1,3}} (?: [.,]\d{{1,3}} )*
    (?: \s?(?:[–-]|och|and|,)\s? \d{{1,3}} (?!\s?[\w%]) )?
    (?! \w | \s?% | \s?(?:av|of)\s | \s(?:kvinn|män|person|familj|flick|pojk|wom[ae]n|girl|boy|famil) )
  | (?<![\w]) kl(?:ockan)? \.? \s? \d{{1,2}} (?: [.:]\d\d )? (?: \s?[–-]\s?\d{{1,2}} (?: [.:]\d\d )? )?
  | (?<![\w.,-]) \d{{4}}-\d\d-\d\d (?!\d)                                   # 2024-08-31
  | (?<![\w.,-]) (?:19|20)\d\d [-–/:.] [\w.–/-]{{1,40}}                      # 2024-T2-1, 2021–2025, 2001:453, 2024/12
  | (?<![\w.,-]) (?:19|20)\d\d (?! [\w%] | ,\d | \s?(?:%|procent|percent) )  # a year
  | (?<![\w.,/-]) \d{{1,2}} (?: :?[ae] | st | nd | rd | th )? \s (?: {_MONTHS} ) (?!\w)
  | (?<!\w) (?: {_MONTHS} ) \s \d{{1,2}} (?! \w | [.,]\d )
  | (?<![\w.,/-]) \d{{1,2}}/\d{{1,2}} [/\s-]{{1,2}} (?:19|20)\d\d            # 31/8 2024
  | (?<![\w.,:]) \d{{1,2}}:\d\d (?! \w )                                     # 10:30
  | (?<![\w.,]) \d{{1,3}} \s? (?: §{{1,2}} | kap(?:itlet|\b) | :?e\s§ )      # 4 kap. 11 §
  | §{{1,2}} \s? \d{{1,3}}
  | (?<![\w.,:]) 0\d{{1,3}}[\s-]\d[\d\s]{{4,10}}\d                           # 08-508 25 000
  | (?<![\w.,:]) \d{{3}}\s\d\d (?=\s[A-ZÅÄÖ])                                # 123 45 Postort
  | (?<![\w.,:]) \d{{1,3}}(?: :[aed] | :[a-zåäö]{{2}} | st\b(?=\s\w+\stime) | nd | rd | th ) (?! \w | {_PERSONS} ) # 2:a
  | (?<![\w.,:]) \d{{1,3}}[a-zåäö] (?!\w)                                    # 2a
  | (?<![\w]) (?: [^\W\d_]{{1,20}} | [^\W\d_]{{1,5}}- ) \d[\w.–-]{{0,40}}             # I2.1, T2, S-1, covid-19
  | (?<![\w]) [^\W\d_]{{1,3}}-[^\W\d_]{{1,20}}(?:-[^\W\d_]{{1,20}}){{0,4}}-\d{{1,3}}   # E-bromma-1
  | (?<!\S) \w{{1,12}} (?: [.:/-]\w{{1,12}} ){{2,6}} (?![\w/])               # 1.1-3/2024
  | (?<![\w.,]) \d{{1,2}} (?: \s?[–-]\s?\d{{1,2}} )? (?: \s|-|\s- )? (?:år(?!s?\w*arbet)|year)   # 18–25 år, 12-åringar
    """,
    re.IGNORECASE | re.VERBOSE,
)


def without_counts_of_nothing(text: str) -> str:
    """The text with everything that counts nothing blanked out; what is left stands where it stood."""
    return _NOT_COUNTS.sub(lambda found: " " * len(found[0]) if any(map(str.isdigit, found[0])) else found[0], text)
