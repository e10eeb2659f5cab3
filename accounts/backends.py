"""Where Django's permission questions are answered: from the roles a person holds."""

from django.contrib.auth.backends import ModelBackend

from accounts.roles import permissions_of


class RoleBackend(ModelBackend):
    """Password log-in as Django does it; permissions from the table of roles instead of from rows a screen could bend."""

    def get_all_permissions(self, user_obj, obj=None):
        """All permissions of the roles; none for an inactive or anonymous person, none about a single object."""
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        return permissions_of(user_obj.roles)

    def has_perm(self, user_obj, perm, obj=None):
        """Whether one of the roles carries the permission."""
        return perm in self.get_all_permissions(user_obj, obj)

    def has_module_perms(self, user_obj, app_label):
        """Whether any permission concerns the app."""
        return any(perm.startswith(f"{app_label}.") for perm in self.get_all_permissions(user_obj))
