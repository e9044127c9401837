-- Core: data that cannot be rebuilt. These tables are never dropped; every change to them is a migration.

CREATE TABLE about (
  number INTEGER PRIMARY KEY,  -- surrogate key
  name TEXT NOT NULL UNIQUE,  -- generation: random id shared with journal.jsonl; min_writer_version;
  -- written_by: version of Chesterton that created the schema; derived_version; rules_version: version of
  -- the redaction rules applied to all notes; forgetting: present while the last bytes of notes are removed
  value TEXT NOT NULL  -- the value for that name
) STRICT;

CREATE TABLE project (
  number INTEGER PRIMARY KEY,  -- referenced by notes and anchors
  id TEXT NOT NULL UNIQUE,  -- 16 lower-case hexadecimal characters
  name TEXT NOT NULL,  -- display name: the last component of the origin or the folder
  origin TEXT,  -- normalised origin URL without user or password
  root_commit TEXT,  -- first commit in its history
  folders TEXT NOT NULL,  -- JSON list of the absolute paths where it was seen, most recent first
  enabled INTEGER NOT NULL,  -- 0: switched off by the user
  created TEXT NOT NULL,  -- RFC 3339, UTC
  checksum TEXT NOT NULL,  -- SHA-256 of the project without "more"; checked on every read
  more TEXT,  -- JSON object of fields that have no column, including those only a newer version knows
  seal TEXT  -- checksum: SHA-256 of the whole project; NULL unless "more" is set
) STRICT;

CREATE TABLE note (
  number INTEGER PRIMARY KEY,  -- sequence of its first event; referenced by anchors and the search table
  id TEXT NOT NULL UNIQUE,  -- 10 lower-case base32 characters, shown to people
  project INTEGER NOT NULL REFERENCES project (number),  -- the project whose code it is about
  kind TEXT NOT NULL,  -- pitfall, incident, decision, pattern, debt, question
  title TEXT NOT NULL,  -- one line, at most 100 characters
  body TEXT NOT NULL,  -- Markdown, at most 64 KB
  links TEXT NOT NULL,  -- JSON list of commits, pull requests, issues, URLs
  author TEXT NOT NULL,  -- git user.name, else the login name
  origin TEXT NOT NULL,  -- person, agent, commit, comment, record, session, import, repository
  created TEXT NOT NULL,  -- RFC 3339, UTC
  status TEXT NOT NULL,  -- proposed, confirmed, superseded, retired
  scope TEXT NOT NULL,  -- project, developer, session
  confirmed TEXT,  -- when a person last confirmed it
  snoozed TEXT,  -- JSON object: muted until a date, or while the code has one of these fingerprints
  superseded_by TEXT,  -- id of the note that replaces it
  version INTEGER NOT NULL,  -- number of writes; used to reject stale edits
  rules INTEGER NOT NULL,  -- version of the redaction rules applied to it
  checksum TEXT NOT NULL,  -- SHA-256 of the note with its anchors, without "more"; checked on every read
  more TEXT,  -- JSON object of fields that have no column, including those only a newer version knows
  seal TEXT  -- checksum: SHA-256 of the whole note; NULL unless "more" is set
) STRICT;

CREATE INDEX note_project ON note (project, status);

CREATE TABLE anchor (
  number INTEGER PRIMARY KEY,  -- surrogate key
  note INTEGER NOT NULL REFERENCES note (number) ON DELETE CASCADE,  -- the note it belongs to
  position INTEGER NOT NULL,  -- 0 for the first anchor of the note
  project INTEGER NOT NULL REFERENCES project (number),  -- same as the note's, so that one index finds a file's notes
  path TEXT NOT NULL,  -- relative to the project root; "." is the project
  symbol TEXT,  -- qualified name; NULL for a file or the project
  symbol_kind TEXT,  -- function, method, class...
  ordinal INTEGER NOT NULL,  -- 0-based among definitions of the same name and kind in the file
  line INTEGER NOT NULL,  -- 1-based, when the note was written or last confirmed
  commit_id TEXT,  -- git commit at which the note was written or last confirmed
  fingerprint TEXT,  -- version and hash of the symbol's meaning at that time
  source BLOB,  -- the symbol's text at that time, zlib-compressed
  quote TEXT,  -- the selected lines, looked up in the symbol or file
  UNIQUE (note, position)
) STRICT;

CREATE INDEX anchor_place ON anchor (project, path, commit_id, note);

CREATE TABLE event (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,  -- order of events; clocks are not trusted for this
  note TEXT,  -- id of the note; NULL for a change to a project
  kind TEXT NOT NULL,  -- created, edited, confirmed..., "project", "forgotten"
  time TEXT NOT NULL,  -- RFC 3339, UTC
  author TEXT NOT NULL,  -- who did it
  detail TEXT NOT NULL,  -- one line for display; may be empty
  image BLOB,  -- the resulting note or project as JSON, without "more", zlib-compressed; NULL if nothing was written
  delivery TEXT,  -- key of the outbox file it came from, so that no file is delivered twice
  checksum TEXT NOT NULL,  -- SHA-256 of the event as JSON, without "more"
  more BLOB,  -- fields that have no column, as JSON, zlib-compressed
  seal TEXT  -- checksum: SHA-256 of its line in journal.jsonl; NULL (it is "checksum") unless "more" is set
) STRICT;

CREATE INDEX event_note ON event (note, sequence);
CREATE INDEX event_delivery ON event (delivery) WHERE delivery IS NOT NULL;

-- Derived: can be rebuilt from the core at any time, and is whenever about.derived_version differs.

CREATE VIRTUAL TABLE search USING fts5 (
  title,  -- words of the title, with identifiers both split and whole; rowid is note.number
  body,  -- words of the body
  code,  -- words of paths, symbols and quotes
  tokenize = 'porter unicode61'
);

CREATE TABLE placement (
  number INTEGER PRIMARY KEY,  -- increasing, so that the oldest rows can be evicted
  note TEXT NOT NULL,  -- id of the note
  position INTEGER NOT NULL,  -- position of the anchor in the note
  version INTEGER NOT NULL,  -- version of the note when the anchor was placed
  commit_id TEXT NOT NULL,  -- git commit at which the anchor was placed, or "code:" and a hash of its code
  found TEXT NOT NULL,  -- the position found, or how the code compares with the baseline, as JSON
  crc INTEGER NOT NULL,  -- CRC-32 of the row; damaged rows are recomputed
  UNIQUE (note, position, version, commit_id)
) STRICT;
