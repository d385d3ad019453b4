"""`python -m app.serving`: run the service in this interpreter, with the options of uvicorn.

Importing and building make hundreds of thousands of objects that all stay. Python's collector would go through them
again and again meanwhile, for a tenth of the time of a start; so it begins when everything is there (`app.main`).
"""

import gc


def main() -> None:
    """Stop the collector and hand over to uvicorn; `app.main.service` starts it again."""
    gc.disable()
    # Only now: this import is a part of what the collector would slow down.
    from uvicorn.main import main as uvicorn  # noqa: PLC0415

    uvicorn()


if __name__ == "__main__":
    main()
