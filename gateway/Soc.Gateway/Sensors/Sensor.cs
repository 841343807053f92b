using System.Threading.Channels;
using Soc.SensorProtocol;

namespace Soc.Gateway.Sensors;

/// <summary>A sensor as this gateway knows it now.</summary>
internal sealed class Sensor(string id, string client)
{
    /// <summary>Most outcomes of commands that are kept.</summary>
    public const int MaxOutcomes = 1_024;

    private const int MaxWaiting = 64;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<ResetOutcome>> _outcomes = new(StringComparer.Ordinal);
    private readonly Queue<string> _commands = new();

    public string Id => id;

    public string Client => client;

    /// <summary>When anything was heard of it, ms since the epoch; 0 never since this gateway's start.</summary>
    public long HeardMs { get; set; }

    /// <summary>Its clock minus ours at the last heartbeat, ms; positive: it is ahead.</summary>
    public long ClockSkewMs { get; set; }

    /// <summary>So much earlier commands begin, since its clock may be behind, ms; bounded, because what is signed lives by it.</summary>
    public long SkewAllowanceMs => Math.Clamp(-ClockSkewMs, 0, 60_000) + 5_000;

    public string Version { get; set; } = "";

    public long ConfigurationVersion { get; set; }

    public bool ResetsEnabled { get; set; }

    public IReadOnlyDictionary<string, long> Figures { get; set; } = new Dictionary<string, long>(StringComparer.Ordinal);

    public IReadOnlyList<string> Problems { get; set; } = [];

    /// <summary>A finding was raised that it says nothing.</summary>
    public bool IsMissed { get; set; }

    /// <summary>What goes down to it; null while it is not connected here.</summary>
    public Channel<ToSensor>? Down { get; private set; }

    /// <summary>A connection begins; the one before it, if any, is the past's.</summary>
    public Channel<ToSensor> Connect()
    {
        var down = Channel.CreateBounded<ToSensor>(new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.Wait });
        lock (_lock)
        {
            Down?.Writer.TryComplete();
            Down = down;
        }

        return down;
    }

    public void Disconnect(Channel<ToSensor> down)
    {
        lock (_lock)
        {
            if (ReferenceEquals(Down, down))
            {
                Down = null;
            }
        }
    }

    public void Take(ResetOutcome outcome)
    {
        lock (_lock)
        {
            if (!_outcomes.TryGetValue(outcome.CommandId, out var of))
            {
                if (_commands.Count >= MaxOutcomes)
                {
                    _outcomes.Remove(_commands.Dequeue());
                }

                _commands.Enqueue(outcome.CommandId);
                _outcomes.Add(outcome.CommandId, of = []);
            }

            if (of.Count < MaxOutcomes)
            {
                of.Add(outcome);
            }
        }
    }

    /// <summary>What came of a command, as far as it is known; null for one that nothing was heard of.</summary>
    public IReadOnlyList<ResetOutcome>? OutcomesOf(string command)
    {
        lock (_lock)
        {
            return _outcomes.TryGetValue(command, out var of) ? [.. of] : null;
        }
    }
}
