"""Report → Plotly figures, as plain dictionaries. Nothing is computed: a chart shows what cells print."""
