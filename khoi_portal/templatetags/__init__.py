"""Template tags of the roof: components and Vietnamese text."""
