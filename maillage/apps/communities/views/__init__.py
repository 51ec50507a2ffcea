"""Pages of the communities: request → one call → response."""
