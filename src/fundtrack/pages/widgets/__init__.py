"""The widgets that the browser draws: charts, tables, filters, uploads."""
