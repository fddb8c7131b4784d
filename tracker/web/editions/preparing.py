"""The site's preparations of next editions: each process keeps its own."""

from __future__ import annotations

from flask import Flask, current_app

from tracker.editions.preparations import Preparations

_KEY = "tracker-preparations"


def init_app(app: Flask) -> None:
    app.extensions[_KEY] = Preparations()


def preparations_of(app: Flask) -> Preparations:
    found: Preparations = app.extensions[_KEY]
    return found


def preparations() -> Preparations:
    return preparations_of(current_app)
