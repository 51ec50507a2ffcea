"""What is counted of the care offered and of the care needed, and how does it add up?"""
