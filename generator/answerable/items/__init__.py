"""Course -> what a learner answers.

In comes a `Course`; out come its items, its dialogues, and the pool that quizzes draw from. An
item's id and revision stay what they are as long as its words do: learners' records hang on them.
"""
