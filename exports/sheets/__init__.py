"""The workbook's sheets: each module fills one kind from the report."""
