using Soc.GrainInterfaces.Sensors;

namespace Soc.Grains.Sensors;

/// <summary>
/// All that is decided about a sensor, without a cluster and without a clock. Patience is measured within one activation: after a restart
/// everybody gets all of it again, so that neither a restart nor another silo's clock makes a sensor silent or deaf, and what was told stays told.
/// </summary>
public sealed class SensorCore(SensorSnapshot snapshot)
{
    /// <summary>Most interfaces of a sensor.</summary>
    public const int MaxInterfaces = 64;

    /// <summary>Gateways look more often than this. While none did there was nobody whom the sensor could have been heard by, and that time does not count.</summary>
    public const long MaxUnwatchedMs = 60_000;

    // For people: a crash makes the time at which it was heard last no older than this.
    private const long StoreHeardEveryMs = 600_000;

    private readonly SensorSnapshot _snapshot = snapshot;
    private readonly SensorCommands _commands = new();
    private SensorStatus _status = SensorStatus.None;
    private string? _gateway;
    private string? _past;
    private SensorMoment _heard;
    private long _patientSinceMs;
    private long _judgedMs;
    private long _heardStoredMs;
    private bool _isHeard;

    /// <summary>Something changed that is to be stored before anybody acts on it.</summary>
    public bool IsDirty { get; set; }

    /// <summary>Id of the connection that counts; null while there is none.</summary>
    public string? Connection { get; private set; }

    /// <summary>By whom it is reached; null while it is connected nowhere.</summary>
    public ISensorGateway? Reach { get; private set; }

    private SensorEpisode Silence => _snapshot.Silence;

    /// <summary>Nothing is to be told, and never will be.</summary>
    public bool IsDone => _snapshot.IsRevoked && IsQuiet;

    private bool IsQuiet => Silence.IsQuiet && _snapshot.Interfaces.TrueForAll(i => i.Deafness.IsQuiet);

    public SensorSnapshot Save() => _snapshot;

    /// <returns>False when another connection has taken the place of this one.</returns>
    public bool Report(SensorReport report, SensorMoment now)
    {
        // Of the connection that was replaced nothing is taken, however often it says that it is new.
        if (_snapshot.IsRevoked
            || string.Equals(report.Connection, _past, StringComparison.Ordinal)
            || (Connection is not null && !report.IsNew && !string.Equals(report.Connection, Connection, StringComparison.Ordinal)))
        {
            return false;
        }

        if (Connection is not null && !string.Equals(report.Connection, Connection, StringComparison.Ordinal))
        {
            _past = Connection;
        }

        (Connection, _gateway, Reach) = (report.Connection, report.Gateway, report.Reach);
        (_snapshot.HeardMs, _heard, _patientSinceMs) = (now.WallMs, now, now.RunningMs);
        if (!_isHeard || now.RunningMs - _heardStoredMs >= StoreHeardEveryMs)
        {
            (_isHeard, _heardStoredMs, IsDirty) = (true, now.RunningMs, true);
        }

        if (Silence.IsOn)
        {
            Silence.End();
            IsDirty = true;
        }

        foreach (var outcome in report.Outcomes)
        {
            _commands.Take(outcome);
        }

        if (report.Status is { } status)
        {
            _status = status;
            if (status.Interfaces is { } interfaces)
            {
                Hear(interfaces, now);
            }
        }

        return true;
    }

    /// <summary>It was revoked: whatever is so of it is over, which is told as the end of anything else.</summary>
    public void Revoke()
    {
        if (_snapshot.IsRevoked)
        {
            return;
        }

        // One of which nothing is to be told, before and after, leaves nothing.
        IsDirty |= !IsQuiet;
        _snapshot.IsRevoked = true;
        Silence.End();
        _snapshot.Interfaces.ForEach(i => i.Remove());
        IsDirty |= !IsQuiet;
        Unreach();
    }

    public void Disconnect(string connection)
    {
        if (string.Equals(connection, Connection, StringComparison.Ordinal))
        {
            Unreach();
        }
    }

