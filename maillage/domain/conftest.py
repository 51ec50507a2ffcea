"""How are the properties of the rules tried?"""

from hypothesis import settings

# A slow machine is not a defect of the rule: the budget of the suite watches time, as a whole.
settings.register_profile("rules", deadline=None)
settings.load_profile("rules")
