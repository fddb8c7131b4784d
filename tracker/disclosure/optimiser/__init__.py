"""The cheapest dots that keep every sensitive count of a system uncertain.

Read in this order: ``suppress`` (the search), ``tableau`` (the system in numbers), ``open_parts`` (what a pattern
leaves unknown), ``examine`` with ``fractional_reach`` and ``integer_cover`` (is a pattern safe?), ``cuts`` and
``outside_cuts`` (why it is not), ``separator`` and ``relaxation`` (cuts at fractional patterns), ``master`` (the
proposals), ``incumbent`` (good safe patterns), ``linear_programs`` (the solver).
"""
