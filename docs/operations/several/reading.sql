-- The tables that published pages are made of, and who is signed in, on the primary when the tables are there and after
-- each upgrade: sudo -u postgres psql -d tracker < reading.sql
GRANT SELECT ON account, alembic_version, collected, definition_mark, edition, event, followup, item, letterhead,
  organisation, passkey, program, role, second_factor, sign_in, thread, thread_entry, unit TO tracker_reader;
