"""An OpenAPI file as plain facts, and two sets of facts compared. Knows no server."""
