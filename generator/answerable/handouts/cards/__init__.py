"""Course -> decks of cards -> faces that fit -> sheets -> PDF, HTML, and a picture of a card."""
