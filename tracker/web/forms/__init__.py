"""Small forms with a button: reasons, decisions, closing dates. The follow-up's own form is tracker.entry."""
