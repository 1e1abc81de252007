"""`make bench`: queue, detail and submit beside floors of the same run (docs/performance.md)."""
