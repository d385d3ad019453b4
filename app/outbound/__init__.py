"""What leaves the service. The only room of the service that opens connections."""
