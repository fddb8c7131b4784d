"""Follow-up of a city's programs: from the program's text to what is published. Imports nothing on purpose."""
