"""What all printed matter shares: Typst, fonts, texts and their characters, colours, PDF files."""
