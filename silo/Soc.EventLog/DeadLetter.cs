namespace Soc.EventLog;

/// <summary>A record that could not be parsed.</summary>
/// <param name="Client">Client company.</param>
/// <param name="ReceivedMs">When it arrived, ms since the epoch.</param>
/// <param name="Sourcetype">Sourcetype hint or parser id.</param>
/// <param name="Reason">Closed set of snake_case words.</param>
/// <param name="Raw">The bytes, cut at <see cref="MaxRawBytes"/>.</param>
/// <param name="RawLength">Length before the cut, bytes.</param>
public sealed record DeadLetter(string Client, long ReceivedMs, string? Sourcetype, string Reason, byte[] Raw, int RawLength)
{
    /// <summary>Longest raw kept, bytes.</summary>
    public const int MaxRawBytes = 65_536;
}
