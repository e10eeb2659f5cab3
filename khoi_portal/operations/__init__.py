"""What whoever runs the portal does with it: saving everything into one file, proving it, bringing it back, asking how it is."""
