"""The pages of the studio: each module answers the requests of one of them."""
