using Soc.GrainInterfaces.Sensors;

namespace Soc.Grains.Sensors;

/// <summary>What came of the commands to a sensor: of the newest ones, in memory only.</summary>
public sealed class SensorCommands
{
    /// <summary>Most commands.</summary>
    public const int MaxCommands = 256;

    /// <summary>Most outcomes of a command; of more, the first ones and the newest.</summary>
    public const int MaxOutcomes = 256;

    private readonly Dictionary<string, List<SensorOutcome>> _outcomes = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>A command is on its way.</summary>
    public void Sent(string command) => Of(command);

    public void Take(SensorOutcome outcome)
    {
        var of = Of(outcome.Command);
        if (of.Count < MaxOutcomes)
        {
            of.Add(outcome);
        }
        else
        {
            of[^1] = outcome;
        }
    }

    /// <summary>Oldest first; null for a command that is not known.</summary>
    public SensorOutcome[]? Find(string command) => _outcomes.TryGetValue(command, out var of) ? [.. of] : null;

    private List<SensorOutcome> Of(string command)
    {
        if (_outcomes.TryGetValue(command, out var of))
        {
            return of;
        }

        if (_order.Count >= MaxCommands)
        {
            _outcomes.Remove(_order.Dequeue());
        }

        _order.Enqueue(command);
        _outcomes.Add(command, of = []);
        return of;
    }
}
