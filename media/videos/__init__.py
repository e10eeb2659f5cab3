"""Video: what a film's file is, where films of elsewhere stand, how a video is written, shown, listed and told to machines."""
