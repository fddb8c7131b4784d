"""What a reader sees and knows: the statistics of editions, and how they hang together.

Read in this order: ``ledger`` (the statistics of an edition), ``mask`` (which of them a report may print), ``rules``
(what follows from the definitions), ``connected`` (which figures hang together), ``kinds`` and ``system`` (the linear
system), ``joint`` with ``builder``, ``same_edition`` and ``growth`` (ledger lines to system), ``insiders`` (readers who
know more).
"""
