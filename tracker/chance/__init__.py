"""How much of a figure, of a change and of a difference chance alone may account for. Pure: numbers in, numbers out."""