    /// <summary>Its gateway is not there any more.</summary>
    public void Unreach() => (Connection, _gateway, Reach) = (null, null, null);

    public void Sent(string command) => _commands.Sent(command);

    public SensorOutcome[]? OutcomesOf(string command) => _commands.Find(command);

    public SensorNews? News(SensorPatience patience, SensorMoment now)
    {
        Judge(patience, now);
        if (Silence.Next(SensorNewsKind.Silent, "", _snapshot.IsRevoked ? SensorNews.Revoked : "", now, out var isNew) is { } silence)
        {
            IsDirty |= isNew;
            return silence;
        }

        foreach (var hearing in _snapshot.Interfaces)
        {
            if (hearing.Deafness.Next(SensorNewsKind.Deaf, hearing.Name, hearing.State, now, out isNew) is { } news)
            {
                IsDirty |= isNew;
                return news;
            }
        }

        return null;
    }

    public void Told(string news)
    {
        IsDirty |= Silence.Told(news) || _snapshot.Interfaces.Exists(i => i.Deafness.Told(news));
        IsDirty |= _snapshot.Interfaces.RemoveAll(i => IsOver(i)) > 0;
    }

    /// <summary>What was handed out could not be stored: it is handed out again.</summary>
    public void Release()
    {
        Silence.Release();
        _snapshot.Interfaces.ForEach(i => i.Deafness.Release());
    }

    public SensorView View(SensorPatience patience, SensorMoment now)
    {
        Judge(patience, now);
        var presence = Silence.IsOn ? SensorPresence.Silent : _isHeard ? SensorPresence.Heard : SensorPresence.Unknown;
        return new SensorView(
            presence,
            _snapshot.HeardMs,
            _gateway,
            _status,
            [.. _snapshot.Interfaces.Where(i => i.Deafness.IsOn).Select(i => new SensorDeafness(i.Name, i.State, i.Deafness.SinceMs))]);
    }

    private static bool IsOver(SensorHearing hearing) => hearing.Deafness.IsQuiet && string.Equals(hearing.State, SensorNews.Removed, StringComparison.Ordinal);

    private void Judge(SensorPatience patience, SensorMoment now)
    {
        if (_snapshot.IsRevoked)
        {
            return;
        }

        var unwatchedMs = now.RunningMs - _judgedMs;
        _judgedMs = now.RunningMs;
        if (unwatchedMs > MaxUnwatchedMs)
        {
            _patientSinceMs = Math.Min(now.RunningMs, _patientSinceMs + unwatchedMs);
        }

        if (!Silence.IsOn && now.RunningMs - _patientSinceMs >= patience.SilentMs)
        {
            Silence.Begin(now.WallMs - (now.RunningMs - _heard.RunningMs));
            Unreach();
            IsDirty = true;
        }

        // What a sensor hears is known only as long as it is heard itself.
        if (_isHeard && !Silence.IsOn)
        {
            foreach (var hearing in _snapshot.Interfaces)
            {
                IsDirty |= hearing.Judge(patience.DeafMs, _heard);
            }
        }
    }

    private void Hear(SensorInterface[] said, SensorMoment now)
    {
        foreach (var one in said)
        {
            var known = _snapshot.Interfaces.Find(i => string.Equals(i.Name, one.Name, StringComparison.Ordinal));
            if (known is null && _snapshot.Interfaces.Count < MaxInterfaces)
            {
                _snapshot.Interfaces.Add(known = new SensorHearing { Name = one.Name });
            }

            IsDirty |= known?.Take(one, now) ?? false;
        }

        foreach (var hearing in _snapshot.Interfaces)
        {
            IsDirty |= !Array.Exists(said, s => string.Equals(s.Name, hearing.Name, StringComparison.Ordinal)) && hearing.LeftOut(now);
        }

        _snapshot.Interfaces.RemoveAll(i => IsOver(i));
    }
}
