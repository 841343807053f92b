using Soc.Model.Response;
using Soc.Response.Connectors.CaptureAgent;
using Soc.Response.Tests.Connectors.Contract;

namespace Soc.Response.Tests.Connectors.CaptureAgent;

/// <summary>Capture agents, what each has standing, and what is remembered of what they said.</summary>
internal sealed class FakeSensors(TimeProvider time) : ISensorCommands, IFakeBackend
{
    private const string Other = "other";

    private readonly Dictionary<(string Sensor, string Command), List<SensorWord>> _words = [];
    private readonly Dictionary<string, Dictionary<string, SensorCommand>> _standing = new(StringComparer.Ordinal);

    public List<SensorAtHand> Sensors { get; } = [];

    /// <summary>Sensors that answer nothing: what is sent to them is lost on its way.</summary>
    public HashSet<string> Mute { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Busy { get; } = new(StringComparer.Ordinal);

    public string Secret { get; set; } = "";

    public Fault? Fault { get; set; }

    /// <summary>Commands that were sent, those that are said again too.</summary>
    public int Sent { get; private set; }

    public int Changes { get; private set; }

    public bool IsHeld => Sensors.Exists(s => StandingAt(s.Id).Length > 0);

    public SensorCommand[] StandingAt(string sensor) =>
        _standing.TryGetValue(sensor, out var standing) ? [.. standing.Values.Where(c => c.UntilMs > time.GetUtcNow().ToUnixTimeMilliseconds())] : [];

    public string Snapshot() => string.Join(' ', Sensors.SelectMany(s => StandingAt(s.Id).Select(c => s.Id + ":" + c.Id)).Order(StringComparer.Ordinal));

    public void HoldByOther()
    {
        foreach (var sensor in Sensors)
        {
            OfSensor(sensor.Id)[Other] = new SensorCommand { Id = Other, UntilMs = time.GetUtcNow().AddDays(1).ToUnixTimeMilliseconds(), Ip = "10.0.0.7" };
        }
    }

    /// <summary>Whoever runs the sensor's machine says that the target is never blocked.</summary>
    public void ReleaseByOther()
    {
        foreach (var (sensor, standing) in _standing)
        {
            foreach (var id in standing.Keys.Where(id => id is not Other).ToArray())
            {
                standing.Remove(id);
                Say(sensor, id, "failed", "NeverBlocked");
            }
        }
    }

    public void RemoveTarget() => throw new NotSupportedException();

    /// <summary>The target connects, and is broken off.</summary>
    public void Settle()
    {
        foreach (var sensor in Sensors)
        {
            foreach (var command in StandingAt(sensor.Id))
            {
                Say(sensor.Id, command.Id, "attempted", "None", 1);
                Say(sensor.Id, command.Id, "confirmed", "ResetSeen", 1);
            }
        }
    }

    public void Say(string sensor, string command, string outcome, string reason = "", long connections = 0) => Of(sensor, command).Add(new SensorWord(outcome, reason, connections));

    /// <summary>Whoever remembers what sensors said begins anew.</summary>
    public void Forget() => _words.Clear();

    public void Set(string sensor, bool isConnected, bool mayReset = true)
    {
        var at = Sensors.FindIndex(s => string.Equals(s.Id, sensor, StringComparison.Ordinal));
        Sensors[at] = Sensors[at] with { IsConnected = isConnected, MayReset = mayReset };
    }

    public async ValueTask<IReadOnlyList<SensorAtHand>> SensorsOfAsync(string client, CancellationToken cancellationToken)
    {
        var fault = TakeFault(isChange: false);
        await EngineFaults.BeforeAsync(fault, Secret, cancellationToken);
        EngineFaults.After(fault, Secret);
        return [.. Sensors];
    }

    public async ValueTask<SensorHandOver> SendAsync(string client, string sensor, SensorCommand command, CancellationToken cancellationToken)
    {
        var fault = TakeFault(isChange: true);
        if (fault is not { Kind: FaultKind.Denied })
        {
            await EngineFaults.BeforeAsync(fault, Secret, cancellationToken);
        }

        if (!Sensors.Exists(s => s.IsConnected && string.Equals(s.Id, sensor, StringComparison.Ordinal)))
        {
            return SensorHandOver.NotConnected;
        }

        if (Busy.Contains(sensor))
        {
            return SensorHandOver.Busy;
        }

        Sent++;
        Of(sensor, command.Withdraws ?? command.Id);
        switch (fault)
        {
            case { Kind: FaultKind.Denied }:
                Say(sensor, command.Withdraws ?? command.Id, "failed", $"Disabled: {Secret}");
                return SensorHandOver.Sent;
            case { Kind: FaultKind.Garbage }:
                Say(sensor, command.Withdraws ?? command.Id, "<html>", Secret);
                return SensorHandOver.Sent;
        }

        if (Mute.Contains(sensor))
        {
            return SensorHandOver.Unknown;
        }

        var before = Snapshot();
        Take(sensor, command, isHeard: fault is null);
        Changes += string.Equals(before, Snapshot(), StringComparison.Ordinal) ? 0 : 1;
        EngineFaults.After(fault, Secret);
        return SensorHandOver.Sent;
    }

    public async ValueTask<IReadOnlyList<SensorWord>?> WordsAsync(string client, string sensor, string command, CancellationToken cancellationToken)
    {
        var fault = TakeFault(isChange: false);
        await EngineFaults.BeforeAsync(fault, Secret, cancellationToken);
        EngineFaults.After(fault, Secret);
        return fault is { Kind: FaultKind.Garbage } ? [new SensorWord("<html>", Secret, -1)]
            : _words.TryGetValue((sensor, command), out var words) ? [.. words] : null;
    }

    private Fault? TakeFault(bool isChange)
    {
        if (Fault is not { } fault || !fault.Meets(isChange))
        {
            return null;
        }

        Fault = fault.Rest();
        return fault;
    }

    /// <summary>The sensor does what it is told; what it says of it may get lost on its way.</summary>
    private void Take(string sensor, SensorCommand command, bool isHeard)
    {
        var standing = OfSensor(sensor);
        if (command.Withdraws is { } withdrawn)
        {
            foreach (var id in standing.Keys.Where(id => id.StartsWith(withdrawn + ".", StringComparison.Ordinal)).ToArray())
            {
                standing.Remove(id);
            }
        }
        else
        {
            standing.TryAdd(command.Id, command);
        }

        if (isHeard)
        {
            Say(sensor, command.Withdraws ?? command.Id, command.Withdraws is null ? "standing" : "ended", command.Withdraws is null ? "" : "Withdrawn");
        }
    }

    private Dictionary<string, SensorCommand> OfSensor(string sensor)
    {
        if (!_standing.TryGetValue(sensor, out var standing))
        {
            _standing.Add(sensor, standing = new Dictionary<string, SensorCommand>(StringComparer.Ordinal));
        }

        return standing;
    }

    private List<SensorWord> Of(string sensor, string command)
    {
        if (!_words.TryGetValue((sensor, command), out var words))
        {
            _words.Add((sensor, command), words = []);
        }

        return words;
    }
}
