"""The checksum of an edition, which everybody sees and can keep."""

from __future__ import annotations

import hashlib
import json

from tracker.store.editions import Edition


def fingerprint(edition: Edition) -> str:
    """SHA-256 over the canonical JSON of all that was published and how it came about.

    The checksum of the edition before it is part of it, so that the last one vouches for them all.
    """
    content = {
        "program": edition.program,
        "period": edition.period.code,
        "code": edition.code,
        "title": edition.title,
        "reason": edition.reason,
        "published_at": edition.published_at.isoformat(),
        "by": edition.by,
        "moment": [edition.moment.last_event, edition.moment.last_change],
        "incidents": list(edition.incidents),
        "definitions": json.loads(edition.definitions),
        "report": json.loads(edition.report),
    }
    if edition.previous is not None:
        content["previous"] = edition.previous
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
