"""JSON-RPC transport over stdio: framing, validation, dispatch, logging and process watchdog."""
