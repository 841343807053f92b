namespace Soc.Storage.Documents;

/// <summary>How long and how many minor findings are kept, whatever the provider.</summary>
internal static class MinorSignalKeep
{
    /// <summary>Most findings kept a client; the oldest leave first.</summary>
    public const int MaxPerClient = 1_000_000;

    /// <summary>Findings so much older than the newest, by event time, leave: 90 days.</summary>
    public const long MaxAgeMs = 90 * 86_400_000L;

    /// <summary>Most findings of a page.</summary>
    public const int MaxPage = 500;

    /// <summary>Findings written between two looks at what is to leave.</summary>
    public const int TrimEvery = 4096;
}
