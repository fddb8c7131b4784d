"""Making a workbook: its looks, cells, pages, tables and charts. XlsxWriter is called here and nowhere else."""
