"""Invented texts of plans, comments and analyses, in the plain official Swedish of follow-ups."""

from __future__ import annotations

from random import Random

PLANS = (
    "Arbetet bedrivs inom ordinarie verksamhet. Ansvarig är enhetschef för relationsvåldsteamet.",
    "Nämnden tar fram en gemensam rutin tillsammans med berörda enheter och utbildar nyckelpersoner under våren.",
    "Insatsen fortsätter från föregående år. Särskilt fokus läggs på unga och på samverkan med skolan.",
    "En arbetsgrupp inrättas. Materialet sprids via enheternas arbetsplatsträffar och på webben.",
    "Samverkan med polis och civilsamhälle fördjupas genom regelbundna möten en gång per kvartal.",
)
COMMENTS = {
    "not_started": ("Starten har skjutits fram till följd av vakanser.", "Avvaktar stadsövergripande material."),
    "ongoing": (
        "Arbetet följer planen.",
        "Två av tre enheter har kommit i gång, den tredje startar efter sommaren.",
        "Utbildningstillfällen genomförs löpande med god uppslutning.",
    ),
    "done": (
        "Genomförd enligt plan och övergår i ordinarie verksamhet.",
        "Klart. Rutinen är beslutad på ledningsnivå.",
    ),
    "cancelled": ("Avbruten: ersätts av stadsövergripande insats.",),
}
ANALYSES = {
    "met": (
        "Verksamheten har etablerade arbetssätt och resultaten har förbättrats jämfört med föregående år.",
        "Målet bedöms nås genom att rutiner är på plats och att medarbetarna har fått utbildning.",
    ),
    "partly": (
        "Flera insatser pågår men alla enheter har ännu inte infört arbetssättet.",
        "Kompetensen har stärkts. Samverkan med externa parter behöver utvecklas vidare.",
    ),
    "not_met": ("Insatserna har försenats och effekterna är ännu inte synliga.",),
}
MISSING = (
    "Uppgiften kan inte tas fram ur verksamhetssystemet för perioden.",
    "Underlaget är under kvalitetsgranskning och lämnas i nästa rapport.",
)


def plan(random: Random) -> str:
    return random.choice(PLANS)


def comment(random: Random, status: str) -> str:
    return random.choice(COMMENTS[status])


def analysis(random: Random, judgement: str) -> str:
    return random.choice(ANALYSES[judgement])


def missing(random: Random) -> str:
    return random.choice(MISSING)
