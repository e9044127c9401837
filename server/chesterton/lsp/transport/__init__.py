"""JSON-RPC transport over stdio: framing, validation, dispatch, logging and a process watchdog."""
