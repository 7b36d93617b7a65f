"""Articles, from Markdown, plain text or Word -> lines -> pieces at labels -> scenarios."""
