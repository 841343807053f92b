namespace Soc.Parsing.Json;

/// <summary>What became of a time field.</summary>
internal enum JsonTimeState
{
    /// <summary>Missing or empty.</summary>
    Absent = 0,
    Read = 1,
    /// <summary>There, and not a time.</summary>
    Unreadable = 2,
}
