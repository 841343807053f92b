using Soc.Storage.PostgreSql.Orleans;

namespace Soc.Storage.PostgreSql;

/// <summary>The schema by version. Text sorts by its bytes, as in the embedded stores.</summary>
internal static class PostgresSchema
{
    public static readonly string[] Migrations =
    [
        """
        CREATE TABLE soc.entities (key text COLLATE "C" PRIMARY KEY, state bytea NOT NULL);
        CREATE TABLE soc.offsets (partition integer PRIMARY KEY, next bigint NOT NULL);

        CREATE TABLE soc.incidents (
          id text COLLATE "C" PRIMARY KEY, client text COLLATE "C" NOT NULL, version bigint NOT NULL, sequence bigint NOT NULL, status integer NOT NULL,
          score double precision NOT NULL, decision integer NOT NULL, merged boolean NOT NULL, signals bigint NOT NULL,
          last_seen bigint NOT NULL, detected bigint NOT NULL, document bytea NOT NULL);
        CREATE UNIQUE INDEX incidents_sequence ON soc.incidents (sequence);
        CREATE INDEX incidents_client ON soc.incidents (client, last_seen DESC, id DESC);

        CREATE TABLE soc.minor_signals (
          client text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, detector text COLLATE "C" NOT NULL, entity text COLLATE "C" NOT NULL,
          score double precision NOT NULL, at bigint NOT NULL, received bigint NOT NULL, incident text COLLATE "C", document bytea NOT NULL,
          PRIMARY KEY (client, id));
        CREATE INDEX minor_signals_at ON soc.minor_signals (client, at DESC, id DESC);
        CREATE INDEX minor_signals_received ON soc.minor_signals (client, received) WHERE incident IS NULL;
        CREATE INDEX minor_signals_entity ON soc.minor_signals (client, entity, at DESC);

        CREATE TABLE soc.clients (client text COLLATE "C" PRIMARY KEY, version bigint NOT NULL, policy text NOT NULL);
        CREATE TABLE soc.tokens (id text COLLATE "C" PRIMARY KEY, document text NOT NULL);
        CREATE TABLE soc.indicators (
          owner text COLLATE "C" NOT NULL, list text COLLATE "C" NOT NULL, kind text COLLATE "C" NOT NULL, value text COLLATE "C" NOT NULL,
          document text NOT NULL, PRIMARY KEY (owner, list, kind, value));

        CREATE TABLE soc.answers (
          id text COLLATE "C" PRIMARY KEY, caller text COLLATE "C" NOT NULL, fingerprint bytea NOT NULL, status integer NOT NULL,
          content_type text, body bytea, at bigint NOT NULL);
        CREATE INDEX answers_at ON soc.answers (at);
        CREATE INDEX answers_caller ON soc.answers (caller, at);
        CREATE TABLE soc.replayed_letters (
          client text COLLATE "C" NOT NULL, letter bigint NOT NULL, received bigint NOT NULL, at bigint NOT NULL, PRIMARY KEY (client, letter));
        CREATE INDEX replayed_letters_received ON soc.replayed_letters (received);
        """,
        """
        ALTER TABLE soc.entities
          ADD COLUMN writer bigint NOT NULL DEFAULT -1, ADD COLUMN version bigint NOT NULL DEFAULT 1,
          ADD COLUMN began_writer bigint NOT NULL DEFAULT 0, ADD COLUMN began_version bigint NOT NULL DEFAULT 0;
        CREATE TABLE soc.client_owners (client text COLLATE "C" PRIMARY KEY, owner bigint NOT NULL);
        CREATE TABLE soc.setting_changes (kind integer NOT NULL, key text COLLATE "C" NOT NULL, number bigint NOT NULL UNIQUE, PRIMARY KEY (kind, key));
        """,
        OrleansSchema.Create,
        """
        CREATE TABLE soc.operations (
          id text COLLATE "C" PRIMARY KEY, client text COLLATE "C" NOT NULL, number bigint NOT NULL, status integer NOT NULL, incident text COLLATE "C",
          proposed bigint NOT NULL, document bytea NOT NULL);
        CREATE INDEX operations_proposed ON soc.operations (client, proposed DESC, id);
        CREATE INDEX operations_incident ON soc.operations (client, incident, proposed DESC, id) WHERE incident IS NOT NULL;
        CREATE TABLE soc.escalations (
          client text COLLATE "C" NOT NULL, incident text COLLATE "C" NOT NULL, number bigint NOT NULL, detected bigint NOT NULL, document bytea NOT NULL,
          PRIMARY KEY (client, incident));
        CREATE INDEX escalations_detected ON soc.escalations (client, detected, incident);
        """,
    ];
}
