"""Course -> documents on paper: worksheets and keys, forms, a job aid, the facilitator's guide."""
