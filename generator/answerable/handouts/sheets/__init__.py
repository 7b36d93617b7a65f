"""Make printed documents: worksheets and keys, forms, a job aid, the facilitator's guide."""
