"""What the upload door says when it does not take a file."""


class Refused(Exception):
    """A file was not taken. The message is one Vietnamese sentence or two: what is wrong, what to do."""

    @property
    def message(self) -> str:
        """What people read."""
        return str(self.args[0])


def megabytes(size: int) -> str:
    """A size as people say it: "28 MB", "1,5 MB"; never less than 0,1."""
    value = max(size / 1024 / 1024, 0.1)
    return (f"{value:.0f}" if value >= 10 else f"{value:.1f}".removesuffix(".0").replace(".", ",")) + " MB"
