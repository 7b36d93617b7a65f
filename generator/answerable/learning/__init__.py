"""Course -> what a learner answers: items, talks, and the pool that quizzes draw from."""
