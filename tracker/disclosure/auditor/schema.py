"""The JSON Schema of the format, kept in ``docs/audit.schema.json``.

Write it anew after a change: ``python -m tracker.disclosure.auditor.schema > docs/audit.schema.json``.
"""

from __future__ import annotations

import json

from tracker.disclosure.auditor.table import AuditTable


def schema() -> str:
    """The schema as the text of its file."""
    content = {"$schema": "https://json-schema.org/draft/2020-12/schema", **AuditTable.model_json_schema()}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    print(schema(), end="")
