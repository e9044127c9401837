"""Where did a symbol go, and does what is said of it still hold: values in, values out."""
