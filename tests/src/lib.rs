//! Workspace-level tests live in the `tests/` folder beside this file.
