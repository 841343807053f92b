namespace Soc.Storage.Sqlite;

/// <summary>Schema of soc.db by version.</summary>
internal static class SocSchema
{
    public static readonly string[] Migrations =
    [
        """
        CREATE TABLE incidents (
          id TEXT PRIMARY KEY, client TEXT NOT NULL, version INTEGER NOT NULL, sequence INTEGER NOT NULL, status INTEGER NOT NULL,
          score REAL NOT NULL, decision INTEGER NOT NULL, merged INTEGER NOT NULL, signals INTEGER NOT NULL,
          last_seen INTEGER NOT NULL, detected INTEGER NOT NULL, document BLOB NOT NULL) WITHOUT ROWID;
        CREATE UNIQUE INDEX incidents_sequence ON incidents (sequence);
        CREATE INDEX incidents_client ON incidents (client, last_seen DESC, id DESC);
        CREATE TABLE clients (client TEXT PRIMARY KEY, version INTEGER NOT NULL, policy TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE tokens (id TEXT PRIMARY KEY, document TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE indicators (
          owner TEXT NOT NULL, list TEXT NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL, document TEXT NOT NULL,
          PRIMARY KEY (owner, list, kind, value)) WITHOUT ROWID;
        """,
        """
        CREATE TABLE minor_signals (
          client TEXT NOT NULL, id TEXT NOT NULL, detector TEXT NOT NULL, entity TEXT NOT NULL, score REAL NOT NULL,
          at INTEGER NOT NULL, received INTEGER NOT NULL, incident TEXT, document BLOB NOT NULL, PRIMARY KEY (client, id));
        CREATE INDEX minor_signals_at ON minor_signals (client, at DESC, id DESC);
        CREATE INDEX minor_signals_received ON minor_signals (client, received) WHERE incident IS NULL;
        CREATE INDEX minor_signals_entity ON minor_signals (client, entity, at DESC);
        """,
        """
        CREATE TABLE answers (
          id TEXT PRIMARY KEY, caller TEXT NOT NULL, fingerprint BLOB NOT NULL, status INTEGER NOT NULL, content_type TEXT, body BLOB, at INTEGER NOT NULL);
        CREATE INDEX answers_at ON answers (at);
        CREATE INDEX answers_caller ON answers (caller, at);
        CREATE TABLE replayed_letters (
          client TEXT NOT NULL, offset INTEGER NOT NULL, received INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (client, offset)) WITHOUT ROWID;
        CREATE INDEX replayed_letters_received ON replayed_letters (received);
        """,
        """
        CREATE TABLE client_owners (client TEXT PRIMARY KEY, owner INTEGER NOT NULL) WITHOUT ROWID;
        """,
        """
        CREATE TABLE operations (
          id TEXT PRIMARY KEY, client TEXT NOT NULL, number INTEGER NOT NULL, status INTEGER NOT NULL, incident TEXT, proposed INTEGER NOT NULL, document BLOB NOT NULL);
        CREATE INDEX operations_proposed ON operations (client, proposed DESC, id);
        CREATE INDEX operations_incident ON operations (client, incident, proposed DESC, id) WHERE incident IS NOT NULL;
        CREATE TABLE escalations (
          client TEXT NOT NULL, incident TEXT NOT NULL, number INTEGER NOT NULL, detected INTEGER NOT NULL, document BLOB NOT NULL, PRIMARY KEY (client, incident)) WITHOUT ROWID;
        CREATE INDEX escalations_detected ON escalations (client, detected, incident);
        """,
    ];
}
