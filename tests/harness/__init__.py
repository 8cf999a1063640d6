"""What the black-box tests share: a server of their own, a client that checks every answer
against the server's own OpenAPI file, patterns over JSON, and a count of what passed. Python's
standard library only."""
