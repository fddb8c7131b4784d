"""What a reader sees and knows: the statistics of editions, and how they hang together.

Read in this order: ``keys`` (a statistic's identity), ``ledger`` (the statistics of an edition, printed or dotted),
``rules`` (what the definitions say of them), ``connected`` (which figures hang together), ``kinds`` and ``system`` (the
linear system), ``joint`` (ledger lines to system), ``insiders`` (readers who know more).
"""
