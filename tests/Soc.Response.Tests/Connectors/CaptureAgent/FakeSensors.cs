using Soc.Model.Response;
using Soc.Response.Connectors.CaptureAgent;

namespace Soc.Response.Tests.Connectors.CaptureAgent;

/// <summary>Capture agents, what each has standing, and what is remembered of what they said.</summary>
internal sealed class FakeSensors : ISensorCommands
{
    private readonly Dictionary<(string Sensor, string Command), List<SensorWord>> _words = [];
    private readonly Dictionary<string, Dictionary<string, SensorCommand>> _standing = new(StringComparer.Ordinal);

    public List<SensorAtHand> Sensors { get; } = [];

    /// <summary>Sensors that answer nothing: what is sent to them is lost on its way.</summary>
    public HashSet<string> Mute { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Busy { get; } = new(StringComparer.Ordinal);

    public Exception? Failure { get; set; }

    /// <summary>Commands that were sent, those that are said again too.</summary>
    public int Sent { get; private set; }

    public SensorCommand[] StandingAt(string sensor) => _standing.TryGetValue(sensor, out var standing) ? [.. standing.Values] : [];

    public void Say(string sensor, string command, string outcome, string reason = "", long connections = 0) => Of(sensor, command).Add(new SensorWord(outcome, reason, connections));

    /// <summary>Whoever remembers what sensors said begins anew.</summary>
    public void Forget() => _words.Clear();

    public void Set(string sensor, bool isConnected, bool mayReset = true)
    {
        var at = Sensors.FindIndex(s => string.Equals(s.Id, sensor, StringComparison.Ordinal));
        Sensors[at] = Sensors[at] with { IsConnected = isConnected, MayReset = mayReset };
    }

    public ValueTask<IReadOnlyList<SensorAtHand>> SensorsOfAsync(string client, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Failure is null ? ValueTask.FromResult<IReadOnlyList<SensorAtHand>>([.. Sensors]) : throw Failure;
    }

    public ValueTask<SensorHandOver> SendAsync(string client, string sensor, SensorCommand command, CancellationToken cancellationToken)
    {
        if (!Sensors.Exists(s => s.IsConnected && string.Equals(s.Id, sensor, StringComparison.Ordinal)))
        {
            return ValueTask.FromResult(SensorHandOver.NotConnected);
        }

        if (Busy.Contains(sensor))
        {
            return ValueTask.FromResult(SensorHandOver.Busy);
        }

        Sent++;
        Of(sensor, command.Withdraws ?? command.Id);
        if (Mute.Contains(sensor))
        {
            return ValueTask.FromResult(SensorHandOver.Unknown);
        }

        if (!_standing.TryGetValue(sensor, out var standing))
        {
            _standing.Add(sensor, standing = new Dictionary<string, SensorCommand>(StringComparer.Ordinal));
        }

        if (command.Withdraws is { } withdrawn)
        {
            foreach (var id in standing.Keys.Where(id => id.StartsWith(withdrawn + ".", StringComparison.Ordinal)).ToArray())
            {
                standing.Remove(id);
            }

            Say(sensor, withdrawn, "ended", "Withdrawn");
        }
        else
        {
            standing.TryAdd(command.Id, command);
            Say(sensor, command.Id, "standing");
        }

        return ValueTask.FromResult(SensorHandOver.Sent);
    }

    public ValueTask<IReadOnlyList<SensorWord>?> WordsAsync(string client, string sensor, string command, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<SensorWord>?>(_words.TryGetValue((sensor, command), out var words) ? [.. words] : null);

    private List<SensorWord> Of(string sensor, string command)
    {
        if (!_words.TryGetValue((sensor, command), out var words))
        {
            _words.Add((sensor, command), words = []);
        }

        return words;
    }
}
