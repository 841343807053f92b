using System.Security.Cryptography;
using System.Threading.Channels;
using Soc.GrainInterfaces.Sensors;
using Soc.SensorProtocol;

namespace Soc.Gateway.Sensors;

/// <summary>A connection of a sensor to this gateway: what goes down it, and what came up that its grain is to know.</summary>
internal sealed class SensorConnection(string sensor, string client) : IDisposable
{
    /// <summary>Most outcomes that wait for the grain; then the oldest go.</summary>
    public const int MaxOutcomesWaiting = 1_024;

    private const int MaxWaiting = 64;
    private const int MaxOutcomesTogether = 256;

    private readonly Lock _lock = new();
    private readonly Queue<SensorOutcome> _outcomes = new();
    private readonly CancellationTokenSource _replaced = new();
    private readonly Channel<bool> _due = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Tells this connection from every other, at whatever gateway.</summary>
    public string Id { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public string Sensor => sensor;

    /// <summary>Whose it is, by its credential.</summary>
    public string Client => client;

    public Channel<ToSensor> Down { get; } = Channel.CreateBounded<ToSensor>(new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.Wait });

    /// <summary>What the sensor says of itself.</summary>
    public SensorStatus Status { get; set; } = SensorStatus.None;

    /// <summary>Version of the configuration that went down last; it goes once.</summary>
    public long ConfigurationSent { get; set; }

    /// <summary>Ends when another connection took the place of this one.</summary>
    public CancellationToken Replaced => _replaced.Token;

    /// <summary>Its grain knows of it.</summary>
    public bool IsKnown { get; set; }

    /// <summary>Something is to be reported.</summary>
    public ChannelReader<bool> Due => _due.Reader;

    public void Replace() => _replaced.Cancel();

    /// <summary>Its grain is to hear of it now.</summary>
    public void Report() => _due.Writer.TryWrite(true);

    public void Take(SensorOutcome outcome)
    {
        lock (_lock)
        {
            if (_outcomes.Count >= MaxOutcomesWaiting)
            {
                _outcomes.Dequeue();
            }

            _outcomes.Enqueue(outcome);
        }

        Report();
    }

    /// <summary>The oldest outcomes, which stay until <see cref="Reported"/>.</summary>
    public SensorOutcome[] Outcomes()
    {
        lock (_lock)
        {
            return [.. _outcomes.Take(MaxOutcomesTogether)];
        }
    }

    /// <returns>True when more wait.</returns>
    public bool Reported(SensorOutcome[] outcomes)
    {
        lock (_lock)
        {
            // Those that went meanwhile, because too many came, are not there to be taken away.
            foreach (var outcome in outcomes)
            {
                if (_outcomes.TryPeek(out var oldest) && ReferenceEquals(oldest, outcome))
                {
                    _outcomes.Dequeue();
                }
            }

            return _outcomes.Count > 0;
        }
    }

    public void Dispose() => _replaced.Dispose();
}
