using Soc.Model.Events;

namespace Soc.Silo.Ingest;

/// <summary>
/// Facts that a partition told its clients lately, so that a fact goes once a day and not with every event.
/// Forgetting costs a repeat, which the client takes without effect. Facts are kept by a 64-bit hash: among
/// <see cref="Max"/> of them a chance match, which would keep one fact back for a day, is below 1 in 10^8.
/// Used by one partition's reader only.
/// </summary>
public sealed class ToldFacts
{
    /// <summary>Most facts remembered; then all are forgotten.</summary>
    public const int Max = 262_144;

    private const long DayMs = 86_400_000;

    private readonly HashSet<ulong> _told = [];

    /// <param name="subject">Whom the fact is of: a user, or a detector.</param>
    public bool IsNews(SecurityEvent e, string subject, FactKind kind, ulong value)
    {
        if (_told.Count >= Max)
        {
            _told.Clear();
        }

        var hash = FactHash.With(FactHash.Of(e.Client), FactHash.Of(subject));
        hash = FactHash.With(hash, value);
        return _told.Add(FactHash.With(hash, ((ulong)(e.TimeMs / DayMs) << 3) | (uint)kind));
    }

    public void Forget() => _told.Clear();
}
