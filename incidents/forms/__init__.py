"""Forms: what people type, checked for sense. No rules live here."""
