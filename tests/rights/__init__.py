"""Who may do what, tried from outside: the account, and a request for every operation."""
