"""What somebody signed in with, in two words that a person knows it by: browser and system."""

from __future__ import annotations

from werkzeug.user_agent import UserAgent

# The first that is found: a browser also names those that it is like.
_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"),
             ("Chrome", "Chrome"), ("Safari", "Safari"))  # fmt: skip
_SYSTEMS = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
            ("Mac OS X", "Mac"), ("CrOS", "Chromebook"), ("Linux", "Linux"))  # fmt: skip


def device(agent: UserAgent) -> str:
    """``Firefox, Windows``; what is not known is left out, and nothing of the text itself is kept."""
    names = (next((name for mark, name in known if mark in agent.string), "") for known in (_BROWSERS, _SYSTEMS))
    return ", ".join(filter(None, names))
