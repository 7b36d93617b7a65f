"""What everything on paper shares: Typst, fonts, texts and their characters, colours, PDF files."""
