"""The review pages and the JSON API, over ``db``; no SQL, no reading of documents."""
