"""How far a job is, for its page: one sentence, and each of its steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.store.base import utc_now
from tracker.store.job import SILENT, Job
from tracker.words import gettext as _

Steps = Mapping[str, str]
"""Step → its words, in the order in which they come; those that have nothing to do are passed over."""


@dataclass(frozen=True)
class StepLine:
    """``state``: done, now or later."""

    words: str
    state: str


def under_way(job: Job, steps: Steps, counted: str) -> str:
    """Where a job is that has not ended, in one sentence, which a screen reader is told when it changes. ``counted``:
    how a step says how much of it is done, with {step}, {number} and {all}."""
    if (job.alive_at or job.ordered_at) < utc_now() - SILENT:
        return _("Det väntar fortfarande. Det tas upp av sig självt; säg till den som sköter tjänsten om det dröjer.")
    if job.step not in steps:
        return _("Väntar på sin tur.")
    words = str(steps[job.step])
    if job.of:
        words = counted.format(step=words, number=job.done + 1, all=job.of)
    text = _("Steg {number} av {all}: {step}.")
    return text.format(number=list(steps).index(job.step) + 1, all=len(steps), step=words)


def step_lines(job: Job, steps: Steps) -> list[StepLine]:
    now = list(steps).index(job.step) if job.step in steps else -1
    if job.state == "done":
        now = len(steps)
    states = ["done" if place < now else "now" if place == now else "later" for place in range(len(steps))]
    return [StepLine(str(words), state) for words, state in zip(steps.values(), states, strict=True)]


def failure_of(job: Job) -> str:
    """Why a job failed; it is told nothing where it was given up."""
    return job.outcome or _("Arbetet avbröts gång på gång och prövas inte mer. Säg till den som sköter tjänsten.")
