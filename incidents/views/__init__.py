"""Views: thin edges. A view asks, an action decides."""
