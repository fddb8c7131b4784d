"""Invented texts of plans, comments and analyses, in the language of the definitions: Swedish, or else English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Literal

from tracker.definitions.settings import CountsAs

Stage = Literal["waiting", "under_way", "finished", "ended"]


@dataclass(frozen=True)
class Texts:
    """``reason``: why a follow-up was returned."""

    plans: tuple[str, ...]
    comments: Mapping[Stage, tuple[str, ...]]
    analyses: Mapping[CountsAs, tuple[str, ...]]
    missing: tuple[str, ...]
    reason: str


SWEDISH = Texts(
    plans=(
        "Arbetet bedrivs inom ordinarie verksamhet. Ansvarig är enhetschef för den egna enheten.",
        "Nämnden tar fram en gemensam rutin tillsammans med berörda enheter och utbildar nyckelpersoner under våren.",
        "Insatsen fortsätter från föregående år. Särskilt fokus läggs på unga och på samverkan med skolan.",
        "En arbetsgrupp inrättas. Materialet sprids via enheternas arbetsplatsträffar och på webben.",
        "Samverkan med polis och civilsamhälle fördjupas genom regelbundna möten en gång per kvartal.",
    ),
    comments={
        "waiting": ("Starten har skjutits fram till följd av vakanser.", "Avvaktar stadsövergripande material."),
        "under_way": (
            "Arbetet följer planen.",
            "Två av tre enheter har kommit i gång, den tredje startar efter sommaren.",
            "Utbildningstillfällen genomförs löpande med god uppslutning.",
        ),
        "finished": (
            "Genomförd enligt plan och övergår i ordinarie verksamhet.",
            "Klart. Rutinen är beslutad på ledningsnivå.",
        ),
        "ended": ("Avbruten: ersätts av stadsövergripande insats.",),
    },
    analyses={
        "met": (
            "Verksamheten har etablerade arbetssätt och resultaten har förbättrats jämfört med föregående år.",
            "Målet bedöms nås genom att rutiner är på plats och att medarbetarna har fått utbildning.",
        ),
        "partly": (
            "Flera insatser pågår men alla enheter har ännu inte infört arbetssättet.",
            "Kompetensen har stärkts. Samverkan med externa parter behöver utvecklas vidare.",
        ),
        "not_met": ("Insatserna har försenats och effekterna är ännu inte synliga.",),
    },
    missing=(
        "Uppgiften kan inte tas fram ur verksamhetssystemet för perioden.",
        "Underlaget är under kvalitetsgranskning och lämnas i nästa rapport.",
    ),
    reason="Komplettera med en analys.",
)
ENGLISH = Texts(
    plans=(
        "The work is part of the regular service. The head of unit is responsible.",
        "A joint routine is drawn up with the units concerned, and key staff are trained during the spring.",
        "The work goes on from last year, with a focus on young people and on working with schools.",
    ),
    comments={
        "waiting": ("The start has been postponed because of vacancies.",),
        "under_way": ("The work goes as planned.", "Two of three units have begun; the third starts after the summer."),
        "finished": ("Carried out as planned and now part of the regular service.", "Done. The routine is decided."),
        "ended": ("Ended: replaced by other work.",),
    },
    analyses={
        "met": ("Ways of working are in place and the results are better than last year.",),
        "partly": ("Much is under way, but not all units work in the new way yet.",),
        "not_met": ("The work is late and its effects cannot be seen yet.",),
    },
    missing=("The figure cannot be taken from the case system for this period.", "The data are under review."),
    reason="Please add an analysis.",
)


def of(language: str) -> Texts:
    return SWEDISH if language == "sv" else ENGLISH


def plan(random: Random, language: str) -> str:
    return random.choice(of(language).plans)


def comment(random: Random, stage: Stage, language: str) -> str:
    return random.choice(of(language).comments[stage])


def analysis(random: Random, judgement: CountsAs, language: str) -> str:
    return random.choice(of(language).analyses[judgement])


def missing(random: Random, language: str) -> str:
    return random.choice(of(language).missing)


def reason(language: str) -> str:
    return of(language).reason


@dataclass(frozen=True)
class Questions:
    """What a reviewer asks and is answered. ``of_body``: what a body asks the compilers."""

    origin: str
    case_number: str
    about_indicator: str
    answer: str
    priority: str
    about_body: str
    of_body: str


SWEDISH_QUESTIONS = Questions(
    origin="Skrivelse",
    case_number="2024/1001 (påhittat)",
    about_indicator="Vad ligger bakom förändringen, och är den densamma hos alla som rapporterar?",
    answer="Vi har frågat dem som rapporterar. Deras svar redovisas i nästa uppföljning, i texten om målet.",
    priority="Arbetet under målet ska prioriteras nästa år. Redovisa hur, och vad som då får vänta.",
    about_body="Hur används stödmaterialet, och vad behövs för att komma vidare?",
    of_body="Räknas även det som började under året, eller bara det som pågick hela perioden?",
)
ENGLISH_QUESTIONS = Questions(
    origin="Written question",
    case_number="2024/1001 (invented)",
    about_indicator="What is behind the change, and is it the same in all that report?",
    answer="We have asked those that report. Their answers come with the next follow-up, in the text on the goal.",
    priority="The work under this goal has priority next year. Report how, and what will have to wait.",
    about_body="How is the support material used, and what is needed to go further?",
    of_body="Does what began during the year count too, or only what went on for the whole period?",
)


def questions(language: str) -> Questions:
    return SWEDISH_QUESTIONS if language == "sv" else ENGLISH_QUESTIONS
