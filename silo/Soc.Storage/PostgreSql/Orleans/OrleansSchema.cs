namespace Soc.Storage.PostgreSql.Orleans;

/// <summary>
/// Members of the cluster and reminders, as Orleans' AdoNet providers ask for them: they run what stands in "orleansquery" under
/// the keys that they know, with parameters and result columns of names that they know. All else here is ours.
/// </summary>
internal static class OrleansSchema
{
    // Names of results are folded to lower case by the server, and found by the providers all the same.
    public const string Create =
        """
        CREATE TABLE soc.cluster_versions (cluster text COLLATE "C" PRIMARY KEY, version integer NOT NULL);
        CREATE TABLE soc.cluster_silos (
          cluster text COLLATE "C" NOT NULL REFERENCES soc.cluster_versions (cluster) ON DELETE CASCADE,
          address text COLLATE "C" NOT NULL, port integer NOT NULL, generation integer NOT NULL,
          name text NOT NULL, host text NOT NULL, status integer NOT NULL, gateway_port integer NOT NULL,
          suspected text, started timestamptz NOT NULL, alive timestamptz NOT NULL,
          PRIMARY KEY (cluster, address, port, generation));

        CREATE TABLE soc.reminders (
          service text COLLATE "C" NOT NULL, grain text COLLATE "C" NOT NULL, name text COLLATE "C" NOT NULL,
          hash integer NOT NULL, started timestamptz NOT NULL, period_ms bigint NOT NULL, version integer NOT NULL,
          PRIMARY KEY (service, grain, name));
        CREATE INDEX reminders_hash ON soc.reminders (service, hash);

        -- Of all reminders, so that one made anew never has the version of the one before it.
        CREATE SEQUENCE soc.reminder_versions AS integer CYCLE;

        -- A server set to forget the last moments after a crash must not bring a dead silo back, nor lose a reminder.
        CREATE FUNCTION soc.stay_durable() RETURNS void LANGUAGE plpgsql AS $$
        BEGIN
          IF pg_catalog.current_setting('synchronous_commit') = 'off' THEN
            PERFORM pg_catalog.set_config('synchronous_commit', 'on', true);
          END IF;
        END $$;

        CREATE FUNCTION soc.begin_cluster(of_cluster text) RETURNS boolean LANGUAGE plpgsql AS $$
        BEGIN
          PERFORM soc.stay_durable();
          INSERT INTO soc.cluster_versions (cluster, version) VALUES (of_cluster, 0) ON CONFLICT (cluster) DO NOTHING;
          RETURN FOUND;
        END $$;

        -- Every change of members names the version that it was made from. The version's row is locked first: of two, the second waits,
        -- and then finds another version.
        CREATE FUNCTION soc.add_silo(
          of_cluster text, expected integer, at_address text, at_port integer, of_generation integer, its_name text, its_host text,
          its_status integer, its_gateway_port integer, its_start timestamptz, its_sign_of_life timestamptz) RETURNS boolean LANGUAGE plpgsql AS $$
        BEGIN
          PERFORM soc.stay_durable();
          PERFORM 1 FROM soc.cluster_versions v WHERE v.cluster = of_cluster AND v.version = expected FOR UPDATE;
          IF NOT FOUND THEN
            RETURN false;
          END IF;
          INSERT INTO soc.cluster_silos (cluster, address, port, generation, name, host, status, gateway_port, started, alive)
            VALUES (of_cluster, at_address, at_port, of_generation, its_name, its_host, its_status, its_gateway_port, its_start, its_sign_of_life)
            ON CONFLICT (cluster, address, port, generation) DO NOTHING;
          IF NOT FOUND THEN
            RETURN false;
          END IF;
          UPDATE soc.cluster_versions SET version = version + 1 WHERE cluster = of_cluster;
          RETURN true;
        END $$;

        CREATE FUNCTION soc.change_silo(
          of_cluster text, expected integer, at_address text, at_port integer, of_generation integer,
          its_status integer, suspected_by text, its_sign_of_life timestamptz) RETURNS boolean LANGUAGE plpgsql AS $$
        BEGIN
          PERFORM soc.stay_durable();
          PERFORM 1 FROM soc.cluster_versions v WHERE v.cluster = of_cluster AND v.version = expected FOR UPDATE;
          IF NOT FOUND THEN
            RETURN false;
          END IF;
          UPDATE soc.cluster_silos SET status = its_status, suspected = suspected_by, alive = its_sign_of_life
            WHERE cluster = of_cluster AND address = at_address AND port = at_port AND generation = of_generation;
          IF NOT FOUND THEN
            RETURN false;
          END IF;
          UPDATE soc.cluster_versions SET version = version + 1 WHERE cluster = of_cluster;
          RETURN true;
        END $$;

        CREATE FUNCTION soc.keep_reminder(
          of_service text, of_grain text, its_name text, its_hash integer, its_start timestamptz, its_period_ms bigint) RETURNS integer LANGUAGE plpgsql AS $$
        DECLARE
          given integer;
        BEGIN
          PERFORM soc.stay_durable();
          INSERT INTO soc.reminders AS r (service, grain, name, hash, started, period_ms, version)
            VALUES (of_service, of_grain, its_name, its_hash, its_start, its_period_ms, pg_catalog.nextval('soc.reminder_versions'))
            ON CONFLICT (service, grain, name) DO UPDATE
              SET hash = excluded.hash, started = excluded.started, period_ms = excluded.period_ms, version = excluded.version
            RETURNING r.version INTO given;
          RETURN given;
        END $$;

        CREATE FUNCTION soc.remove_reminder(of_service text, of_grain text, its_name text, expected integer) RETURNS boolean LANGUAGE plpgsql AS $$
        BEGIN
          PERFORM soc.stay_durable();
          DELETE FROM soc.reminders WHERE service = of_service AND grain = of_grain AND name = its_name AND version = expected;
          RETURN FOUND;
        END $$;

        CREATE TABLE soc.orleansquery (querykey text COLLATE "C" PRIMARY KEY, querytext text NOT NULL);
        INSERT INTO soc.orleansquery (querykey, querytext) VALUES
        ('GatewaysQueryKey', $query$
          SELECT address AS Address, gateway_port AS ProxyPort, generation AS Generation
          FROM soc.cluster_silos WHERE cluster = @DeploymentId AND status = @Status AND gateway_port > 0
        $query$),
        ('MembershipReadRowKey', $query$
          SELECT v.version AS Version, s.address AS Address, s.port AS Port, s.generation AS Generation, s.name AS SiloName, s.host AS HostName,
            s.status AS Status, s.gateway_port AS ProxyPort, s.suspected AS SuspectTimes, s.started AS StartTime, s.alive AS IAmAliveTime
          FROM soc.cluster_versions v
          LEFT JOIN soc.cluster_silos s ON s.cluster = v.cluster AND s.address = @Address AND s.port = @Port AND s.generation = @Generation
          WHERE v.cluster = @DeploymentId
        $query$),
        ('MembershipReadAllKey', $query$
          SELECT v.version AS Version, s.address AS Address, s.port AS Port, s.generation AS Generation, s.name AS SiloName, s.host AS HostName,
            s.status AS Status, s.gateway_port AS ProxyPort, s.suspected AS SuspectTimes, s.started AS StartTime, s.alive AS IAmAliveTime
          FROM soc.cluster_versions v LEFT JOIN soc.cluster_silos s ON s.cluster = v.cluster
          WHERE v.cluster = @DeploymentId
        $query$),
        ('InsertMembershipVersionKey', $query$
          SELECT soc.begin_cluster(@DeploymentId)
        $query$),
        ('InsertMembershipKey', $query$
          SELECT soc.add_silo(@DeploymentId, @Version, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime)
        $query$),
        ('UpdateMembershipKey', $query$
          SELECT soc.change_silo(@DeploymentId, @Version, @Address, @Port, @Generation, @Status, @SuspectTimes, @IAmAliveTime)
        $query$),
        ('UpdateIAmAlivetimeKey', $query$
          UPDATE soc.cluster_silos SET alive = @IAmAliveTime
          WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
        $query$),
        ('DeleteMembershipTableEntriesKey', $query$
          DELETE FROM soc.cluster_versions WHERE cluster = @DeploymentId
        $query$),
        ('CleanupDefunctSiloEntriesKey', $query$
          DELETE FROM soc.cluster_silos
          WHERE cluster = @DeploymentId AND status = 6 AND alive < @IAmAliveTime AND started < @IAmAliveTime
        $query$),
        -- Preferred by newer providers: the row only as it was when it was judged.
        ('CleanupDefunctSiloEntryKey', $query$
          DELETE FROM soc.cluster_silos
          WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
            AND status = 6 AND started = @StartTime AND alive = @IAmAliveTime AND coalesce(suspected, '') = coalesce(@SuspectTimes, '')
        $query$),
        ('ReadReminderRowsKey', $query$
          SELECT grain AS GrainId, name AS ReminderName, started AS StartTime, period_ms AS Period, version AS Version
          FROM soc.reminders WHERE service = @ServiceId AND grain = @GrainId
        $query$),
        ('ReadReminderRowKey', $query$
          SELECT grain AS GrainId, name AS ReminderName, started AS StartTime, period_ms AS Period, version AS Version
          FROM soc.reminders WHERE service = @ServiceId AND grain = @GrainId AND name = @ReminderName
        $query$),
        -- A part of the ring of hashes: its begin does not belong to it, its end does.
        ('ReadRangeRows1Key', $query$
          SELECT grain AS GrainId, name AS ReminderName, started AS StartTime, period_ms AS Period, version AS Version
          FROM soc.reminders WHERE service = @ServiceId AND hash > @BeginHash AND hash <= @EndHash
        $query$),
        -- The same where it passes the ring's seam, or is all of it.
        ('ReadRangeRows2Key', $query$
          SELECT grain AS GrainId, name AS ReminderName, started AS StartTime, period_ms AS Period, version AS Version
          FROM soc.reminders WHERE service = @ServiceId AND (hash > @BeginHash OR hash <= @EndHash)
        $query$),
        ('UpsertReminderRowKey', $query$
          SELECT soc.keep_reminder(@ServiceId, @GrainId, @ReminderName, @GrainHash, @StartTime, @Period) AS Version
        $query$),
        ('DeleteReminderRowKey', $query$
          SELECT soc.remove_reminder(@ServiceId, @GrainId, @ReminderName, @Version)
        $query$),
        ('DeleteReminderRowsKey', $query$
          DELETE FROM soc.reminders WHERE service = @ServiceId
        $query$);
        """;
}
