"""Course -> decks: which texts stand on which card."""
