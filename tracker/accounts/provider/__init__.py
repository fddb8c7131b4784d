"""The organisation's own sign-in (OpenID Connect): who a person is, and by a file which roles that gives."""
