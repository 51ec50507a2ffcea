"""What is an expected failure, that a person must be told of?"""


class Refusal(Exception):
    """An expected failure; its message is a full French sentence saying what to do."""
