"""The auditor: an independent judge of what a reader can work out from a table with dots.

The optimiser must not be its own judge, so nothing here imports the rest of ``tracker.disclosure`` but the plain
``facts``, and nothing there imports this. Read in this order: ``table`` (what is audited), ``reading`` (the same from a
file), ``ledger`` with ``figures``, ``relations`` and ``insiders`` (the same from the ledger of editions), ``readers``
(the table as each reader sees it), ``rows`` and ``propagation`` (exact integer reasoning), ``components`` (what hangs
together), ``search``, ``solver`` and ``models`` (can this value be?), ``exact`` (is it true?), ``reach`` (every
question about one component), ``audit`` (the verdict).
"""
