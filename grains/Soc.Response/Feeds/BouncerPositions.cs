namespace Soc.Response.Feeds;

/// <summary>What each bouncer of a client has. One that is not known gets everything, which does no harm.</summary>
public sealed class BouncerPositions
{
    /// <summary>Most bouncers remembered, those that asked last.</summary>
    public const int MaxBouncers = 1_000;

    private readonly Lock _access = new();
    private readonly Dictionary<string, (long Version, long Turn)> _positions = new(StringComparer.Ordinal);
    private long _turn;

    /// <summary>Version that it has; null when that is not known.</summary>
    public long? Of(string bouncer)
    {
        lock (_access)
        {
            return _positions.TryGetValue(bouncer, out var position) ? position.Version : null;
        }
    }

    /// <summary>It has been sent everything up to this version.</summary>
    public void Advance(string bouncer, long version)
    {
        lock (_access)
        {
            _positions[bouncer] = (version, ++_turn);
            if (_positions.Count > MaxBouncers)
            {
                _positions.Remove(_positions.MinBy(p => p.Value.Turn).Key);
            }
        }
    }
}
