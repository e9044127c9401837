-- Core: what only people can write again. These tables are never dropped; each change of them is a migration.

CREATE TABLE about (
  number INTEGER PRIMARY KEY,  -- nothing but the row
  name TEXT NOT NULL UNIQUE,  -- generation: the random id shared with journal.jsonl; min_writer_version;
  -- written_by: version of the program that made the schema; derived_version; rules_version: of the rules
  -- under which all notes were cleaned; forgetting: there while the last bytes of notes are being removed
  value TEXT NOT NULL  -- of that name
) STRICT;

CREATE TABLE project (
  number INTEGER PRIMARY KEY,  -- joins projects to notes and anchors
  id TEXT NOT NULL UNIQUE,  -- 16 lower-case hexadecimal characters
  name TEXT NOT NULL,  -- for people: the last part of the origin or of the folder
  origin TEXT,  -- normalised origin URL without user or password
  root_commit TEXT,  -- the first commit of its history
  folders TEXT NOT NULL,  -- JSON list of the absolute folders it was seen in, newest first
  enabled INTEGER NOT NULL,  -- 0: switched off by the user
  created TEXT NOT NULL,  -- RFC 3339, UTC
  checksum TEXT NOT NULL,  -- SHA-256 of the project, without "more"; checked at each read
  more TEXT,  -- JSON object of the fields that have no column, also those that only a newer program knows
  seal TEXT  -- SHA-256 of the whole project, where there is "more"
) STRICT;

CREATE TABLE note (
  number INTEGER PRIMARY KEY,  -- sequence of its first event; joins notes to anchors and full text
  id TEXT NOT NULL UNIQUE,  -- 10 lower-case base32 characters, shown to people
  project INTEGER NOT NULL REFERENCES project (number),  -- whose code it speaks of
  kind TEXT NOT NULL,  -- pitfall, incident, decision, pattern, debt, question
  title TEXT NOT NULL,  -- one line, at most 100 characters
  body TEXT NOT NULL,  -- Markdown, at most 64 KB
  links TEXT NOT NULL,  -- JSON list of commits, pull requests, issues, URLs
  author TEXT NOT NULL,  -- git's user.name, else the login
  origin TEXT NOT NULL,  -- person, agent, commit, comment, record, session, import, repository
  created TEXT NOT NULL,  -- RFC 3339, UTC
  status TEXT NOT NULL,  -- proposed, confirmed, superseded, retired
  scope TEXT NOT NULL,  -- project, developer, session
  confirmed TEXT,  -- when a person last vouched for it
  snoozed TEXT,  -- JSON object: muted until this day or while the code has one of these fingerprints
  superseded_by TEXT,  -- id of the note that took its place
  version INTEGER NOT NULL,  -- counts the writes; a stale edit is refused by it
  rules INTEGER NOT NULL,  -- version of the rules by which secrets were removed from it
  checksum TEXT NOT NULL,  -- SHA-256 of the note with its anchors, without "more"; checked at each read
  more TEXT,  -- JSON object of the fields that have no column, also those that only a newer program knows
  seal TEXT  -- SHA-256 of the whole note, where there is "more"
) STRICT;

CREATE INDEX note_project ON note (project, status);

CREATE TABLE anchor (
  number INTEGER PRIMARY KEY,  -- nothing but the row
  note INTEGER NOT NULL REFERENCES note (number) ON DELETE CASCADE,  -- whose anchor it is
  position INTEGER NOT NULL,  -- 0 for the first anchor of the note
  project INTEGER NOT NULL REFERENCES project (number),  -- as the note's, so that one index finds a file's notes
  path TEXT NOT NULL,  -- relative to the project root; "." is the project
  symbol TEXT,  -- qualified name; NULL for a file or the project
  symbol_kind TEXT,  -- function, method, class...
  ordinal INTEGER NOT NULL,  -- 0-based among definitions of the same name and kind in the file
  line INTEGER NOT NULL,  -- 1-based, when a person last vouched for it
  commit_id TEXT,  -- the git commit it was vouched for at
  fingerprint TEXT,  -- version and hash of the symbol's meaning when vouched for
  source BLOB,  -- the symbol's text when vouched for, zlib-compressed
  quote TEXT,  -- the lines selected, found again inside the symbol or file
  UNIQUE (note, position)
) STRICT;

CREATE INDEX anchor_place ON anchor (project, path, commit_id, note);

CREATE TABLE event (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,  -- the order of all that happened; clocks are not trusted for it
  note TEXT,  -- id of the note; NULL where a project was written
  kind TEXT NOT NULL,  -- created, edited, confirmed..., "project", "forgotten"
  time TEXT NOT NULL,  -- RFC 3339, UTC
  author TEXT NOT NULL,  -- who did it
  detail TEXT NOT NULL,  -- one line for a person; may be empty
  image BLOB,  -- the note (or project) afterwards as JSON, without "more", zlib-compressed; NULL where nothing was written
  delivery TEXT,  -- key of the outbox file it came from, so that none is written twice
  checksum TEXT NOT NULL,  -- SHA-256 of the event as JSON, without "more"
  more BLOB,  -- the fields that have no column, as JSON, zlib-compressed
  seal TEXT  -- SHA-256 of its line in journal.jsonl, where there is "more" (else the checksum is)
) STRICT;

CREATE INDEX event_note ON event (note, sequence);
CREATE INDEX event_delivery ON event (delivery) WHERE delivery IS NOT NULL;

-- Derived: can be made again from the core at any time, and is whenever about.derived_version differs.

CREATE VIRTUAL TABLE search USING fts5 (
  title,  -- words of the title, identifiers split and whole; rowid is note.number
  body,  -- words of the body
  code,  -- words of paths, symbols and quotes
  tokenize = 'porter unicode61'
);

CREATE TABLE placement (
  number INTEGER PRIMARY KEY,  -- grows, so that the oldest can be let go
  note TEXT NOT NULL,  -- id of the note
  position INTEGER NOT NULL,  -- which of its anchors
  version INTEGER NOT NULL,  -- the note's version at that time
  commit_id TEXT NOT NULL,  -- the git commit at which the anchor was looked for
  found TEXT NOT NULL,  -- JSON of where it was
  crc INTEGER NOT NULL,  -- CRC-32 of the row; a damaged one is looked for again
  UNIQUE (note, position, version, commit_id)
) STRICT;
