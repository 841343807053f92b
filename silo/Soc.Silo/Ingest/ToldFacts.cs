namespace Soc.Silo.Ingest;

/// <summary>
/// Facts that a partition told its clients lately, so that a fact goes once a day and not with every event.
/// Forgetting costs a repeat, which the client takes without effect. Used by one partition's reader only.
/// </summary>
public sealed class ToldFacts
{
    /// <summary>Most facts remembered; then all are forgotten.</summary>
    public const int Max = 65_536;

    private const long DayMs = 86_400_000;

    private readonly HashSet<(string Client, string Kind, string Value, string User, long Day)> _told = [];

    public bool IsNews(string client, string kind, string value, string user, long atMs)
    {
        if (_told.Count >= Max)
        {
            _told.Clear();
        }

        return _told.Add((client, kind, value, user, atMs / DayMs));
    }

    public void Forget() => _told.Clear();
}
