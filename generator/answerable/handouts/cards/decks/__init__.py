"""Course -> decks: which texts are on which card."""
