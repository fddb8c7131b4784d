"""The cheapest dots that keep every sensitive count of a system uncertain.

Read in this order: ``suppress`` (the search), ``tableau`` with ``differences`` (the system in numbers), ``standing``
(what is asked against whom), ``open_parts`` (what a pattern leaves unknown), ``examine`` with ``nearest``,
``fractional_reach`` and ``integer_cover`` (is a pattern safe?), ``witnesses`` (what was found on the way), ``cuts`` and
``outside_cuts`` (why it is not), ``separator`` with ``shares`` and ``wide_proofs``, and ``relaxation`` (cuts at
fractional patterns), ``master`` with ``inequalities`` (the proposals), ``incumbent`` (good safe patterns),
``component_program`` and ``linear_programs`` (the solver), ``pieces`` (a large system), ``outcome`` (what is found).
"""
