-- Who reaches the database over the network, on the primary: sudo -u postgres psql < roles.sql
-- Afterwards each gets a password. The standby has all of it by itself.

-- The service: it may do everything in its own database, and nothing else in the server.
CREATE ROLE tracker LOGIN CONNECTION LIMIT 60;
CREATE DATABASE tracker OWNER tracker ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE tracker FROM PUBLIC;

-- The service where it reads what is published. What it may read: reading.sql.
CREATE ROLE tracker_reader LOGIN CONNECTION LIMIT 60;
ALTER ROLE tracker_reader SET default_transaction_read_only = on;
GRANT CONNECT ON DATABASE tracker TO tracker_reader;

-- What copies the database to the standby.
CREATE ROLE replicator LOGIN REPLICATION CONNECTION LIMIT 4;
