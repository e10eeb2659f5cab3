"""Imports and relations only go down. import-linter can't see a foreign key written as a string: this test walks the models."""

import ast
from pathlib import Path

from django.apps import apps
from django.conf import settings

STOREYS = [
    "khoi_portal", "feedback", "articles", "events", "awards", "documents", "registers", "organizations", "media", "search",
    "publishing", "accounts", "vietnamese",
]  # fmt: skip
HEIGHT = {name: -place for place, name in enumerate(STOREYS)}


def test_every_relation_points_down_or_stays():
    upward = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in apps.get_models()
        if model._meta.app_label in HEIGHT
        for field in [*model._meta.fields, *model._meta.many_to_many]
        if field.is_relation
        and field.related_model
        and field.related_model._meta.app_label in HEIGHT
        and HEIGHT[field.related_model._meta.app_label] > HEIGHT[model._meta.app_label]
    ]
    assert upward == []


def test_every_module_opens_with_a_line_saying_what_belongs_in_it():
    silent = []
    for storey in STOREYS:
        for file in (Path(settings.BASE_DIR) / storey).rglob("*.py"):
            if "migrations" in file.parts or (file.name == "__init__.py" and not file.read_text().strip()):
                continue
            if not ast.get_docstring(ast.parse(file.read_text())):
                silent.append(str(file.relative_to(settings.BASE_DIR)))
    assert silent == []


def test_the_state_of_a_piece_is_set_by_verbs_alone():
    """Nothing outside publishing/workflow.py assigns `.state` or `.stage`."""
    setting = []
    for storey in STOREYS:
        for file in (Path(settings.BASE_DIR) / storey).rglob("*.py"):
            if file.name == "workflow.py" or "migrations" in file.parts:
                continue
            for node in ast.walk(ast.parse(file.read_text())):
                targets = node.targets if isinstance(node, ast.Assign) else []
                for target in targets:
                    if isinstance(target, ast.Attribute) and target.attr in ("state", "stage"):
                        setting.append(f"{file.relative_to(settings.BASE_DIR)}:{node.lineno}")
    assert setting == []


def test_strings_are_marked_safe_in_one_module_only():
    marking = []
    for storey in STOREYS:
        for file in (Path(settings.BASE_DIR) / storey).rglob("*.py"):
            text = file.read_text()
            if file.name != "sanitizing.py" and ("SafeString(" in text or "mark_safe" in text):
                marking.append(str(file.relative_to(settings.BASE_DIR)))
    assert marking == []
