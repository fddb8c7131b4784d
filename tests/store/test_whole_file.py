"""A file is written whole or not at all; what is no file is written to as it is."""

import os
from pathlib import Path

from tracker.store.whole_file import whole_file


def test_a_pipe_is_written_to_although_its_name_leads_nowhere() -> None:
    """So that ``tracker report … -o /dev/stdout | …`` works."""
    end, beginning = os.pipe()
    with os.fdopen(end, "rb") as reader:
        with os.fdopen(beginning, "wb"), whole_file(Path(f"/dev/fd/{beginning}")) as stream:
            stream.write(b"cells")
        assert reader.read() == b"cells"
