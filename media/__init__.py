"""Images and their files: the upload door, renditions, who owns a file."""
