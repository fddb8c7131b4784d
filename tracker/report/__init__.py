"""The one report that every renderer reads: its model, its builder, its JSON form and its words."""
