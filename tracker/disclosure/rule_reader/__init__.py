"""What a reader who knows the rules can tell of the dots, beyond what the equations tell everybody.

Read in this order: ``reading`` (the questions and the answer), ``edition_stages`` (what each edition decided),
``possible_tables`` (the tables that agree with what is printed), ``pattern_conditions`` (what holds of every cheapest
pattern), ``replay`` (deciding again).
"""
