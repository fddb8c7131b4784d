"""What is wrong with the settings."""


class SettingsError(ValueError):
    """The environment holds settings that cannot be used; `faults` has one sentence for each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)
