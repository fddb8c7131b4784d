"""The workbook of a whole program: what every year's edition printed, sheet by sheet."""
