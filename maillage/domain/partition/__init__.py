"""Which partition of a place into territories, and how good is it?"""
