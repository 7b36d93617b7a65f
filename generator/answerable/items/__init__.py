"""Course -> what a learner answers.

In comes a `Course`; out come its items, its dialogues, and the pool that quizzes draw from. An
item's id and revision stay what they are as long as its words do: learners' records hang on them.

Each type of item is one folder: what its author writes and what keeps it from working
(`__init__`), what a learner answers with its points and its shape for other programs (`item`), and
its form and solution on a page (`item.html.jinja`). `types` is the table of them.
"""

# A scenario file holds items, so that the model asks for the table of types. Whichever of the two
# is asked for first, the model is begun first.
import answerable.model  # noqa: F401
