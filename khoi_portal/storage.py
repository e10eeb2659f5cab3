"""Static files under names that carry their content's hash, ES modules included, so that browsers may keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class PortalStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hashed and compressed once, at collectstatic."""

    support_js_module_import_aggregation = True
