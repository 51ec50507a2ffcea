"""What a border survey asks, counts and tells."""
