"""What self-contained HTML files share: templates, a strict policy, and fonts."""
