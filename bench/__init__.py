"""How fast is the large instance, against the budgets of the project?"""
