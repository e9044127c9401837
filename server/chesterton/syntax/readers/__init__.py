"""How nodes of the grammars become definitions: what the languages' tables name."""
