namespace Soc.Response.Escalation;

/// <summary>How many single messages people can take.</summary>
/// <param name="MostInWindow">Most incidents told one by one within the window, 1–100.</param>
/// <param name="WindowMs">Length of the window, ms.</param>
/// <param name="SummaryAfterMs">How long what is too much waits, so that it comes in one message, ms.</param>
public sealed record PagingOptions(int MostInWindow, long WindowMs, long SummaryAfterMs)
{
    /// <summary>Five in ten minutes; the rest every two minutes in one.</summary>
    public static readonly PagingOptions Default = new(5, 600_000, 120_000);
}
