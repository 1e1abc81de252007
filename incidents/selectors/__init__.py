"""Page-shaped reads of this app."""
