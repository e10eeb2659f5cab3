"""Users, their roles and the log, in the newsroom."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    AdminUserCreationForm,
    ReadOnlyPasswordHashField,
    ReadOnlyPasswordHashWidget,
    UserChangeForm,
)

from accounts import log, second_factor, sessions
from accounts.models import LogEntry, RoleGrant, User


class RoleGrantInline(admin.TabularInline):
    """The roles a person holds."""

    model = RoleGrant
    extra = 1


class PortalUserCreationForm(AdminUserCreationForm):
    """A new member of staff: name and password first, roles on the next screen."""

    class Meta:
        model = User
        fields = ("username", "full_name")


class PasswordLine(ReadOnlyPasswordHashWidget):
    """How a password is kept, and the way to another one. It is text: a box that is no control can't be disabled."""

    def get_context(self, name, value, attrs):
        """Without what only a control may have."""
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"].pop("disabled", None)
        return context


class PortalPasswordChangeForm(AdminPasswordChangeForm):
    """Somebody else's password, or none for the time being."""

    usable_password_help_text = "Tắt mật khẩu thì người này không đăng nhập được cho đến khi có mật khẩu mới."  # noqa: S105


class PortalUserChangeForm(UserChangeForm):
    """A member of staff as the administrator edits them."""

    password = ReadOnlyPasswordHashField(label="Mật khẩu", widget=PasswordLine)

    class Meta:
        model = User
        fields = "__all__"


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    """Staff users. Rights come from roles only; Django's groups and single permissions are not offered."""

    form = PortalUserChangeForm
    add_form = PortalUserCreationForm
    change_password_form = PortalPasswordChangeForm
    inlines = [RoleGrantInline]
    list_display = ["username", "full_name", "roles_in_words", "is_active", "last_login"]
    list_filter = ["is_active", "role_grants__role"]
    search_fields = ["username", "full_name", "email"]
    filter_horizontal = ()
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("Người dùng", {"fields": ["full_name", "email", "phone"]}),
        ("Được vào khu vực biên tập", {"fields": ["is_active", "is_staff"]}),
        ("Mốc thời gian", {"fields": ["last_login", "date_joined"]}),
    ]
    readonly_fields = ["last_login", "date_joined"]
    add_fieldsets = [(None, {"fields": ["username", "full_name", "usable_password", "password1", "password2"]})]

    @admin.display(description="Vai trò")
    def roles_in_words(self, user: User) -> str:
        """The roles, comma-separated."""
        return ", ".join(user.role_labels()) or "chưa có"

    def get_queryset(self, request):
        """Users with their roles in one query more."""
        return super().get_queryset(request).prefetch_related("role_grants")

    def save_model(self, request, obj, form, change):
        """New users work in the newsroom: that is what accounts here are for."""
        if not change:
            obj.is_staff = True
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        """Record who changed whom, and the roles before and after."""
        user = form.instance
        before = sorted(RoleGrant.objects.filter(user=user).values_list("role", flat=True))
        super().save_related(request, form, formsets, change)
        after = sorted(RoleGrant.objects.filter(user=user).values_list("role", flat=True))
        log.record(
            actor=request.user,
            verb="user_changed" if change else "user_added",
            target=user,
            detail={"fields": sorted(form.changed_data), "roles_before": before, "roles_after": after},
        )

    def user_change_password(self, request, id, form_url=""):
        """Somebody else's password: the log says who set it, for whoever signs with it later."""
        response = super().user_change_password(request, id, form_url)
        if request.method == "POST" and response.status_code == 302:
            log.record(actor=request.user, verb="password_set", target=self.get_object(request, id))
        return response

    actions = ["switch_off_second_factor", "log_out_everywhere"]

    @admin.action(description="Đăng xuất khỏi mọi máy", permissions=["change"])
    def log_out_everywhere(self, request, queryset):
        """For a machine that was lost, somebody who left, a password that got about; the log says who did it."""
        users = list(queryset)
        for user in users:
            sessions.end_all(user, by=request.user, request=request if user == request.user else None)
        self.message_user(request, f"Đã đăng xuất {len(users)} người khỏi mọi máy. Họ phải đăng nhập lại.")

    @admin.action(description="Tắt mã xác thực (người ấy mất điện thoại)", permissions=["change"])
    def switch_off_second_factor(self, request, queryset):
        """For somebody who has lost phone and codes; the log says who did it."""
        users = list(queryset)
        for user in users:
            second_factor.switch_off(user, by=request.user)
        self.message_user(request, f"Đã tắt mã xác thực của {len(users)} người. Hãy nhắc họ cài lại.")

    def log_addition(self, request, obj, message):
        """Our own log has it."""

    def log_change(self, request, obj, message):
        """Our own log has it."""


class VerbFilter(admin.SimpleListFilter):
    """The log by what was done, in words."""

    title = "việc"
    parameter_name = "viec"

    def lookups(self, request, model_admin):
        """Every verb that an app has named."""
        return log.named_verbs()

    def queryset(self, request, queryset):
        """The lines of one verb."""
        return queryset.filter(verb=self.value()) if self.value() else queryset


@admin.register(LogEntry)
class LogEntryAdmin(admin.ModelAdmin):
    """The log, to be read and never changed."""

    list_display = ["at", "actor_name", "verb_in_words", "target_label", "note", "channel"]
    list_filter = [VerbFilter, "channel"]
    search_fields = ["actor_name", "target_label", "note"]
    date_hierarchy = "at"
    list_per_page = 50

    @admin.display(description="Việc", ordering="verb")
    def verb_in_words(self, entry: LogEntry) -> str:
        """What was done, as people say it."""
        return log.in_words(entry.verb)

    def has_add_permission(self, request):
        """Lines are written by verbs alone."""
        return False

    def has_change_permission(self, request, obj=None):
        """Never."""
        return False

    def has_delete_permission(self, request, obj=None):
        """Never."""
        return False
