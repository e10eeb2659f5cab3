"""How files are kept: static ones under names that carry their content's hash, uploads whole or not at all."""

from typing import Any

from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class PortalStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hashed and compressed once, at collectstatic."""

    support_js_module_import_aggregation = True


class UploadStorage(FileSystemStorage):
    """What is uploaded: a file that could not be written to its end (a full disk) leaves nothing behind."""

    def _save(self, name: str, content: Any) -> str:
        try:
            return super()._save(name, content)
        except OSError:
            # The name was free before: what lies there now is this file's beginning.
            self.delete(name)
            raise
