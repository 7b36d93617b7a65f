"""Course -> what a learner answers.

Takes a `Course`; returns its items, its dialogues, and the pool that quizzes draw from. An item's
id and revision don't change as long as its words don't: learners' records depend on them.

Each item type has its own folder: what an author writes, with consistency checks (`__init__`), what
a learner answers, with points and a shape for other programs (`item`), and its form and solution on
a page (`item.html.jinja`). `types` is the table of all types.
"""

# Scenario files contain items, so the model imports the table of types. Whichever of the two is
# imported first, the import of the model has to begin first.
import answerable.model  # noqa: F401
