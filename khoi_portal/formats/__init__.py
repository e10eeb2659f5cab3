"""How dates and numbers look in forms and templates, one folder a language (Django's FORMAT_MODULE_PATH)."""
