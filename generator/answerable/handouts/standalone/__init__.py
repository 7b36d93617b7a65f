"""What HTML files share that need nothing but a browser: templates, a strict policy, and fonts."""
