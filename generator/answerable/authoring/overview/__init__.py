"""Course -> what those who keep it want to know: what is due, who owns what, how it is balanced."""
