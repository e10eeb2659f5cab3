"""Template tags of the publishing floor."""
