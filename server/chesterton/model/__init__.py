"""The nouns of the product: frozen values, standard library only, no behaviour that needs a world."""
